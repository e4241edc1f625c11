//! One call of an operation, before it is made.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, Request};

use super::body::Body;
use super::call_error::CallError;
use super::call_loop::{Failure, Limits, Outcome};
use super::client::Client;
use super::drive::drive;
use super::headers;
use super::operation::{DecodeFailure, Operation, Reply};
use super::problems::Problems;
use super::report::{Phase, Report};
use super::response::Response;
use super::security::authorize;
use super::words;

/// One call of an operation: options can be set on it, and awaiting it makes it. With the feature `blocking` there is
/// `send` as well, which makes it without a runtime.
///
/// Dropping the future ends the call; the server may have received it by then.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<O> {
    client: Client,
    operation: O,
    timeout: Option<Duration>,
    headers: HeaderMap,
    problems: Problems,
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
            headers: HeaderMap::new(),
            problems: Problems::new(O::FACTS.title),
        }
    }

    /// How long this call may take in all, in place of the client's limit.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.timeout = Some(total);
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

    /// What a driver needs: the client, the limits of time, and the whole request or why there is none.
    pub(super) fn prepare(mut self) -> (Client, Limits, Result<Request<Body>, Box<Report>>) {
        let request = self.request();
        let mut limits = self.client.inner().limits;
        limits.total = self.timeout.or(limits.total);
        (self.client, limits, request)
    }

    fn request(&mut self) -> Result<Request<Body>, Box<Report>> {
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
        let target = request.headers_mut();
        headers::fill(target, &client.headers);
        if !headers::has_credentials(&self.headers) {
            authorize(target, O::FACTS.security, client.credentials.as_ref())
                .map_err(|text| Report::unsent(subject, Phase::Configuration, text.to_owned()))
                .map_err(Box::new)?;
        }
        for (name, value) in self.headers.drain() {
            if let Some(name) = name {
                target.insert(name, value);
            }
        }
        Ok(request)
    }
}

impl<O: Operation + Send + 'static> IntoFuture for Call<O> {
    type Output = CallResult<O>;
    type IntoFuture = CallFuture<O>;

    fn into_future(self) -> Self::IntoFuture {
        let (client, limits, request) = self.prepare();
        Box::pin(async move {
            let request = request.map_err(|report| CallError::new(report, None))?;
            let parts = client.inner();
            let outcome = drive(&*parts.transport, request, limits, parts.body_limit).await;
            read::<O>(outcome)
        })
    }
}

/// What an outcome means to the caller.
pub fn read<O: Operation>(outcome: Outcome) -> CallResult<O> {
    let Outcome { attempts, result } = outcome;
    let (head, body) = match result {
        Ok(reply) => reply,
        Err(failure) => {
            let report = unanswered(O::FACTS.title, attempts, failure);
            return Err(CallError::new(Box::new(report), None));
        }
    };
    let kept = (head.status, head.headers.clone());
    let reply = Reply::new(head, Body::from(body.clone()));
    match O::decode(reply) {
        Ok(success) => Ok(Response::new(kept, body, attempts, success)),
        Err(failure) => {
            let (words, request_id) = words::read(&kept.1, &body);
            let (phase, message, api) = match failure {
                DecodeFailure::Api(api) => (Phase::Api, words.unwrap_or_default(), Some(api)),
                DecodeFailure::Decode(error) => {
                    let message = format!("the reply does not fit: {error}");
                    (Phase::Decode, message, None)
                }
            };
            let report = Report {
                phase,
                head: Some(kept),
                body: Some(body),
                request_id,
                attempts,
                maybe_sent: true,
                ..Report::unsent(O::FACTS.title, phase, message)
            };
            Err(CallError::new(Box::new(report), api))
        }
    }
}

fn unanswered(subject: &'static str, attempts: u32, failure: Failure) -> Report {
    let head = failure.head.map(|head: Parts| (head.status, head.headers));
    let request_id = head
        .as_ref()
        .and_then(|(_, headers)| words::read(headers, &Bytes::new()).1);
    Report {
        head,
        request_id,
        attempts,
        maybe_sent: failure.maybe_sent,
        source: failure.source,
        ..Report::unsent(subject, failure.phase, failure.message)
    }
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
