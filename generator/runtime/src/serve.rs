//! The other side of an operation: what a server reads, and what it answers.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Request, Response, StatusCode, Uri};

use super::body::Body;
use super::operation::{Operation, OperationFacts};
use super::receipt::Receipt;
use super::refusal::Refusal;
use super::written::Written;

/// The mirror image of [`Operation`]: reads its request, and writes its replies. Both halves are pure.
pub trait Serve: Operation + Sized {
    /// The template of the paths that reach the operation, where the document spells its own in another way.
    const ROUTE: &'static str = Self::FACTS.path;

    /// The members of the declared 400 that say what is wrong with a request; none where it has no place for words.
    const REFUSED_IN: &'static [&'static str] = &[];

    /// Reads a request.
    fn receive(receipt: &Receipt<'_>) -> Result<Self, Refusal>;

    /// Writes a reply.
    fn answer(outcome: Result<Self::Success, Self::Failure>) -> Response<Body>;
}

/// A request that fits the API's description: the operation's value, and what came.
pub struct Incoming<O> {
    operation: O,
    request: Request<Bytes>,
}

impl<O> Incoming<O> {
    /// An operation with the request that it was read from.
    pub fn new(operation: O, request: Request<Bytes>) -> Self {
        Self { operation, request }
    }

    /// The operation's value. A field of it is read without this: `call.body`.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// The operation's value for keeps.
    pub fn into_operation(self) -> O {
        self.operation
    }

    /// 501, with a text that names the operation: what every method of a service answers until it is written.
    pub fn not_implemented(self) -> Answer<O>
    where
        O: Operation,
    {
        Answer::of(Reply::NotImplemented)
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// Where it was sent.
    pub fn uri(&self) -> &Uri {
        self.request.uri()
    }

    /// The body as it came.
    pub fn bytes(&self) -> &Bytes {
        self.request.body()
    }
}

impl<O> Deref for Incoming<O> {
    type Target = O;

    fn deref(&self) -> &O {
        &self.operation
    }
}

impl<O: fmt::Debug> fmt::Debug for Incoming<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.operation.fmt(formatter)
    }
}

/// What a server answers: a success or a failure that the API's description declares, or anything else.
pub struct Answer<O: Operation> {
    reply: Reply<O>,
    status: Option<StatusCode>,
    headers: HeaderMap,
}

enum Reply<O: Operation> {
    Outcome(Result<O::Success, O::Failure>),
    Response(Response<Body>),
    NotImplemented,
}

impl<O: Operation> Answer<O> {
    /// A success.
    pub fn success(success: O::Success) -> Self {
        Self::of(Reply::Outcome(Ok(success)))
    }

    /// A failure.
    pub fn failure(failure: O::Failure) -> Self {
        Self::of(Reply::Outcome(Err(failure)))
    }

    /// A reply that the API's description need not know.
    pub fn response(response: Response<impl Into<Body>>) -> Self {
        Self::of(Reply::Response(response.map(Into::into)))
    }

    /// The same with another status, where one reply stands for several.
    #[must_use]
    pub fn status(self, status: StatusCode) -> Self {
        Self {
            status: Some(status),
            ..self
        }
    }

    /// The same with a header more.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    fn of(reply: Reply<O>) -> Self {
        Self {
            reply,
            status: None,
            headers: HeaderMap::new(),
        }
    }
}

impl<O: Serve> Answer<O> {
    /// The reply as it is sent.
    pub fn into_response(self) -> Response<Body> {
        let mut response = match self.reply {
            Reply::Outcome(outcome) => O::answer(outcome),
            Reply::Response(response) => response,
            Reply::NotImplemented => not_implemented(O::FACTS),
        };
        if let Some(status) = self.status {
            *response.status_mut() = status;
        }
        response.headers_mut().extend(self.headers);
        response
    }
}

fn not_implemented(facts: &OperationFacts) -> Response<Body> {
    let text = format!(
        "nothing answers `{}` ({} {}) here",
        facts.id, facts.method, facts.path
    );
    let status = StatusCode::NOT_IMPLEMENTED.as_u16();
    Written::body(status, "text/plain; charset=utf-8", text.into_bytes())
}

/// `Ok` is a success, `Err` a failure.
impl<O: Operation<Success = S, Failure = F>, S, F> From<Result<S, F>> for Answer<O> {
    fn from(outcome: Result<S, F>) -> Self {
        Self::of(Reply::Outcome(outcome))
    }
}
