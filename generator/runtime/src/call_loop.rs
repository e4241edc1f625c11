//! What happens in a call, and when: a state machine that does no I/O.
//!
//! It is told the time and what happened, and says what to do next. A driver does it.

use std::pin::Pin;
use std::time::{Duration, Instant};

use http::header::AUTHORIZATION;
use http::response::Parts;
use http::{Method, Request, StatusCode};

use super::body::Body;
use super::event::{Event, Failure};
use super::plan::{Limits, Outcome, Plan};
use super::report::Phase;
use super::retry::{Decision, Ending, Situation, decide, is_harmless};
use super::retry_after;
use super::token_cache::{Acquired, Lease, UsedToken};
use super::token_source::{Fetch, ReadToken, Token, TokenError};
use super::watch::{End, Server};

/// The longest reply to a token request that is read, in bytes.
const TOKEN_LIMIT: u64 = 64 * 1024;

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
    token_requests: u32,
    waited: Option<u64>,
    doing: Doing,
    /// Since when.
    since: Instant,
}

enum Doing {
    Call,
    Token(
        Lease,
        Option<(ReadToken, Method, Server)>,
        Option<UsedToken>,
    ),
    Rest,
}

/// What to do next.
#[allow(
    clippy::large_enum_variant,
    reason = "there is one at a time, and a box would be an allocation in every call"
)]
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
    /// The media types of successes whose body is handed on while it arrives; `*/*` for all.
    pub streams: &'static [&'static str],
}

impl CallLoop {
    /// A call that starts now.
    #[inline]
    pub fn new(plan: Plan, now: Instant) -> Self {
        Self {
            can_resend: plan.sent.request.body().is_repeatable(),
            plan,
            started: now,
            attempts: 0,
            maybe_sent: false,
            is_spoilt: false,
            token: None,
            renewals: 0,
            token_requests: 0,
            waited: None,
            doing: Doing::Rest,
            since: now,
        }
    }

    /// The first step.
    #[inline]
    pub fn start(&mut self, now: Instant) -> Step {
        if self.left(now) == Some(Duration::ZERO) {
            let failure = Failure::new(Phase::Timeout, self.expired(now));
            return self.done(Err(Box::new(failure)), !self.is_spoilt, None, now);
        }
        let Some(tokens) = &self.plan.sent.tokens else {
            return self.send(None, now);
        };
        match tokens.acquire(now, self.waited.take()) {
            Acquired::Use(token) => self.send(Some(token), now),
            Acquired::Lead(lease, spare) => self.fetch(lease, spare, now),
            Acquired::Failed(error) => self.unauthenticated(&error, now),
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
    #[inline]
    pub fn advance(&mut self, event: Event, now: Instant) -> Step {
        match std::mem::replace(&mut self.doing, Doing::Rest) {
            Doing::Call => self.called(event, now),
            Doing::Token(lease, read, spare) => {
                if self.left(now) == Some(Duration::ZERO) {
                    // This call's own time is over, which is nobody else's failure: the lead goes to another.
                    drop(lease);
                    return self.start(now);
                }
                let fetched = self.token(event, read, now);
                self.fetched(lease, fetched, spare, now)
            }
            // The time, if that is what ran out, is looked at there.
            Doing::Rest => self.start(now),
        }
    }

    #[inline]
    fn send(&mut self, token: Option<UsedToken>, now: Instant) -> Step {
        let mut request = self.plan.sent.repeat();
        if let Some(token) = &token {
            request
                .headers_mut()
                .insert(AUTHORIZATION, token.header.clone());
            self.plan.sent.used.push(token.header.clone());
        }
        self.token = token;
        self.attempts += 1;
        self.doing = Doing::Call;
        self.since = now;
        Step::Send(Errand {
            request,
            within: shorter(self.left(now), self.plan.limits.attempt),
            body_limit: self.plan.body_limit,
            streams: self.plan.streams,
        })
    }

    /// Leads the fetch of a token. With the old one still in hand, half of the call's time is kept for the call.
    #[inline]
    fn fetch(&mut self, lease: Lease, spare: Option<UsedToken>, now: Instant) -> Step {
        let left = self.left(now);
        let left = if spare.is_some() {
            left.map(|left| left / 2)
        } else {
            left
        };
        let within = shorter(left, self.plan.limits.attempt);
        self.since = now;
        match lease.fetch() {
            Fetch::Done(fetched) => self.fetched(lease, fetched, spare, now),
            Fetch::Send(request, read) => {
                let server = Server::of(request.uri());
                let known = (read, request.method().clone(), server);
                self.doing = Doing::Token(lease, Some(known), spare);
                Step::Send(Errand {
                    request: *request,
                    within,
                    body_limit: TOKEN_LIMIT,
                    streams: &[],
                })
            }
            Fetch::Wait(token) => {
                self.doing = Doing::Token(lease, None, spare);
                let wait = async move { Event::Fetched(token.await) };
                Step::Wait(Box::pin(wait), within)
            }
        }
    }

    /// The token in what came of asking for one.
    #[inline]
    fn token(
        &mut self,
        event: Event,
        known: Option<(ReadToken, Method, Server)>,
        now: Instant,
    ) -> Result<Token, TokenError> {
        let (status, failure) = (event.head().map(|head| head.status), event.failure());
        let (read, request) = match known {
            Some((read, method, server)) => (Some(read), Some((method, server))),
            None => (None, None),
        };
        let token = event.into_token(read, || self.plan.sent.masker(), || self.expired(now));
        if let Some((method, server)) = request {
            self.token_requests += 1;
            let refused = token.is_err().then_some(Phase::Authentication);
            let end = End {
                number: self.token_requests,
                status,
                failure: failure.or(refused),
                elapsed: now.saturating_duration_since(self.since),
                wait: None,
            };
            self.plan.watch.token_ended(&method, &server, &end);
        }
        token
    }

    #[inline]
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
            (Err(error), None) => self.unauthenticated(&error, now),
        }
    }

