// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What every kind of error has to tell, and the one line that tells it.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};

/// How far a call got before it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// The client is set up in a way that cannot work. Nothing was sent.
    Configuration,
    /// A value of the operation is missing or out of bounds. Nothing was sent.
    Validation,
    /// There was no connection to the server. Nothing of the request was sent.
    Connect,
    /// There was no complete reply in time.
    Timeout,
    /// The connection failed while the request or the reply was on its way.
    Io,
    /// The reply is larger than the client accepts.
    TooLarge,
    /// The server reported success with a body that does not fit.
    Decode,
    /// The server reported a failure.
    Api,
}

/// What an error tells, whatever the operation.
pub struct Report {
    /// What failed: an operation's title, a model's name.
    pub subject: &'static str,
    /// How far it got.
    pub phase: Phase,
    /// What went wrong, fit to be shown; empty if the status says it all.
    pub message: String,
    /// The head of the reply, if there was one.
    pub head: Option<(StatusCode, HeaderMap)>,
    /// The reply's body, if it was received.
    pub body: Option<Bytes>,
    /// The server's id of the request.
    pub request_id: Option<String>,
    /// How often sending the request was tried.
    pub attempts: u32,
    /// Whether the server may have read a part of the request.
    pub maybe_sent: bool,
    /// The error underneath, unless the message says what it says.
    pub source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Report {
    /// A report about something that never left the program.
    pub fn unsent(subject: &'static str, phase: Phase, message: String) -> Self {
        Self {
            subject,
            phase,
            message,
            head: None,
            body: None,
            request_id: None,
            attempts: 0,
            maybe_sent: false,
            source: None,
        }
    }

    /// The status of the reply.
    pub fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|(status, _)| *status)
    }

    /// The headers of the reply.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head.as_ref().map(|(_, headers)| headers)
    }

    /// How long the server asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        let seconds = self.headers()?.get(RETRY_AFTER)?.to_str().ok()?;
        // `parse` alone would take a plus sign.
        let is_number = !seconds.is_empty() && seconds.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| Duration::from_secs(seconds.parse().unwrap_or(u64::MAX)))
    }

    /// Prints the report's members as those of an error type of that name.
    pub fn debug(&self, name: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct(name)
            .field("subject", &self.subject)
            .field("phase", &self.phase)
            .field("message", &self.message)
            .field("status", &self.status())
            .field("request_id", &self.request_id)
            .field("attempts", &self.attempts)
            .field("maybe_sent", &self.maybe_sent)
            .finish_non_exhaustive()
    }

    /// The error underneath.
    pub fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.source.as_deref()?;
        Some(source)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.subject)?;
        if let Some(status) = self.status() {
            write!(formatter, ": {}", status.as_str())?;
            if let Some(reason) = status.canonical_reason() {
                write!(formatter, " {reason}")?;
            }
        }
        if !self.message.is_empty() {
            write!(formatter, ": {}", self.message)?;
        }
        match (&self.request_id, self.attempts) {
            (Some(id), attempts) => write!(formatter, " (request id {id}, attempts {attempts})"),
            (None, 0) => Ok(()),
            (None, attempts) => write!(formatter, " (attempts {attempts})"),
        }
    }
}
