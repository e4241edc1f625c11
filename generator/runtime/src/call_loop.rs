//! What happens in a call, and when: a state machine that does no I/O.
//!
//! It is told the time and what happened, and says what to do next. A driver does it.

use std::error::Error as StdError;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::response::Parts;

use super::report::Phase;
use super::transport::{TransportError, TransportErrorKind};

/// How long a call and each of its attempts may take; `None` is for ever.
#[derive(Clone, Copy)]
pub struct Limits {
    /// The whole call.
    pub total: Option<Duration>,
    /// Each time that the request is sent, until its reply is there whole.
    pub attempt: Option<Duration>,
}

/// One call.
pub struct CallLoop {
    limits: Limits,
    started: Instant,
    attempts: u32,
}

/// What to do next.
pub enum Step {
    /// Send the request and report what comes of it, within so much time.
    Send(Option<Duration>),
    /// Nothing: the call is over.
    Done(Outcome),
}

/// What came of sending the request.
pub enum Event {
    /// A reply, whole.
    Replied(Parts, Bytes),
    /// No reply.
    Failed(TransportError),
    /// The time ran out; the reply's head may have been there.
    Expired(Option<Parts>),
    /// The connection failed within the reply's body.
    Broken(Parts, String),
    /// The reply's body is larger than so many bytes.
    TooLarge(Parts, u64),
}

/// How a call ended.
pub struct Outcome {
    /// How often the request was sent.
    pub attempts: u32,
    /// The reply, whole, or why there is none.
    pub result: Result<(Parts, Bytes), Failure>,
}

/// Why there is no whole reply.
pub struct Failure {
    /// How far the call got.
    pub phase: Phase,
    /// What went wrong.
    pub message: String,
    /// Whether the server may have read a part of the request.
    pub maybe_sent: bool,
    /// The head of a reply whose body did not come.
    pub head: Option<Parts>,
    /// The error underneath.
    pub source: Option<Box<dyn StdError + Send + Sync>>,
}

impl CallLoop {
    /// A call that starts now.
    pub fn new(limits: Limits, now: Instant) -> Self {
        Self {
            limits,
            started: now,
            attempts: 0,
        }
    }

    /// The first step.
    pub fn start(&mut self, now: Instant) -> Step {
        let left = self
            .limits
            .total
            .map(|total| total.saturating_sub(now.saturating_duration_since(self.started)));
        if left == Some(Duration::ZERO) {
            let failure = self.expired(None);
            return self.done(Err(failure));
        }
        self.attempts += 1;
        Step::Send([left, self.limits.attempt].into_iter().flatten().min())
    }

    /// The next step, after what the last one led to.
    pub fn advance(&mut self, event: Event) -> Step {
        let result = match event {
            Event::Replied(head, body) => Ok((head, body)),
            Event::Failed(error) => Err(failed(error)),
            Event::Expired(head) => Err(self.expired(head)),
            Event::Broken(head, message) => Err(Failure {
                phase: Phase::Io,
                message: format!("the connection failed: {message}"),
                maybe_sent: true,
                head: Some(head),
                source: None,
            }),
            Event::TooLarge(head, limit) => Err(Failure {
                phase: Phase::TooLarge,
                message: format!("the reply is larger than {limit} bytes"),
                maybe_sent: true,
                head: Some(head),
                source: None,
            }),
        };
        self.done(result)
    }

    fn done(&self, result: Result<(Parts, Bytes), Failure>) -> Step {
        Step::Done(Outcome {
            attempts: self.attempts,
            result,
        })
    }

    fn expired(&self, head: Option<Parts>) -> Failure {
        let Limits { total, attempt } = self.limits;
        let message = match (total, attempt) {
            (Some(total), Some(attempt)) if attempt < total => {
                format!("timed out: no complete reply within {attempt:?}, the limit of one attempt")
            }
            (Some(total), _) => format!("timed out: no complete reply within {total:?}"),
            (None, _) => "timed out: no complete reply".to_owned(),
        };
        Failure {
            phase: Phase::Timeout,
            message,
            maybe_sent: self.attempts > 0,
            head,
            source: None,
        }
    }
}

fn failed(error: TransportError) -> Failure {
    let (phase, maybe_sent) = match error.kind() {
        TransportErrorKind::Setup => (Phase::Configuration, false),
        TransportErrorKind::Connect | TransportErrorKind::Certificate => (Phase::Connect, false),
        TransportErrorKind::Timeout => (Phase::Timeout, true),
        TransportErrorKind::Io => (Phase::Io, true),
    };
    Failure {
        phase,
        message: error.to_string(),
        maybe_sent,
        head: None,
        source: error.into_source(),
    }
}
