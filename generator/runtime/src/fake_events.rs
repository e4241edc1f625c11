//! Streams of events with JSON in them that a test makes.

use http::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::Body;
use super::decode_error::DecodeError;
use super::items::Items;
use super::operation::{DecodeFailure, Reply};
use super::server_event::ServerEvent;

/// A stream of events with these values, as a server answers it.
pub fn events<T: Serialize + DeserializeOwned + 'static>(
    values: impl IntoIterator<Item = T>,
) -> Result<Items<ServerEvent<T>>, DecodeError> {
    let mut text = Vec::new();
    for value in values {
        let json = serde_json::to_vec(&value);
        text.extend_from_slice(b"data: ");
        text.extend(json.map_err(|_| DecodeError::new("what JSON can carry"))?);
        text.extend_from_slice(b"\n\n");
    }
    let (head, body) = Response::new(Body::from(text)).into_parts();
    match Reply::new(head, body).success_events::<T, DecodeError>() {
        Ok(items) => Ok(items),
        Err(DecodeFailure::Api(error) | DecodeFailure::Decode(error)) => Err(error),
    }
}
