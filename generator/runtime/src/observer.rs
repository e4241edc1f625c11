//! Tells a program what its calls do, in numbers and names that hold no secret.

use std::time::Duration;

use http::{Method, StatusCode};

use super::report::Phase;

/// Is told of every attempt and of every call when it is over, for metrics; set on the client's builder.
///
/// Nothing that it is told comes from a value of the call: no URL, no header, no body, no word of the server. It runs in the
/// call, so what it does the call waits for.
///
/// A call that is dropped before its end is not reported.
pub trait Observer: Send + Sync + 'static {
    /// A request is answered, or has failed.
    fn attempt_ended(&self, attempt: &ObservedAttempt<'_>) {
        let _ = attempt;
    }

    /// A call is over, and its caller is about to have the result.
    fn call_ended(&self, call: &ObservedCall<'_>) {
        let _ = call;
    }
}

/// One request of a call, after it has ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ObservedAttempt<'a> {
    /// The id of the call's operation, as in the API's description.
    pub operation: &'static str,
    /// What the request was for.
    pub kind: AttemptKind,
    /// Its method.
    pub method: &'a Method,
    /// The path's template, such as `/accounts/{accountId}`; a request for a token has none.
    pub template: Option<&'static str>,
    /// The host that it was for.
    pub server_address: &'a str,
    /// The port, unless it is the scheme's own.
    pub server_port: Option<u16>,
    /// Which request of its kind it was in this call, counted from 1.
    pub number: u32,
    /// The status of the reply, if one came, whole or not.
    pub status: Option<StatusCode>,
    /// How far it got, if it failed. A status of 400 or more is [`Phase::Api`].
    pub failure: Option<Phase>,
    /// How long it took, by the transport's clock.
    pub elapsed: Duration,
    /// How long the call waits before the next request; `None` if there is none, or one at once.
    pub wait: Option<Duration>,
}

/// What a request of a call was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AttemptKind {
    /// The operation itself.
    Operation,
    /// An access token.
    Token,
}

/// A call, after it has ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ObservedCall<'a> {
    /// The operation's id, as in the API's description.
    pub operation: &'static str,
    /// Its method.
    pub method: &'a Method,
    /// The path's template, such as `/accounts/{accountId}`.
    pub template: &'static str,
    /// The host that it was for.
    pub server_address: &'a str,
    /// The port, unless it is the scheme's own.
    pub server_port: Option<u16>,
    /// How often the request was sent; 0 if the call failed before that.
    pub attempts: u32,
    /// The status of the last reply, if one came.
    pub status: Option<StatusCode>,
    /// How far the call got, if it failed.
    pub failure: Option<Phase>,
    /// How long it took, waits and tokens included, by the transport's clock.
    pub elapsed: Duration,
}

impl ObservedAttempt<'_> {
    /// What OpenTelemetry calls `error.type`: the status of a failure that the server reported, else the name of the phase.
    #[inline]
    pub fn error_type(&self) -> Option<&str> {
        error_type(self.failure, self.status.as_ref())
    }
}

impl ObservedCall<'_> {
    /// What OpenTelemetry calls `error.type`: the status of a failure that the server reported, else the name of the phase.
    #[inline]
    pub fn error_type(&self) -> Option<&str> {
        error_type(self.failure, self.status.as_ref())
    }
}

#[inline]
fn error_type(failure: Option<Phase>, status: Option<&StatusCode>) -> Option<&str> {
    match (failure?, status) {
        (Phase::Api, Some(status)) => Some(status.as_str()),
        (phase, _) => Some(phase.name()),
    }
}
