//! A failure that the API's description does not declare.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// A status or a body that the API's description does not declare, kept as it came.
///
/// Its `Debug` prints the status and the body's length, never its content.
#[derive(Clone)]
pub struct Unexpected(Box<Parts>);

#[derive(Clone)]
struct Parts {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Unexpected {
    /// Keeps a reply that nothing declares.
    #[inline]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self(Box::new(Parts {
            status,
            headers,
            body,
        }))
    }

    /// The status.
    #[inline]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The headers.
    #[inline]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The body's bytes.
    #[inline]
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }
}

impl fmt::Debug for Unexpected {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Unexpected")
            .field("status", &self.0.status)
            .field("body_length", &self.0.body.len())
            .finish_non_exhaustive()
    }
}
