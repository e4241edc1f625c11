//! What every kind of error has to tell, and the one line that tells it.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// How far a call got before it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// The client is set up in a way that cannot work. Nothing was sent.
    Configuration,
    /// A value of the operation is missing or out of bounds. Nothing was sent.
    Validation,
    /// There was no access token. This request was not sent, or was sent with a token that the server refused.
    Authentication,
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

impl Phase {
    /// The phase in lower case, such as `too_large`: a label for metrics.
    #[inline]
    pub fn name(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Validation => "validation",
            Self::Authentication => "authentication",
            Self::Connect => "connect",
            Self::Timeout => "timeout",
            Self::Io => "io",
            Self::TooLarge => "too_large",
            Self::Decode => "decode",
            Self::Api => "api",
        }
    }
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
    /// Whether the same call may succeed when it is made again, and cannot do twice what must be done once.
    pub is_retryable: bool,
    /// How long the server asks to wait.
    pub retry_after: Option<Duration>,
    /// The error underneath, unless the message says what it says.
    pub source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Report {
    /// A report about something that never left the program.
    #[inline]
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
            is_retryable: false,
            retry_after: None,
            source: None,
        }
    }

    /// The status of the reply.
    #[inline]
    pub fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|(status, _)| *status)
    }

    /// The headers of the reply.
    #[inline]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head.as_ref().map(|(_, headers)| headers)
    }

    /// Prints the report's members as those of an error type of that name.
    #[inline]
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
            .field("is_retryable", &self.is_retryable)
            .field("retry_after", &self.retry_after)
            .finish_non_exhaustive()
    }

    /// The error underneath.
    #[inline]
    pub fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.source.as_deref()?;
        Some(source)
    }
}

impl fmt::Display for Report {
    #[inline]
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
        let mut details = Vec::new();
        if let Some(id) = &self.request_id {
            details.push(format!("request id {id}"));
        }
        if let Some(wait) = self.retry_after {
            let started = u64::from(wait.subsec_nanos() > 0);
            let seconds = wait.as_secs().saturating_add(started);
            details.push(format!("retry after {seconds} s"));
        }
        if self.attempts > 0 || self.request_id.is_some() {
            details.push(format!("attempts {}", self.attempts));
        }
        if details.is_empty() {
            return Ok(());
        }
        write!(formatter, " ({})", details.join(", "))
    }
}
