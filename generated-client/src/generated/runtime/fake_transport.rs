// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! A transport without a network.

use std::collections::VecDeque;
use std::fmt;
use std::future::{pending, poll_fn};
use std::io::{self, ErrorKind, Read};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{Request, Response};

#[cfg(feature = "blocking")]
use super::blocking_transport::BlockingTransport;
use super::body::{Body, Chunks};
use super::fake_clock::FakeClock;
use super::fake_step::{Action, Damage, FakeStep};
use super::operation::OperationFacts;
use super::route::{Captures, Route};
use super::serve::Serve;
use super::service::{self, Service};
use super::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};

/// A transport that carries requests to a [`Service`] in the same program, for awaited calls and for those that block.
///
/// It keeps what was sent, plays a script where there is one, and counts what is expected: what was not met by the time that its
/// last clone is dropped is a panic that says so. Its clock moves by itself: waiting takes no time. A request for an OAuth2 token
/// that the service does not know is answered with one.
#[derive(Clone)]
pub struct FakeTransport(Arc<Shared>);

struct Shared {
    service: Service,
    clock: FakeClock,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    script: VecDeque<FakeStep>,
    played: usize,
    requests: Vec<Request<Bytes>>,
    expected: Vec<(&'static OperationFacts, usize)>,
}

impl FakeTransport {
    /// Carries requests to this service.
    pub fn new(service: impl Into<Service>) -> Self {
        Self(Arc::new(Shared {
            service: service.into(),
            clock: FakeClock::default(),
            state: Mutex::default(),
        }))
    }

    /// What becomes of the next requests, a step for each, in this order; requests for tokens take none. After the last of
    /// them the service answers. A step that no request came for is an unmet expectation.
    #[must_use]
    pub fn script(self, steps: impl IntoIterator<Item = FakeStep>) -> Self {
        self.lock().script.extend(steps);
        self
    }

    /// Expects so many requests for an operation, repetitions counted.
    #[must_use]
    pub fn expect<O: Serve>(self, requests: usize) -> Self {
        self.lock().expected.push((O::FACTS, requests));
        self
    }

    /// The requests that were sent, those for tokens left out.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.lock().requests.clone()
    }

    /// The same as values of an operation: those for others, and those that do not fit, are left out.
    pub fn calls<O: Serve>(&self) -> Vec<O> {
        let requests = self.requests();
        let read = |request: &Request<Bytes>| {
            let captures = captures(O::FACTS, request)?;
            service::receive(request, &captures).ok()
        };
        requests.iter().filter_map(read).collect()
    }

    /// The clock that the client goes by.
    pub fn clock(&self) -> &FakeClock {
        &self.0.clock
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock()
    }

    /// What becomes of a request: a reply, a failure, or silence.
    fn carry(&self, request: Request<Bytes>) -> (Duration, Fate) {
        if is_for_token(&request) {
            let found = self.0.service.find(request);
            return (
                Duration::ZERO,
                Fate::Reply(found.unwrap_or_else(|_| token())),
            );
        }
        let step = {
            let mut state = self.lock();
            let step = state.script.pop_front();
            state.played += usize::from(step.is_some());
            step.unwrap_or_else(FakeStep::serve)
        };
        if let Action::Refuse = step.action {
            return (step.delay, Fate::Fail(TransportErrorKind::Connect));
        }
        self.lock().requests.push(request.clone());
        let fate = match step.action {
            Action::Respond(response) => Fate::Reply(response.map(Body::from)),
            Action::Refuse => Fate::Fail(TransportErrorKind::Connect),
            Action::Serve => Fate::Reply(self.0.service.serve(request)),
            Action::Lose => {
                self.0.service.serve(request);
                Fate::Fail(TransportErrorKind::Io)
            }
            Action::Silence => {
                self.0.service.serve(request);
                Fate::Silence
            }
        };
        let fate = match fate {
            Fate::Reply(response) => Fate::Reply(damaged(response, step.damage)),
            fate => fate,
        };
        (step.delay, fate)
    }
}

enum Fate {
    Reply(Response<Body>),
    Fail(TransportErrorKind),
    Silence,
}

