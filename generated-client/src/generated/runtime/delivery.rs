// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Reads what the API sends by itself.

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;

use super::body::Body;
use super::decode_error::DecodeError;
use super::operation::Reply;

/// The body of a webhook or a callback, read as JSON.
pub fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let (head, ()) = Response::new(()).into_parts();
    Reply::new(head, Body::from(Bytes::copy_from_slice(body))).json()
}
