//! Tests of what every generated client contains.

mod base_url;
mod calls;
mod checks;
mod errors;
mod house;
mod limits;
mod requests;
mod setup;
mod support;
mod values;
#[cfg(feature = "reqwest")]
mod wire;
