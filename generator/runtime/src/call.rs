//! One call of an operation, before it is made.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, Request};

use super::body::Body;
use super::call_error::CallError;
use super::client::Client;
use super::drive::{drive, paced};
use super::event::Failure;
use super::headers;
use super::keyring::Keyring;
use super::operation::{DecodeFailure, Operation, OperationError, Reply};
use super::plan::{Outcome, Plan};
use super::problems::Problems;
use super::report::{Phase, Report};
use super::response::Response;
use super::retry::RetryPolicy;
use super::sensitive::Sensitive;
use super::token_cache::TokenCache;
use super::unexpected::Unexpected;
use super::watch::Watch;
use super::words;

/// One call of an operation: options can be set on it, and awaiting it makes it. With the feature `blocking` there is
/// `send` as well, which makes it without a runtime.
///
/// Dropping the future ends the call; the server may have received it by then.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<O> {
    pub(super) client: Client,
    pub(super) operation: O,
    pub(super) timeout: Option<Duration>,
    pub(super) policy: Option<RetryPolicy>,
    pub(super) headers: HeaderMap,
    pub(super) problems: Problems,
}

/// The future that makes a call.
pub type CallFuture<O> = Pin<Box<dyn Future<Output = CallResult<O>> + Send>>;

/// What a call comes to.
pub type CallResult<O> =
    Result<Response<<O as Operation>::Success>, CallError<<O as Operation>::Failure>>;

impl<O: Operation> Call<O> {
    /// A call that is not made yet.
    pub(super) fn new(client: Client, operation: O) -> Self {
        Self {
            client,
            operation,
            timeout: None,
            policy: None,
            headers: HeaderMap::new(),
            problems: Problems::new(O::FACTS.title),
        }
    }

    /// How long this call may take in all, in place of the client's limit.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.timeout = Some(total);
        self
    }

    /// When this call's request is sent again, in place of the client's policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// Sets a header of this call, whatever the client or the operation would put there. `Authorization` takes the place of
    /// the client's credentials.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        headers::add(&mut self.headers, &mut self.problems, name, value);
        self
    }

    /// The operation that is called.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// The operation that is called, to be changed.
    pub fn operation_mut(&mut self) -> &mut O {
        &mut self.operation
    }

    /// What there is to do, or why nothing can be done; and those who watch the call, which begins now.
    pub(super) fn plan(&mut self) -> (Watch, Result<Plan, CallError<O::Failure>>) {
        let request = self.request();
        let uri = request.as_ref().ok().map(|(request, _)| request.uri());
        let watch = Watch::new(&self.client, O::FACTS, uri);
        let plan = match request {
            Ok(request) => Ok(self.planned(request, watch.clone())),
            Err(report) => {
                watch.call_ended(0, None, Some(report.phase), Duration::ZERO);
                Err(CallError::new(report, None))
            }
        };
        (watch, plan)
    }

    fn planned(&mut self, (request, tokens): Authorized, watch: Watch) -> Plan {
        let client = self.client.inner();
        let mut limits = client.limits;
        limits.total = self.timeout.or(limits.total);
        Plan {
            sent: Sensitive {
                facts: O::FACTS,
                request,
                tokens,
                used: Vec::new(),
            },
            watch,
            limits,
            body_limit: client.body_limit,
            streams: O::STREAMS,
            policy: self.policy.take().unwrap_or_else(|| client.policy.clone()),
            budget: Arc::clone(&client.budget),
            random: Arc::clone(&client.random),
        }
    }

    /// The whole request but for a token, and where to get one if it needs one; or why there is none.
    fn request(&mut self) -> Result<Authorized, Box<Report>> {
        let client = self.client.inner();
        let subject = O::FACTS.title;
        let mut problems = std::mem::replace(&mut self.problems, Problems::new(subject));
        let request = self.operation.request(&client.base);
        let mut request = match request {
            Ok(request) if problems.is_empty() => request,
            request => {
                if let Err(error) = request {
                    problems.absorb(error);
                }
                let text = problems.into_error().list();
                return Err(Box::new(Report::unsent(subject, Phase::Validation, text)));
            }
        };
        let trusted = client.trusts(request.uri());
        headers::fill(request.headers_mut(), &client.headers, trusted);
        let mut tokens = None;
        if !headers::has_credentials(&self.headers) {
            let keyring = if trusted {
                &client.keyring
            } else {
                &Keyring::default()
            };
            tokens = keyring
                .apply(&mut request, O::FACTS.security)
                .map_err(|text| if trusted { text } else { UNTRUSTED })
                .map_err(|text| Report::unsent(subject, Phase::Configuration, text.to_owned()))
                .map_err(Box::new)?;
        }
        for (name, value) in self.headers.drain() {
            if let Some(name) = name {
                request.headers_mut().insert(name, value);
            }
        }
        Ok((request, tokens))
    }
}

