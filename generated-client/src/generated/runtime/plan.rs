// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What a call has to do, and how it ended.

use std::sync::Arc;
use std::time::Duration;

use http::response::Parts;

use super::body::Body;
use super::event::Failure;
use super::random::Random;
use super::retry::RetryPolicy;
use super::retry_budget::RetryBudget;
use super::sensitive::Sensitive;
use super::watch::Watch;

/// How long a call and each of its attempts may take; `None` is for ever.
#[derive(Clone, Copy)]
pub struct Limits {
    /// The whole call.
    pub total: Option<Duration>,
    /// Each time that a request is sent, until its reply is there whole.
    pub attempt: Option<Duration>,
}

/// What a call has to do.
pub struct Plan {
    /// The request and its credentials.
    pub sent: Sensitive,
    /// Who is told what happens.
    pub watch: Watch,
    /// How long the call may take.
    pub limits: Limits,
    /// How large its reply may be, in bytes.
    pub body_limit: u64,
    /// The media types of successes whose body is handed on while it arrives; `*/*` for all.
    pub streams: &'static [&'static str],
    /// When the request is sent again.
    pub policy: RetryPolicy,
    /// What all calls share of that.
    pub budget: Arc<RetryBudget>,
    /// What spreads waiting times.
    pub random: Arc<Random>,
}

/// How a call ended.
pub struct Outcome {
    /// How often the request was sent.
    pub attempts: u32,
    /// Whether the server may have read a part of the request.
    pub maybe_sent: bool,
    /// Whether the same call may succeed when it is made again, and cannot do twice what must be done once.
    pub is_retryable: bool,
    /// How long the server asks to wait.
    pub retry_after: Option<Duration>,
    /// How long the call took.
    pub elapsed: Duration,
    /// What it sent.
    pub sent: Sensitive,
    /// Who is told what it comes to.
    pub watch: Watch,
    /// The reply, whole unless it is streamed, or why there is none.
    pub result: Result<(Parts, Body), Box<Failure>>,
}
