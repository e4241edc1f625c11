//! Tests of what every generated client contains.

mod base_url;
mod calls;
mod chaos;
mod checks;
mod decision;
mod errors;
mod house;
mod limits;
mod probes;
mod requests;
mod retries;
mod schemes;
mod setup;
mod simulation;
mod support;
mod token_replies;
mod tokens;
mod values;
#[cfg(feature = "reqwest")]
mod wire;
