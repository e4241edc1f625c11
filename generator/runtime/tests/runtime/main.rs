//! Tests of what every generated client contains.

mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod calls;
mod chaos;
mod checks;
mod choices;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod connecting;
mod decision;
mod errors;
mod house;
mod limits;
mod masking;
#[cfg(feature = "blocking")]
mod paging;
mod patterns;
mod probes;
mod properties;
mod receiving;
mod requests;
mod retries;
mod schemes;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod server;
mod setup;
mod simulation;
mod streaming;
mod support;
mod token_replies;
mod tokens;
#[cfg(feature = "tracing")]
mod tracing_spans;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod transports;
mod values;
mod watching;
#[cfg(feature = "reqwest")]
mod wire;
