// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What happens in a call, and when: a state machine that does no I/O.
//!
//! It is told the time and what happened, and says what to do next. A driver does it.

use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::response::Parts;
use http::{Request, StatusCode};

use super::body::Body;
use super::event::{Event, Failure};
use super::operation::{OperationFacts, Reply};
use super::random::Random;
use super::report::Phase;
use super::retry::{Decision, Ending, RetryPolicy, Situation, decide, is_harmless};
use super::retry_after;
use super::retry_budget::RetryBudget;
use super::token_cache::{Acquired, Lease, TokenCache, UsedToken};
use super::token_source::{Fetch, ReadToken, Token, TokenError};

/// The longest reply to a token request that is read, in bytes.
const TOKEN_LIMIT: u64 = 64 * 1024;

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
    /// What is known of the operation.
    pub facts: &'static OperationFacts,
    /// The request, with all credentials but a token that is in the cache.
    pub request: Request<Body>,
    /// The tokens, if the request needs one.
    pub tokens: Option<Arc<TokenCache>>,
    /// How long the call may take.
    pub limits: Limits,
    /// How large its reply may be, in bytes.
    pub body_limit: u64,
    /// When the request is sent again.
    pub policy: RetryPolicy,
    /// What all calls share of that.
    pub budget: Arc<RetryBudget>,
    /// What spreads waiting times.
    pub random: Arc<Random>,
}

/// One call.
pub struct CallLoop {
    plan: Plan,
    can_resend: bool,
    started: Instant,
    attempts: u32,
    maybe_sent: bool,
    /// Whether an attempt has failed in such a way that another one makes no sense, or may do what must be done once.
    is_spoilt: bool,
    token: Option<UsedToken>,
    renewals: u32,
    waited: Option<u64>,
    doing: Doing,
}

enum Doing {
    Call,
    Token(Lease, Option<ReadToken>, Option<UsedToken>),
    Rest,
}

/// What to do next.
pub enum Step {
    /// Send this request and report what comes of it.
    Send(Errand),
    /// Wait so long, then report [`Event::Rested`].
    Sleep(Duration),
    /// Wait for this and report what it gives, or [`Event::Expired`] after so much time. It needs no runtime.
    Wait(
        Pin<Box<dyn Future<Output = Event> + Send>>,
        Option<Duration>,
    ),
    /// Nothing: the call is over.
    Done(Outcome),
}

/// A request on its way, and its limits.
pub struct Errand {
    /// The request.
    pub request: Request<Body>,
    /// How long it may take until its reply is there whole; `None` is for ever.
    pub within: Option<Duration>,
    /// How many bytes the reply's body may have.
    pub body_limit: u64,
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
    /// The reply, whole, or why there is none.
    pub result: Result<(Parts, Bytes), Box<Failure>>,
}

impl CallLoop {
    /// A call that starts now.
    pub fn new(plan: Plan, now: Instant) -> Self {
        Self {
            can_resend: plan.request.body().is_repeatable(),
            plan,
            started: now,
            attempts: 0,
            maybe_sent: false,
            is_spoilt: false,
            token: None,
            renewals: 0,
            waited: None,
            doing: Doing::Rest,
        }
    }

    /// The first step.
    pub fn start(&mut self, now: Instant) -> Step {
        if self.left(now) == Some(Duration::ZERO) {
            let failure = Failure::new(Phase::Timeout, self.expired(now));
            return self.done(Err(Box::new(failure)), !self.is_spoilt, None);
        }
        let Some(tokens) = &self.plan.tokens else {
            return self.send(None, now);
        };
        match tokens.acquire(now, self.waited.take()) {
            Acquired::Use(token) => self.send(Some(token), now),
            Acquired::Lead(lease, spare) => self.fetch(lease, spare, now),
            Acquired::Failed(error) => self.unauthenticated(&error),
            Acquired::Wait(waiting) => {
                self.waited = Some(waiting.round());
                let wait = async move {
                    waiting.await;
                    Event::Rested
                };
                Step::Wait(Box::pin(wait), self.left(now))
            }
        }
    }

