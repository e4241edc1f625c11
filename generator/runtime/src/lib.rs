//! What every generated client contains.
//!
//! The generator copies these files, all but this one, into the private module `runtime` of a client, and only those that
//! the client's document needs. So each file has one capability, imports from its neighbours through `super::` alone, and
//! holds nothing that a client which contains the file might leave unused.

pub mod api;
pub mod base64_bytes;
pub mod base_url;
pub mod body;
pub mod call;
pub mod call_error;
pub mod call_loop;
pub mod check_items;
pub mod check_length;
pub mod check_pattern;
pub mod check_range;
pub mod check_required;
pub mod client;
pub mod client_builder;
pub mod client_parameter;
pub mod client_parameter_set;
pub mod decode_error;
pub mod draft;
pub mod draft_bytes;
pub mod draft_empty;
pub mod draft_header;
pub mod draft_header_list;
pub mod draft_json;
pub mod draft_json_optional;
pub mod draft_query;
pub mod draft_query_each;
pub mod draft_query_list;
pub mod draft_query_name;
pub mod draft_segment;
pub mod draft_segment_list;
pub mod drive;
pub mod encode;
pub mod environment;
pub mod error;
pub mod from_lookup;
pub mod headers;
pub mod nullable;
pub mod number;
pub mod number_option;
pub mod operation;
pub mod problems;
pub mod redacted_option;
pub mod reply_bytes;
pub mod reply_json;
pub mod reply_text;
pub mod report;
pub mod required_nullable;
pub mod response;
pub mod secret;
pub mod security;
pub mod transport;
pub mod transport_reqwest;
pub mod unexpected;
pub mod words;
