//! Streams of events with text in them that a test makes.

use http::Response;

use super::body::Body;
use super::decode_error::DecodeError;
use super::items::Items;
use super::operation::{DecodeFailure, Reply};
use super::server_event::ServerEvent;

/// A stream of events with these texts, as a server answers it.
pub fn text_events<T: AsRef<str>>(
    texts: impl IntoIterator<Item = T>,
) -> Result<Items<ServerEvent<String>>, DecodeError> {
    let mut stream = String::new();
    for text in texts {
        for line in text.as_ref().split('\n') {
            stream.push_str("data: ");
            stream.push_str(line);
            stream.push('\n');
        }
        stream.push('\n');
    }
    let (head, body) = Response::new(Body::from(stream.into_bytes())).into_parts();
    match Reply::new(head, body).success_text_events::<DecodeError>() {
        Ok(items) => Ok(items),
        Err(DecodeFailure::Api(error) | DecodeFailure::Decode(error)) => Err(error),
    }
}
