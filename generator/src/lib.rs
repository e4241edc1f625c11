//! Turns an OpenAPI 3.0 or 3.1 document into a Rust client crate.
//!
//! A pure function from texts and options to files: no I/O, no globals, no clock. The stages are the modules, in the order
//! in which they import each other.

pub mod diagnostic;
pub mod node;
pub mod source;

pub mod load;

pub mod overlay;

pub mod dialect;

pub mod check;

pub mod resolve;

pub mod report;

pub mod emit;
pub mod facts;
pub mod hints;
pub mod ir;
pub mod lower;
pub mod names;
pub mod render;