    /// The next step, after what the last one led to.
    pub fn advance(&mut self, event: Event, now: Instant) -> Step {
        match std::mem::replace(&mut self.doing, Doing::Rest) {
            Doing::Call => self.called(event, now),
            Doing::Token(lease, read, spare) => {
                if self.left(now) == Some(Duration::ZERO) {
                    // This call's own time is over, which is nobody else's failure: the lead goes to another.
                    drop(lease);
                    return self.start(now);
                }
                let fetched = token(event, read, || self.expired(now));
                self.fetched(lease, fetched, spare, now)
            }
            // The time, if that is what ran out, is looked at there.
            Doing::Rest => self.start(now),
        }
    }

    fn send(&mut self, token: Option<UsedToken>, now: Instant) -> Step {
        let mut request = repeat(&mut self.plan.request);
        if let Some(token) = &token {
            request
                .headers_mut()
                .insert(AUTHORIZATION, token.header.clone());
        }
        self.token = token;
        self.attempts += 1;
        self.doing = Doing::Call;
        Step::Send(Errand {
            request,
            within: shorter(self.left(now), self.plan.limits.attempt),
            body_limit: self.plan.body_limit,
        })
    }

    /// Leads the fetch of a token. With the old one still in hand, half of the call's time is kept for the call.
    fn fetch(&mut self, lease: Lease, spare: Option<UsedToken>, now: Instant) -> Step {
        let left = self.left(now);
        let left = if spare.is_some() {
            left.map(|left| left / 2)
        } else {
            left
        };
        let within = shorter(left, self.plan.limits.attempt);
        match lease.fetch() {
            Fetch::Done(fetched) => self.fetched(lease, fetched, spare, now),
            Fetch::Send(request, read) => {
                self.doing = Doing::Token(lease, Some(read), spare);
                Step::Send(Errand {
                    request: *request,
                    within,
                    body_limit: TOKEN_LIMIT,
                })
            }
            Fetch::Wait(token) => {
                self.doing = Doing::Token(lease, None, spare);
                let wait = async move { Event::Fetched(token.await) };
                Step::Wait(Box::pin(wait), within)
            }
        }
    }

    fn fetched(
        &mut self,
        lease: Lease,
        fetched: Result<Token, TokenError>,
        spare: Option<UsedToken>,
        now: Instant,
    ) -> Step {
        let fetched = match fetched {
            Ok(token) => lease.succeed(&token, now),
            Err(error) => Err(lease.fail(error, now)),
        };
        match (fetched, spare) {
            (Ok(token), _) | (Err(_), Some(token)) => self.send(Some(token), now),
            (Err(error), None) => self.unauthenticated(&error),
        }
    }

    /// What came of an attempt, and whether there is another.
    fn called(&mut self, event: Event, now: Instant) -> Step {
        let ending = event.ending();
        let retry_after = event
            .head()
            .and_then(|head| retry_after::read(&head.headers));
        self.maybe_sent |= event.may_have_been_read();
        self.judge_token(&event, now);
        let situation = self.situation(ending, retry_after, now);
        self.is_spoilt |= !is_harmless(&situation, false);
        match decide(&situation, &self.plan.policy, &self.plan.random) {
            Decision::Renew => {
                self.renewals += 1;
                return self.start(now);
            }
            Decision::Wait(wait) if self.plan.budget.take(self.plan.policy.outstanding()) => {
                return Step::Sleep(wait);
            }
            Decision::Return | Decision::Wait(_) => {}
        }
        let result = event.into_reply(|| self.expired(now));
        if result
            .as_ref()
            .is_ok_and(|(head, _)| head.status.is_success())
        {
            self.plan.budget.pay_back();
        }
        self.done(result, !self.is_spoilt, retry_after)
    }

