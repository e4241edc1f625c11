//! An operation as the generator would write it, and a transport that follows a script by a clock that tests drive.

use std::collections::VecDeque;
use std::future::{pending, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use bytes::Bytes;
use client_runtime::api::{Api, ClientParameter, CredentialVariables};
use client_runtime::base_url::BaseUrl;
use client_runtime::body::{Body, Chunks};
use client_runtime::client::Client;
use client_runtime::client_builder::ClientBuilder;
use client_runtime::draft::Draft;
use client_runtime::operation::{DecodeFailure, Operation, OperationError, OperationFacts, Reply};
use client_runtime::problems::ValidationError;
use client_runtime::security::{Credentials, Scheme};
use client_runtime::transport::{Transport, TransportError, TransportFuture};
use client_runtime::unexpected::Unexpected;
use http::{HeaderMap, Method, Request, Response};
use serde::{Deserialize, Serialize};

pub static API: Api = Api {
    name: "example-client",
    version: "1.2.3",
    base_url: Some("https://api.example.com/v1"),
    body_limit: 64,
    base_url_variable: "EXAMPLE_BASE_URL",
    token_url: Some("https://auth.example.com/token"),
    token_url_variable: Some("EXAMPLE_TOKEN_URL"),
    token_scopes: &[],
    credential_variables: &[
        CredentialVariables::OAuth2 {
            client_id: "EXAMPLE_CLIENT_ID",
            client_secret: "EXAMPLE_CLIENT_SECRET",
        },
        CredentialVariables::Bearer {
            token: "EXAMPLE_TOKEN",
        },
        CredentialVariables::Basic {
            username: "EXAMPLE_USERNAME",
            password: "EXAMPLE_PASSWORD",
        },
    ],
    parameters: &[ClientParameter {
        name: "accountId",
        variable: Some("EXAMPLE_ACCOUNT_ID"),
    }],
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    pub code: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    pub valid: bool,
}

#[derive(Clone, Debug)]
pub struct VerifyCode {
    pub account_id: Option<String>,
    pub body: Check,
}

#[derive(Clone, Debug)]
pub enum VerifyCodeError {
    BadRequest(Verdict),
    Forbidden,
    Unexpected(Unexpected),
}

static VERIFY_CODE: OperationFacts = OperationFacts {
    id: "verifyCode",
    title: "verify code",
    method: Method::POST,
    path: "/accounts/{accountId}/verify",
    accept: "application/json",
    content_type: "application/json",
    repeatable: false,
    lockout: &[429],
    sensitive: &[],
    security: &[&[Scheme::Basic], &[Scheme::OAuth2]],
};

impl Operation for VerifyCode {
    type Success = Verdict;
    type Failure = VerifyCodeError;
    const FACTS: &'static OperationFacts = &VERIFY_CODE;

    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError> {
        let mut draft = Draft::new(&VERIFY_CODE, base);
        draft.path("/accounts/");
        draft.client_segment("account_id", self.account_id.as_deref());
        draft.path("/verify");
        draft.json(&self.body)
    }

    fn decode(reply: &mut Reply) -> Result<Verdict, DecodeFailure<VerifyCodeError>> {
        match reply.status().as_u16() {
            200 => reply.success_json(),
            400 => reply.failure_json(VerifyCodeError::BadRequest),
            403 => reply.failure_empty(VerifyCodeError::Forbidden),
            _ => reply.unexpected(),
        }
    }
}

impl OperationError for VerifyCodeError {
    fn unexpected(unexpected: Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// An operation without parameters, body and security.
pub struct Ping;

static PING: OperationFacts = OperationFacts {
    id: "ping",
    title: "ping",
    method: Method::HEAD,
    path: "/ping",
    accept: "",
    content_type: "",
    repeatable: true,
    lockout: &[],
    sensitive: &[],
    security: &[],
};

impl Operation for Ping {
    type Success = ();
    type Failure = VerifyCodeError;
    const FACTS: &'static OperationFacts = &PING;

    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError> {
        let mut draft = Draft::new(&PING, base);
        draft.path("/ping");
        draft.empty()
    }

    fn decode(reply: &mut Reply) -> Result<(), DecodeFailure<VerifyCodeError>> {
        match reply.status().as_u16() {
            200 => reply.success_empty(),
            _ => reply.unexpected(),
        }
    }
}

pub fn verify() -> VerifyCode {
    VerifyCode {
        account_id: Some("99".to_owned()),
        body: Check {
            code: "0123".to_owned(),
        },
    }
}

/// What a scripted transport answers.
pub enum Script {
    Reply(Response<Body>),
    Fail(TransportError),
    Hang,
}

/// A request as it was sent.
pub struct Sent {
    pub method: Method,
    pub uri: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Follows a script, by a clock that only moves when the test moves it. Clones share both.
#[derive(Clone)]
pub struct Scripted(Arc<Mutex<State>>);

struct State {
    script: VecDeque<Script>,
    sent: Vec<Sent>,
    start: Instant,
    passed: Duration,
}

impl Scripted {
    pub fn new(script: impl IntoIterator<Item = Script>) -> Self {
        Self(Arc::new(Mutex::new(State {
            script: script.into_iter().collect(),
            sent: Vec::new(),
            start: Instant::now(),
            passed: Duration::ZERO,
        })))
    }

    pub fn reply(status: u16, body: &'static str) -> Self {
        Self::new([Script::Reply(reply(status, body))])
    }

    pub fn pass(&self, time: Duration) {
        self.0.lock().unwrap().passed += time;
    }

    pub fn sent(&self) -> Vec<Sent> {
        std::mem::take(&mut self.0.lock().unwrap().sent)
    }

    pub fn builder(&self) -> ClientBuilder {
        ClientBuilder::new(&API)
            .transport(self.clone())
            .credentials(Credentials::basic("user", "pass"))
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

impl Transport for Scripted {
    fn send(
        &self,
        request: Request<Body>,
    ) -> TransportFuture<'_, Result<Response<Body>, TransportError>> {
        let (head, body) = request.into_parts();
        let mut state = self.0.lock().unwrap();
        state.sent.push(Sent {
            method: head.method,
            uri: head.uri.to_string(),
            headers: head.headers,
            body: body.into_bytes().unwrap(),
        });
        let next = state.script.pop_front().expect("the script is over");
        Box::pin(async move {
            match next {
                Script::Reply(reply) => Ok(reply),
                Script::Fail(error) => Err(error),
                Script::Hang => pending().await,
            }
        })
    }

    fn now(&self) -> Instant {
        let state = self.0.lock().unwrap();
        state.start + state.passed
    }

    fn sleep(&self, duration: Duration) -> TransportFuture<'_, ()> {
        let until = self.now() + duration;
        Box::pin(poll_fn(move |_| {
            if self.now() < until {
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        }))
    }
}

pub fn reply(status: u16, body: &'static str) -> Response<Body> {
    Response::builder()
        .status(status)
        .body(Body::from(Bytes::from_static(body.as_bytes())))
        .unwrap()
}

/// A stream of pieces, after which it ends, breaks or hangs.
pub struct Pieces(pub VecDeque<&'static str>, pub End);

#[derive(Clone, Copy)]
pub enum End {
    Clean,
    Broken,
    Never,
}

impl Pieces {
    pub fn body(pieces: impl IntoIterator<Item = &'static str>, end: End) -> Body {
        Body::stream(Self(pieces.into_iter().collect(), end), None)
    }
}

impl Chunks for Pieces {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        match (self.0.pop_front(), self.1) {
            (Some(piece), _) => Poll::Ready(Some(Ok(Bytes::from(piece)))),
            (None, End::Clean) => Poll::Ready(None),
            (None, End::Broken) => Poll::Ready(Some(Err(io::Error::other("reset by peer")))),
            (None, End::Never) => Poll::Pending,
        }
    }
}

/// Runs a future that never has to wait.
pub fn now<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    match poll(&mut future) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits"),
    }
}

pub fn poll<F: Future>(future: &mut Pin<&mut F>) -> Poll<F::Output> {
    future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
}
