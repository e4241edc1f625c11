//! Streams of JSON texts that a test makes.

use http::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::Body;
use super::decode_error::DecodeError;
use super::items::Items;
use super::operation::{DecodeFailure, Reply};

/// A stream of these items, as a server answers it.
pub fn lines<T: Serialize + DeserializeOwned + 'static>(
    items: impl IntoIterator<Item = T>,
) -> Result<Items<T>, DecodeError> {
    let mut text = Vec::new();
    for item in items {
        let line = serde_json::to_vec(&item);
        text.extend(line.map_err(|_| DecodeError::new("what JSON can carry"))?);
        text.push(b'\n');
    }
    let (head, body) = Response::new(Body::from(text)).into_parts();
    match Reply::new(head, body).success_lines::<T, DecodeError>() {
        Ok(items) => Ok(items),
        Err(DecodeFailure::Api(error) | DecodeFailure::Decode(error)) => Err(error),
    }
}