    /// A 401 is about the token, the first time. A 403 may be.
    fn judge_token(&self, event: &Event, now: Instant) {
        let (Some(tokens), Some(token)) = (&self.plan.tokens, &self.token) else {
            return;
        };
        match event.head().map(|head| head.status) {
            Some(StatusCode::UNAUTHORIZED) if self.renewals == 0 => tokens.invalidate(token),
            Some(StatusCode::FORBIDDEN) => tokens.suspect(token, now),
            _ => {}
        }
    }

    fn situation(
        &self,
        ending: Ending,
        retry_after: Option<Duration>,
        now: Instant,
    ) -> Situation<'static> {
        Situation {
            facts: self.plan.facts,
            can_resend: self.can_resend,
            can_renew: self.token.is_some() && self.renewals == 0,
            ending,
            retry_after,
            attempts: self.attempts,
            elapsed: now.saturating_duration_since(self.started),
            limit: self.plan.limits.total,
            has_budget: self.plan.budget.has(self.plan.policy.outstanding()),
        }
    }

    fn unauthenticated(&self, error: &TokenError) -> Step {
        let failure = Failure {
            source: error.shared_source(),
            ..Failure::new(Phase::Authentication, error.to_string())
        };
        let is_retryable = error.is_passing() && !self.is_spoilt;
        self.done(Err(Box::new(failure)), is_retryable, error.wait())
    }

    fn done(
        &self,
        result: Result<(Parts, Bytes), Box<Failure>>,
        is_retryable: bool,
        retry_after: Option<Duration>,
    ) -> Step {
        Step::Done(Outcome {
            attempts: self.attempts,
            maybe_sent: self.maybe_sent,
            is_retryable,
            retry_after,
            result,
        })
    }

    /// How much time is left; `None` is for ever.
    fn left(&self, now: Instant) -> Option<Duration> {
        let total = self.plan.limits.total?;
        Some(total.saturating_sub(now.saturating_duration_since(self.started)))
    }

    /// Which time ran out.
    fn expired(&self, now: Instant) -> String {
        let Limits { total, attempt } = self.plan.limits;
        match (total, attempt) {
            (Some(total), _) if self.left(now) == Some(Duration::ZERO) => {
                format!("timed out: no complete reply within {total:?}")
            }
            (_, Some(attempt)) => {
                format!("timed out: no complete reply within {attempt:?}, the limit of one attempt")
            }
            (_, None) => "timed out: no complete reply".to_owned(),
        }
    }
}

/// The token in what came of asking for one; `expired` says which time ran out.
fn token(
    event: Event,
    read: Option<ReadToken>,
    expired: impl FnOnce() -> String,
) -> Result<Token, TokenError> {
    let ending = event.ending();
    let reply = match (event, read) {
        (Event::Fetched(fetched), _) => return fetched,
        (event, Some(read)) => event.into_reply(expired).map(|reply| (reply, read)),
        (_, None) => Err(Box::new(Failure::new(Phase::Timeout, expired()))),
    };
    let failure = match reply {
        Ok(((head, body), read)) => return read(Reply::new(head, Body::from(body))),
        Err(failure) => failure,
    };
    let mut error = TokenError::new(failure.message);
    if let Some(source) = failure.source {
        error = error.with_source(source);
    }
    Err(match ending {
        Ending::NotConnected | Ending::Lost => error.passing(),
        Ending::Status(_) | Ending::Final => error,
    })
}

/// The shorter of two limits.
fn shorter(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    [one, other].into_iter().flatten().min()
}

/// The request once more. A body that cannot be copied goes along, and is gone afterwards.
fn repeat(request: &mut Request<Body>) -> Request<Body> {
    let body = match request.body().try_clone() {
        Some(body) => body,
        None => std::mem::take(request.body_mut()),
    };
    let mut repeated = Request::new(body);
    *repeated.method_mut() = request.method().clone();
    *repeated.uri_mut() = request.uri().clone();
    *repeated.headers_mut() = request.headers().clone();
    repeated
}
