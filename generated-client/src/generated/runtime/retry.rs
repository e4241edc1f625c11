// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Whether a request goes out again: one decision, without I/O.

use std::time::Duration;

use http::StatusCode;

use super::operation::OperationFacts;
use super::random::Random;
use super::transport::TransportErrorKind;

/// When and how often a request is sent again that failed.
///
/// An operation that must not be carried out twice is sent again only if the server cannot have read any of it (name lookup,
/// connecting, TLS handshake), or has refused it for certain: a 401 with OAuth2, once and with a new token, or a 429 that says
/// after how long to come back, within `cap`. Any other operation is sent again after 408, 429, 502, 503, 504 and failures of
/// the connection as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    total: Option<Duration>,
    base: Duration,
    cap: Duration,
    budget: Option<u32>,
    allows_duplicates: bool,
}

impl RetryPolicy {
    /// Sends each request once, whatever comes of it.
    #[inline]
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// How often a request is sent at the most: 3 times unless set. 0 counts as 1.
    #[must_use]
    #[inline]
    pub fn attempts(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// After how much time since the start of a call nothing is sent again: none unless set. The call's own time limit
    /// holds anyway.
    #[must_use]
    #[inline]
    pub fn total(self, total: Duration) -> Self {
        Self {
            total: Some(total),
            ..self
        }
    }

    /// The longest wait before the second attempt, doubled for each one after it: 250 milliseconds unless set. The wait
    /// is drawn at random from nothing to that ("full jitter").
    #[must_use]
    #[inline]
    pub fn base(self, base: Duration) -> Self {
        Self { base, ..self }
    }

    /// The longest wait before any attempt: 10 seconds unless set. A server that asks for a longer one gets no second
    /// attempt.
    #[must_use]
    #[inline]
    pub fn cap(self, cap: Duration) -> Self {
        Self { cap, ..self }
    }

    /// How many repetitions all calls of a client may make at a stretch: 20 unless set. Ten calls that succeed pay back one.
    #[must_use]
    #[inline]
    pub fn budget(self, repetitions: u32) -> Self {
        Self {
            budget: Some(repetitions),
            ..self
        }
    }

    /// Lets every call repeat as often as its own limits allow, however many of them fail.
    #[must_use]
    #[inline]
    pub fn without_budget(self) -> Self {
        Self {
            budget: None,
            ..self
        }
    }

    /// Sends every operation again after failures that leave open whether the server has carried it out: **what must happen
    /// once may then happen twice**, and be billed twice.
    #[must_use]
    #[inline]
    pub fn dangerously_allow_duplicates(self) -> Self {
        Self {
            allows_duplicates: true,
            ..self
        }
    }

    /// How many repetitions may be outstanding.
    #[inline]
    pub(super) fn outstanding(&self) -> Option<u32> {
        self.budget
    }
}

impl Default for RetryPolicy {
    #[inline]
    fn default() -> Self {
        Self {
            attempts: 3,
            total: None,
            base: Duration::from_millis(250),
            cap: Duration::from_secs(10),
            budget: Some(20),
            allows_duplicates: false,
        }
    }
}

/// What came of sending a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A reply with this status, whole or not.
    Status(StatusCode),
    /// There was no connection.
    NotConnected,
    /// The connection was lost, or there was no reply in time.
    Lost,
    /// Something that another attempt does not change.
    Final,
}

impl Ending {
    /// The ending that a transport's error stands for.
    #[inline]
    pub fn of(kind: TransportErrorKind) -> Self {
        match kind {
            TransportErrorKind::Connect => Self::NotConnected,
            TransportErrorKind::Timeout | TransportErrorKind::Io => Self::Lost,
            TransportErrorKind::Setup | TransportErrorKind::Certificate => Self::Final,
        }
    }
}

/// Everything that the decision depends on, but the policy.
#[derive(Clone, Copy)]
pub struct Situation<'a> {
    /// What is known of the operation.
    pub facts: &'a OperationFacts,
    /// Whether the request can be sent once more: one with a streamed body cannot.
    pub can_resend: bool,
    /// Whether a new token can be had in place of the one that was used.
    pub can_renew: bool,
    /// What came of the last attempt.
    pub ending: Ending,
    /// How long the server asks to wait.
    pub retry_after: Option<Duration>,
    /// How many attempts were made.
    pub attempts: u32,
    /// How long the call has taken so far.
    pub elapsed: Duration,
    /// How long it may take in all.
    pub limit: Option<Duration>,
    /// Whether the client's budget has a repetition left.
    pub has_budget: bool,
}

/// What to do after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The call is over.
    Return,
    /// Send the request again at once, with a new token.
    Renew,
    /// Send the request again after so much time.
    Wait(Duration),
}

/// The decision.
#[inline]
pub fn decide(situation: &Situation<'_>, policy: &RetryPolicy, random: &Random) -> Decision {
    let is_spent = situation.attempts >= policy.attempts || !situation.can_resend;
    if is_spent || !is_harmless(situation, policy.allows_duplicates) {
        return Decision::Return;
    }
    let limits = [situation.limit, policy.total];
    let fits = |wait: Duration| {
        let end = situation.elapsed.saturating_add(wait);
        limits.iter().flatten().all(|limit| end < *limit)
    };
    if situation.ending == Ending::Status(StatusCode::UNAUTHORIZED) {
        return if fits(Duration::ZERO) {
            Decision::Renew
        } else {
            Decision::Return
        };
    }
    if !situation.has_budget {
        return Decision::Return;
    }
    let wait = match situation.retry_after {
        Some(asked) if asked > policy.cap => return Decision::Return,
        // Whoever was told the same time does not come back at the same moment.
        Some(asked) => asked
            .saturating_add(random.up_to(policy.base))
            .min(policy.cap.max(asked)),
        None => random.up_to(backoff(situation.attempts, policy)),
    };
    if fits(wait) {
        Decision::Wait(wait)
    } else {
        Decision::Return
    }
}

/// The longest wait after so many attempts.
#[inline]
fn backoff(attempts: u32, policy: &RetryPolicy) -> Duration {
    let doubled = 1u32
        .checked_shl(attempts.saturating_sub(1))
        .unwrap_or(u32::MAX);
    policy.base.saturating_mul(doubled).min(policy.cap)
}

/// Whether another attempt makes sense, and cannot do twice what must be done once.
#[inline]
pub fn is_harmless(situation: &Situation<'_>, allows_duplicates: bool) -> bool {
    let facts = situation.facts;
    let is_repeatable = facts.repeatable || allows_duplicates;
    match situation.ending {
        Ending::Final => false,
        Ending::NotConnected => true,
        Ending::Lost => is_repeatable,
        Ending::Status(status) if facts.lockout.contains(&status.as_u16()) => false,
        Ending::Status(StatusCode::UNAUTHORIZED) => situation.can_renew,
        Ending::Status(StatusCode::TOO_MANY_REQUESTS) => {
            is_repeatable || situation.retry_after.is_some()
        }
        Ending::Status(status) => is_repeatable && matches!(status.as_u16(), 408 | 502 | 503 | 504),
    }
}
