// Its examples run against the sandbox: without that they are read, and not tried.
#![cfg_attr(any(feature = "testing", not(doctest)), doc = include_str!("../README.md"))]

#[rustfmt::skip]
mod generated;

pub use generated::*;

#[cfg(feature = "testing")]
pub mod testing;