impl Fate {
    fn into_result(self) -> Result<Response<Body>, TransportError> {
        match self {
            Self::Reply(response) => Ok(response),
            Self::Fail(kind) => Err(TransportError::new(kind, "as the script has it")),
            Self::Silence => Err(TransportError::new(
                TransportErrorKind::Timeout,
                "no answer came",
            )),
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// What was expected and did not happen.
    fn unmet(&self) -> Vec<String> {
        let count = |facts: &OperationFacts| {
            let requests = self.requests.iter();
            requests
                .filter(|request| captures(facts, request).is_some())
                .count()
        };
        let expected = self.expected.iter().filter_map(|(facts, expected)| {
            let found = count(facts);
            (found != *expected)
                .then(|| format!("expected {expected} of `{}`, and {found} came", facts.id))
        });
        let left: Vec<String> = self.script.iter().map(ToString::to_string).collect();
        let script = (!left.is_empty()).then(|| {
            let all = self.played + left.len();
            format!(
                "{} of {all} steps were not played: {}",
                left.len(),
                left.join(", ")
            )
        });
        expected.chain(script).collect()
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let unmet = self.lock().unmet();
        assert!(
            unmet.is_empty() || std::thread::panicking(),
            "the requests are not those that were expected: {}",
            unmet.join("; ")
        );
    }
}

/// What stands for the names in the path, if the request is for this operation, whatever the base.
fn captures(facts: &OperationFacts, request: &Request<Bytes>) -> Option<Captures> {
    let route = Route::new(facts.path);
    let path = route.end_of(request.uri().path())?;
    let captures = route.captures(path, request.uri().query().unwrap_or_default());
    captures.filter(|_| facts.method == *request.method())
}

fn is_for_token(request: &Request<Bytes>) -> bool {
    let content_type = request.headers().get(CONTENT_TYPE);
    let is_form = content_type.is_some_and(|value| value.as_bytes().ends_with(b"form-urlencoded"));
    let grant: &[u8] = b"grant_type=client_credentials";
    let mut parts = request.body().windows(grant.len());
    is_form && parts.any(|part| part == grant)
}

fn token() -> Response<Body> {
    let json = br#"{"access_token":"fake","token_type":"bearer","expires_in":3600}"#;
    Response::new(Body::from(json.to_vec()))
}

fn damaged(response: Response<Body>, damage: Damage) -> Response<Body> {
    let (mut head, body) = response.into_parts();
    let bytes = match body.into_bytes() {
        Ok(bytes) => bytes,
        Err(stream) => return Response::from_parts(head, stream),
    };
    let body = match damage {
        Damage::None => Body::from(bytes),
        Damage::Corrupt => Body::from(bytes.iter().map(|byte| !byte).collect::<Vec<u8>>()),
        Damage::Cut(length) => {
            head.headers.remove(CONTENT_LENGTH);
            let rest = bytes.slice(..length.min(bytes.len()));
            Body::stream(Cut(Some(rest)), None)
        }
    };
    Response::from_parts(head, body)
}

/// Some bytes, and then a connection that breaks.
struct Cut(Option<Bytes>);

impl Cut {
    fn broken() -> io::Error {
        io::Error::new(ErrorKind::UnexpectedEof, "the connection broke")
    }
}

impl Chunks for Cut {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        let chunk = self.0.take().filter(|chunk| !chunk.is_empty());
        Poll::Ready(Some(chunk.ok_or_else(Self::broken)))
    }

    fn read(mut self: Pin<&mut Self>, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Some(bytes) if !bytes.is_empty() => {
                let length = bytes.len().min(buffer.len());
                (&*bytes.split_to(length)).read(buffer)
            }
            _ => Err(Self::broken()),
        }
    }
}

impl Transport for FakeTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> TransportFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut bytes = BytesMut::new();
            while let Some(chunk) = poll_fn(|context| body.poll_chunk(context)).await {
                bytes.extend_from_slice(&chunk.map_err(unsent)?);
            }
            let (delay, fate) = self.carry(Request::from_parts(head, bytes.freeze()));
            if !delay.is_zero() {
                self.0.clock.sleep(delay).await;
            }
            if matches!(fate, Fate::Silence) {
                pending::<()>().await;
            }
            fate.into_result()
        })
    }

    fn now(&self) -> Instant {
        self.0.clock.now()
    }

    fn sleep(&self, duration: Duration) -> TransportFuture<'_, ()> {
        Box::pin(self.0.clock.sleep(duration))
    }
}

#[cfg(feature = "blocking")]
impl BlockingTransport for FakeTransport {
    fn send(
        &self,
        request: Request<Body>,
        within: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let (head, mut body) = request.into_parts();
        let mut bytes = Vec::new();
        body.read_to_end(&mut bytes).map_err(unsent)?;
        let (delay, fate) = self.carry(Request::from_parts(head, bytes.into()));
        let is_late = within.is_some_and(|within| delay > within);
        if is_late || matches!(fate, Fate::Silence) {
            self.0.clock.advance(within.unwrap_or(delay));
            return Fate::Silence.into_result();
        }
        self.0.clock.advance(delay);
        fate.into_result()
    }

    fn now(&self) -> Instant {
        self.0.clock.now()
    }

    fn sleep(&self, duration: Duration) {
        self.0.clock.advance(duration);
    }
}

fn unsent(error: io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Io, "the request's body failed").with_source(error)
}

impl fmt::Debug for FakeTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FakeTransport")
            .field("requests", &self.lock().requests.len())
            .finish_non_exhaustive()
    }
}
