// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What every generated client contains.

pub mod api;
pub mod append;
pub mod base_url;

#[cfg(feature = "blocking")]
pub mod block_on;

#[cfg(feature = "blocking")]
pub mod blocking_transport;
pub mod body;
pub mod call;

#[cfg(feature = "blocking")]
pub mod call_blocking;
pub mod call_end;
pub mod call_error;
pub mod call_loop;
pub mod call_options;

#[cfg(feature = "tracing")]
pub mod call_span;
pub mod check_length;
pub mod check_range;
pub mod check_required;
pub mod check_result;
pub mod check_within;
pub mod client;
pub mod client_builder;
pub mod client_parameter;
pub mod connect_options;
pub mod decode_error;
pub mod delivery;
pub mod draft;
pub mod draft_json;
pub mod drive;

#[cfg(feature = "blocking")]
pub mod drive_blocking;
pub mod encode;
pub mod environment;

#[cfg(feature = "blocking")]
pub mod environment_proxy;
pub mod error;
pub mod event;

#[cfg(feature = "testing")]
pub mod fake_clock;

#[cfg(all(feature = "testing-server", feature = "testing"))]
pub mod fake_server;

#[cfg(feature = "testing")]
pub mod fake_step;

#[cfg(feature = "testing")]
pub mod fake_transport;
pub mod from_lookup;

#[cfg(feature = "testing")]
pub mod given;
pub mod headers;
pub mod keyring;
pub mod masker;

#[cfg(feature = "testing")]
pub mod media_type;
pub mod missing_transport;
pub mod number;
pub mod oauth2;
pub mod object;
pub mod object_fill;
pub mod object_member;
pub mod object_number;
pub mod object_optional;
pub mod object_set;
pub mod observer;
pub mod operation;
pub mod plan;
pub mod problems;
pub mod random;

#[cfg(feature = "testing")]
pub mod receipt;

#[cfg(feature = "testing")]
pub mod receive_json;
pub mod redacted_option;

#[cfg(feature = "testing")]
pub mod refusal;
pub mod reply_json;
pub mod report;

#[cfg(feature = "reqwest")]
pub mod reqwest_tls;
pub mod response;
pub mod retry;
pub mod retry_after;
pub mod retry_budget;

#[cfg(feature = "testing")]
pub mod route;
pub mod secret;
pub mod security;
pub mod sensitive;

#[cfg(feature = "testing")]
pub mod serve;

#[cfg(feature = "testing")]
pub mod service;
pub mod setters;
pub mod steps;
pub mod string_enum;
pub mod token_cache;
pub mod token_source;
pub mod transport;

#[cfg(feature = "reqwest")]
pub mod transport_reqwest;

#[cfg(feature = "blocking")]
pub mod transport_ureq;
pub mod transports;
pub mod unexpected;
pub mod watch;
pub mod words;

#[cfg(feature = "testing")]
pub mod written;
