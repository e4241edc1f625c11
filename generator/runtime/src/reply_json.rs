//! Replies that carry JSON.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::body::Body;
use super::decode_error::DecodeError;
use super::operation::{DecodeFailure, OperationError, Reply};

impl Reply {
    /// The body, read as JSON.
    pub fn json<T: DeserializeOwned>(self) -> Result<T, DecodeError> {
        let (_, body) = self.into_parts();
        let bytes = body
            .into_bytes()
            .map_err(|_| DecodeError::new("a body that was received whole"))?;
        serde_json::from_slice(&bytes).map_err(|error| describe(&error))
    }

    /// A success with a JSON body.
    pub fn success_json<T: DeserializeOwned, E>(self) -> Result<T, DecodeFailure<E>> {
        self.json().map_err(DecodeFailure::Decode)
    }

    /// A declared failure with a JSON body. A body that does not fit makes it an unexpected one, with the status kept.
    pub fn failure_json<S, T, E>(self, failure: impl FnOnce(T) -> E) -> Result<S, DecodeFailure<E>>
    where
        T: DeserializeOwned,
        E: OperationError,
    {
        let (head, body) = self.into_parts();
        let bytes = match body.into_bytes() {
            Ok(bytes) => bytes,
            Err(stream) => return Self::new(head, stream).unexpected(),
        };
        match serde_json::from_slice(&bytes) {
            Ok(body) => Err(DecodeFailure::Api(failure(body))),
            Err(_) => Self::new(head, Body::from(bytes)).unexpected(),
        }
    }
}

/// What a JSON error says, without what it quotes of the reply.
fn describe(error: &serde_json::Error) -> DecodeError {
    let described = match error.classify() {
        Category::Data => DecodeError::new(expected(&error.to_string())),
        Category::Eof => DecodeError::new("more: the JSON ends too early"),
        Category::Syntax | Category::Io => DecodeError::new("JSON"),
    };
    match error.line() {
        0 => described,
        line => described.at(line, error.column()),
    }
}

/// The part of a data error's text that comes from the type and not from the reply.
fn expected(text: &str) -> String {
    let text = text
        .rsplit_once(" at line ")
        .map_or(text, |(text, _place)| text);
    if let Some(rest) = text.strip_prefix("missing field ") {
        return format!("the member {rest}");
    }
    let quotes_then_expects = ["invalid type: ", "invalid value: ", "invalid length "]
        .iter()
        .any(|start| text.starts_with(start));
    match text.rsplit_once(", expected ") {
        Some((_quoted, expected)) if quotes_then_expects => expected.to_owned(),
        _ => "another value".to_owned(),
    }
}
