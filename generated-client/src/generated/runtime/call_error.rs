// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Why a call of one operation failed.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::report::{Phase, Report};

/// Why a call failed. `E` is what the operation's description says about failures; [`CallError::api`] shows it.
///
/// Prints as one line, without credentials and without what the server said of phone numbers and codes. `Debug` shows
/// no more than that.
pub struct CallError<E>(Box<Inner<E>>);

struct Inner<E> {
    report: Box<Report>,
    api: Option<E>,
}

impl<E> CallError<E> {
    /// Puts an error together.
    pub(super) fn new(report: Box<Report>, api: Option<E>) -> Self {
        Self(Box::new(Inner { report, api }))
    }

    /// What the server reported, as the operation's own type, if the call got that far.
    pub fn api(&self) -> Option<&E> {
        self.0.api.as_ref()
    }

    /// What the server reported, by value; everything else is dropped.
    pub fn into_api(self) -> Option<E> {
        self.0.api
    }

    /// How far the call got before it failed.
    pub fn phase(&self) -> Phase {
        self.0.report.phase
    }

    /// The status of the reply, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.report.status()
    }

    /// The headers of the reply, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.report.headers()
    }

    /// The bytes of the reply's body as they came, if it was received whole.
    pub fn bytes(&self) -> Option<&Bytes> {
        self.0.report.body.as_ref()
    }

    /// The server's id of the request, which its support can look up.
    pub fn request_id(&self) -> Option<&str> {
        self.0.report.request_id.as_deref()
    }

    /// How often sending the request was tried; 0 if the call failed before that.
    pub fn attempts(&self) -> u32 {
        self.0.report.attempts
    }

    /// How long the server asks to wait before the next call, counted from its reply: `Retry-After` in seconds or as a date.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.report.retry_after
    }

    /// Whether making the same call again may help, and cannot do twice what must be done once. If there is a
    /// [`retry_after`](Self::retry_after), not before that.
    pub fn is_retryable(&self) -> bool {
        self.0.report.is_retryable
    }

    /// Whether the server may have received the request. `false` is certain: it read no byte of it. `true` is not.
    pub fn maybe_sent(&self) -> bool {
        self.0.report.maybe_sent
    }

    /// What is left when the operation's own type is taken away.
    pub(super) fn into_report(self) -> Box<Report> {
        self.0.report
    }
}

impl<E> fmt::Display for CallError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.report.fmt(formatter)
    }
}

impl<E> fmt::Debug for CallError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.report.debug("CallError", formatter)
    }
}

impl<E> StdError for CallError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.report.source()
    }
}