impl<O: Operation + Send + 'static> IntoFuture for Call<O> {
    type Output = CallResult<O>;
    type IntoFuture = CallFuture<O>;

    fn into_future(mut self) -> Self::IntoFuture {
        let (watch, plan) = self.plan();
        let client = self.client;
        let call = async move {
            let plan = plan?;
            let limit = plan.limits.total;
            let mut outcome = drive(&*client.inner().transport, plan).await;
            if let Ok((_, body)) = &mut outcome.result {
                *body = paced(client, std::mem::take(body), limit);
            }
            read::<O>(outcome)
        };
        Box::pin(watch.around(call))
    }
}

/// Why an operation that goes elsewhere fails where credentials may not.
const UNTRUSTED: &str =
    "the operation goes to a server of its own, and credentials to the base URL's origin alone";

/// The request, and the tokens of which it needs one.
type Authorized = (Request<Body>, Option<Arc<TokenCache>>);

/// What the end of a call means to the operation. Those who watch are told.
pub(super) fn read<O: Operation>(outcome: Outcome) -> CallResult<O> {
    let (watch, elapsed) = (outcome.watch.clone(), outcome.elapsed);
    let result = decode::<O>(outcome);
    let (attempts, status, failure) = match &result {
        Ok(response) => (response.attempts(), Some(response.status()), None),
        Err(error) => (error.attempts(), error.status(), Some(error.phase())),
    };
    watch.call_ended(attempts, status, failure, elapsed);
    result
}

fn decode<O: Operation>(outcome: Outcome) -> CallResult<O> {
    let attempts = outcome.attempts;
    let report = Report {
        attempts,
        maybe_sent: outcome.maybe_sent,
        is_retryable: outcome.is_retryable,
        retry_after: outcome.retry_after,
        ..Report::unsent(O::FACTS.title, Phase::Api, String::new())
    };
    let sent = outcome.sent;
    let (head, body) = match outcome.result {
        Ok(reply) => reply,
        Err(failure) => return Err(unanswered(report, *failure, &sent)),
    };
    // A stream is not kept beside what is made of it.
    let (body, given) = match body.into_bytes() {
        Ok(bytes) => (bytes.clone(), Body::from(bytes)),
        Err(stream) => (Bytes::new(), stream),
    };
    let mut reply = Reply::new(head, given);
    let decoded = O::decode(&mut reply);
    let (head, _) = reply.into_parts();
    let kept = (head.status, head.headers);
    let failure = match decoded {
        Ok(success) => return Ok(Response::new(kept, body, attempts, success)),
        Err(failure) => failure,
    };
    let masker = sent.masker();
    let (words, request_id) = words::read(&kept.1, &body, &masker);
    let (phase, message, api) = match failure {
        DecodeFailure::Api(api) => (Phase::Api, words.unwrap_or_default(), Some(api)),
        DecodeFailure::Decode(error) => {
            let message = masker.hide(&format!("the reply does not fit: {error}"));
            (Phase::Decode, message, None)
        }
    };
    let report = Report {
        phase,
        message,
        head: Some(kept),
        body: Some(body),
        request_id,
        ..report
    };
    Err(CallError::new(Box::new(report), api))
}

/// The error of a call without a whole reply. A failure that is too large to be read is one all the same: its status and
/// what came of it are not lost.
fn unanswered<E: OperationError>(
    report: Report,
    failure: Failure,
    sent: &Sensitive,
) -> CallError<E> {
    let head = failure.head.map(|head: Parts| (head.status, head.headers));
    let request_id = head
        .as_ref()
        .and_then(|(_, headers)| words::read(headers, &Bytes::new(), &sent.masker()).1);
    let api = head
        .clone()
        .filter(|(status, _)| failure.phase == Phase::TooLarge && !status.is_success())
        .map(|(status, headers)| E::unexpected(Unexpected::new(status, headers, failure.body)));
    let report = Report {
        phase: failure.phase,
        message: failure.message,
        head,
        request_id,
        source: failure.source,
        ..report
    };
    CallError::new(Box::new(report), api)
}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("operation", &O::FACTS.id)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
