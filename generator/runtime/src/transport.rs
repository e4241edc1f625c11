//! What carries requests to the server.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::time::{Duration, Instant};

use http::{Request, Response};

use super::body::Body;

/// What a transport's methods return: a future on the heap that may move between threads.
pub type TransportFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries requests to the server, and keeps the time.
///
/// A transport sends each request exactly once: it does not repeat, it does not follow redirects, it does not
/// authenticate. One that wraps another is the place for logging and the like.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and returns the reply once its head is there.
    fn send(
        &self,
        request: Request<Body>,
    ) -> TransportFuture<'_, Result<Response<Body>, TransportError>>;

    /// The time, by a clock that never runs backwards.
    fn now(&self) -> Instant;

    /// Waits by the same clock.
    fn sleep(&self, duration: Duration) -> TransportFuture<'_, ()>;
}

/// Why there is no reply.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// How far a request got that has no reply. What is promised here decides whether it may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The transport cannot send this request, or any. Nothing was sent.
    Setup,
    /// There was no connection: name lookup, connecting or the TLS handshake failed. Nothing of the request was sent.
    Connect,
    /// The server's certificate was not accepted. Nothing of the request was sent.
    Certificate,
    /// The transport's own time limit passed. The request may have been sent.
    Timeout,
    /// The connection failed. The request may have been sent.
    Io,
}

impl TransportError {
    /// An error with a text for people, which must not hold credentials or anything else of the request.
    #[inline]
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
        }
    }

    /// The same error with the one underneath. The text should not say again what that one says.
    #[inline]
    pub fn with_source(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            source: Some(source.into()),
            ..self
        }
    }

    /// How far the request got.
    #[inline]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The text for people.
    #[inline]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The error underneath, by value.
    #[inline]
    pub(super) fn into_source(self) -> Option<Box<dyn StdError + Send + Sync>> {
        self.source
    }
}

impl fmt::Display for TransportError {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let phrase = match self.kind {
            TransportErrorKind::Setup => "cannot send",
            TransportErrorKind::Connect | TransportErrorKind::Certificate => "could not connect",
            TransportErrorKind::Timeout => "timed out",
            TransportErrorKind::Io => "the connection failed",
        };
        write!(formatter, "{phrase}: {}", self.message)
    }
}

impl StdError for TransportError {
    #[inline]
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.source.as_deref()?;
        Some(source)
    }
}
