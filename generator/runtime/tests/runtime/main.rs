//! Tests of what every generated client contains.

mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod calls;
mod checks;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod connecting;
mod errors;
mod house;
mod limits;
mod requests;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod server;
mod setup;
mod support;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod transports;
mod values;
#[cfg(feature = "reqwest")]
mod wire;
