// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What a call answers on success.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::call_end::Kept;
use super::masker::Masker;
use super::words;

/// A successful reply: the body as the operation's type, and what came with it.
///
/// Its `Debug` prints the body's own `Debug`, but neither headers nor raw bytes.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
    attempts: u32,
    body: T,
}

impl<T> Response<T> {
    /// Puts a response together.
    pub(super) fn new(((status, headers), bytes, attempts): Kept, body: T) -> Self {
        Self {
            status,
            headers,
            bytes,
            attempts,
            body,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body by value; everything else is dropped.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The bytes of the body as they came.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// How often the request was sent: 1 unless it was repeated.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The server's id of the request, which its support can look up.
    pub fn request_id(&self) -> Option<String> {
        let (_, id) = words::read(&self.headers, &self.bytes, &Masker::default());
        id
    }

    /// The same response with another body.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            status: self.status,
            headers: self.headers,
            bytes: self.bytes,
            attempts: self.attempts,
            body: change(self.body),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("body", &self.body)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