    /// What came of an attempt, and whether there is another.
    #[inline]
    fn called(&mut self, event: Event, now: Instant) -> Step {
        let ending = event.ending();
        let retry_after = event
            .head()
            .and_then(|head| retry_after::read(&head.headers));
        self.maybe_sent |= event.may_have_been_read();
        self.judge_token(&event, now);
        let situation = self.situation(ending, retry_after, now);
        self.is_spoilt |= !is_harmless(&situation, false);
        let decision = match decide(&situation, &self.plan.policy, &self.plan.random) {
            Decision::Wait(_) if !self.plan.budget.take(self.plan.policy.outstanding()) => {
                Decision::Return
            }
            decision => decision,
        };
        self.tell(&event, decision, now);
        match decision {
            Decision::Renew => {
                self.renewals += 1;
                return self.start(now);
            }
            Decision::Wait(wait) => return Step::Sleep(wait),
            Decision::Return => {}
        }
        let result = event.into_reply(|| self.plan.sent.masker(), || self.expired(now));
        if result
            .as_ref()
            .is_ok_and(|(head, _)| head.status.is_success())
        {
            self.plan.budget.pay_back();
        }
        self.done(result, !self.is_spoilt, retry_after, now)
    }

    #[inline]
    fn tell(&self, event: &Event, decision: Decision, now: Instant) {
        self.plan.watch.attempt_ended(&End {
            number: self.attempts,
            status: event.head().map(|head| head.status),
            failure: event.failure(),
            elapsed: now.saturating_duration_since(self.since),
            wait: match decision {
                Decision::Wait(wait) => Some(wait),
                Decision::Return | Decision::Renew => None,
            },
        });
    }

    /// A 401 is about the token, the first time. A 403 may be.
    #[inline]
    fn judge_token(&self, event: &Event, now: Instant) {
        let (Some(tokens), Some(token)) = (&self.plan.sent.tokens, &self.token) else {
            return;
        };
        match event.head().map(|head| head.status) {
            Some(StatusCode::UNAUTHORIZED) if self.renewals == 0 => tokens.invalidate(token),
            Some(StatusCode::FORBIDDEN) => tokens.suspect(token, now),
            _ => {}
        }
    }

    #[inline]
    fn situation(
        &self,
        ending: Ending,
        retry_after: Option<Duration>,
        now: Instant,
    ) -> Situation<'static> {
        Situation {
            facts: self.plan.sent.facts,
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

    #[inline]
    fn unauthenticated(&mut self, error: &TokenError, now: Instant) -> Step {
        let masker = self.plan.sent.masker();
        let source = error.shared_source();
        let failure = Failure {
            source: source.map(|source| masker.source(source)),
            ..Failure::new(Phase::Authentication, masker.hide(&error.to_string()))
        };
        let is_retryable = error.is_passing() && !self.is_spoilt;
        self.done(Err(Box::new(failure)), is_retryable, error.wait(), now)
    }

    #[inline]
    fn done(
        &mut self,
        result: Result<(Parts, Body), Box<Failure>>,
        is_retryable: bool,
        retry_after: Option<Duration>,
        now: Instant,
    ) -> Step {
        Step::Done(Outcome {
            attempts: self.attempts,
            maybe_sent: self.maybe_sent,
            is_retryable,
            retry_after,
            elapsed: now.saturating_duration_since(self.started),
            sent: self.plan.sent.take(),
            watch: self.plan.watch.clone(),
            result,
        })
    }

    /// How much time is left; `None` is for ever.
    #[inline]
    fn left(&self, now: Instant) -> Option<Duration> {
        let total = self.plan.limits.total?;
        Some(total.saturating_sub(now.saturating_duration_since(self.started)))
    }

    /// Which time ran out.
    #[inline]
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

/// The shorter of two limits.
#[inline]
fn shorter(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    [one, other].into_iter().flatten().min()
}
