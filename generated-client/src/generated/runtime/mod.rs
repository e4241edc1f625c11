// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What every generated client contains.

pub mod api;
pub mod base_url;
pub mod body;
pub mod call;
pub mod call_error;
pub mod call_loop;
pub mod check_length;
pub mod check_pattern;
pub mod check_range;
pub mod check_required;
pub mod client;
pub mod client_builder;
pub mod client_parameter;
pub mod decode_error;
pub mod draft;
pub mod draft_json;
pub mod drive;
pub mod encode;
pub mod environment;
pub mod error;
pub mod from_lookup;
pub mod headers;
pub mod number;
pub mod number_option;
pub mod operation;
pub mod problems;
pub mod redacted_option;
pub mod reply_json;
pub mod report;
pub mod response;
pub mod secret;
pub mod security;
pub mod transport;

#[cfg(feature = "reqwest")]
pub mod transport_reqwest;
pub mod unexpected;
pub mod words;
