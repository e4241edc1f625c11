//! Why anything failed, whatever the operation.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::call_error::CallError;
use super::problems::ValidationError;
use super::report::{Phase, Report};

/// Why anything failed: any operation's [`CallError`], a value that was not built, a client that was not built.
///
/// Prints as one line, without credentials and without what the server said of phone numbers and codes. `Debug` shows
/// no more than that.
pub struct Error(Box<Report>);

impl Error {
    /// A client that is set up in a way that cannot work.
    #[inline]
    pub(super) fn configuration(error: &ValidationError) -> Self {
        Self::unsent(Phase::Configuration, error)
    }

    #[inline]
    fn unsent(phase: Phase, error: &ValidationError) -> Self {
        let report = Report::unsent(error.subject(), phase, error.list());
        Self(Box::new(report))
    }

    /// How far the call got before it failed.
    #[inline]
    pub fn phase(&self) -> Phase {
        self.0.phase
    }

    /// The status of the reply, if there was one.
    #[inline]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status()
    }

    /// The headers of the reply, if there was one.
    #[inline]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.headers()
    }

    /// The bytes of the reply's body as they came, if it was received whole.
    #[inline]
    pub fn bytes(&self) -> Option<&Bytes> {
        self.0.body.as_ref()
    }

    /// The server's id of the request, which its support can look up.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How often sending the request was tried; 0 if the call failed before that.
    #[inline]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the server asks to wait before the next call, counted from its reply: `Retry-After` in seconds or as a date.
    #[inline]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether making the same call again may help, and cannot do twice what must be done once. If there is a
    /// [`retry_after`](Self::retry_after), not before that.
    #[inline]
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable
    }

    /// Whether the server may have received the request. `false` is certain: it read no byte of it. `true` is not.
    #[inline]
    pub fn maybe_sent(&self) -> bool {
        self.0.maybe_sent
    }
}

impl<E> From<CallError<E>> for Error {
    fn from(error: CallError<E>) -> Self {
        Self(error.into_report())
    }
}

impl From<ValidationError> for Error {
    #[inline]
    fn from(error: ValidationError) -> Self {
        Self::unsent(Phase::Validation, &error)
    }
}

impl fmt::Display for Error {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for Error {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug("Error", formatter)
    }
}

impl StdError for Error {
    #[inline]
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
