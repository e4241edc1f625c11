// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! The client of Bandwidth MFA, as the document describes it.

mod client;
pub mod mfa;
pub mod models;
mod runtime;

#[cfg(feature = "testing")]
pub mod testing;
pub mod webhooks;

pub use runtime::base_url::BaseUrl;
#[cfg(feature = "blocking")]
pub use runtime::blocking_transport::BlockingTransport;
pub use runtime::body::{Body, Chunks};
pub use runtime::call::{Call, CallFuture, CallResult};
pub use runtime::call_error::CallError;
pub use runtime::client::Client;
pub use runtime::client_builder::ClientBuilder;
pub use runtime::connect_options::ConnectOptions;
pub use runtime::decode_error::DecodeError;
pub use runtime::environment::Environment;
pub use runtime::error::Error;
pub use runtime::observer::{AttemptKind, ObservedAttempt, ObservedCall, Observer};
pub use runtime::operation::{
    DecodeFailure, Operation, OperationError, OperationFacts, Reply,
};
pub use runtime::problems::{Problem, ValidationError};
pub use runtime::report::Phase;
pub use runtime::response::Response;
pub use runtime::retry::RetryPolicy;
pub use runtime::security::{Credentials, KeyPlace, Scheme};
pub use runtime::token_source::{
    Fetch, ReadToken, Token, TokenError, TokenFuture, TokenSource,
};
pub use runtime::transport::{
    Transport, TransportError, TransportErrorKind, TransportFuture,
};
#[cfg(feature = "reqwest")]
pub use runtime::transport_reqwest::ReqwestTransport;
#[cfg(feature = "blocking")]
pub use runtime::transport_ureq::UreqTransport;
pub use runtime::unexpected::Unexpected;
