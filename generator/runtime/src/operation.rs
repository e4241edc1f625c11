//! An operation as a value: what it sends, and how its replies are read.

use std::fmt;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, Method, Request, StatusCode};

use super::base_url::BaseUrl;
use super::body::Body;
use super::decode_error::DecodeError;
use super::problems::ValidationError;
use super::security::Scheme;
use super::unexpected::Unexpected;

/// One operation of the API. Both halves are pure: neither does any I/O, so any HTTP stack can carry them.
pub trait Operation {
    /// What the operation answers on success.
    type Success;

    /// What it answers on failure.
    type Failure: OperationError;

    /// What the API's description says about the operation.
    const FACTS: &'static OperationFacts;

    /// The media types of successes whose body `decode` gets as a stream while it arrives, in lower case.
    const STREAMS: &'static [&'static str] = &[];

    /// The request, without credentials.
    ///
    /// Returns everything that is wrong with the operation's values, all at once.
    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError>;

    /// Reads a reply whose body was received whole, but for those in [`STREAMS`](Self::STREAMS). Its body may be gone afterwards.
    fn decode(reply: &mut Reply) -> Result<Self::Success, DecodeFailure<Self::Failure>>;
}

/// What the API's description says about an operation.
#[derive(Clone, Debug)]
pub struct OperationFacts {
    /// The operation's id, as in the description: `verifyCode`.
    pub id: &'static str,
    /// The operation in words, which start the texts of its errors: `verify code`.
    pub title: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path's template, relative to the base URL: `/accounts/{accountId}/code/verify`.
    pub path: &'static str,
    /// What the `Accept` header says; empty for none.
    pub accept: &'static str,
    /// What the `Content-Type` header says of a request body; empty for none.
    pub content_type: &'static str,
    /// Whether carrying the operation out twice is harmless.
    pub repeatable: bool,
    /// Statuses that lock the caller out for a while: after these the operation is never sent again.
    pub lockout: &'static [u16],
    /// The names of the parameters and of the request's members, however deep, whose values are not shown.
    pub sensitive: &'static [&'static str],
    /// What the operation asks of credentials: alternatives, each of them a set. None at all means that it needs no credentials.
    pub security: &'static [&'static [Scheme]],
}

/// What an operation answers on failure: one variant per status that the description declares.
pub trait OperationError: fmt::Debug + Send + Sync + 'static {
    /// The failure for a status or a body that the description does not declare.
    fn unexpected(unexpected: Unexpected) -> Self;
}

/// A reply: head and body. Its `Debug` prints the status and the body's kind and length.
pub struct Reply {
    head: Parts,
    body: Body,
}

impl fmt::Debug for Reply {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Reply")
            .field("status", &self.head.status)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// Why a reply is not the operation's success.
#[derive(Clone, Debug)]
pub enum DecodeFailure<E> {
    /// The server reported a failure.
    Api(E),
    /// The server reported success, with a body that does not fit.
    Decode(DecodeError),
}

impl Reply {
    /// A reply from its two halves.
    #[inline]
    pub fn new(head: Parts, body: Body) -> Self {
        Self { head, body }
    }

    /// The status.
    #[inline]
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    #[inline]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The two halves.
    #[inline]
    pub fn into_parts(self) -> (Parts, Body) {
        (self.head, self.body)
    }

    /// The body, which is empty from then on.
    #[inline]
    pub fn take_body(&mut self) -> Body {
        std::mem::take(&mut self.body)
    }

    /// The bytes of a body that was received whole, which is empty from then on.
    #[inline]
    pub(super) fn take_bytes(&mut self) -> Result<Bytes, DecodeError> {
        let bytes = self.take_body().into_bytes();
        bytes.map_err(|_| DecodeError::new("a body that was received whole"))
    }

    /// A success of which only the status counts.
    pub fn success_empty<E>(&self) -> Result<(), DecodeFailure<E>> {
        Ok(())
    }

    /// A declared failure of which only the status counts.
    pub fn failure_empty<S, E>(&self, failure: E) -> Result<S, DecodeFailure<E>> {
        Err(DecodeFailure::Api(failure))
    }

    /// A failure that the description does not declare; status, headers and bytes are kept.
    pub fn unexpected<S, E: OperationError>(&mut self) -> Result<S, DecodeFailure<E>> {
        let bytes = self.take_bytes().unwrap_or_default();
        self.unexpected_with(bytes)
    }

    /// The same, of a reply whose body was taken: it is these bytes.
    pub(super) fn unexpected_with<S, E: OperationError>(
        &self,
        bytes: Bytes,
    ) -> Result<S, DecodeFailure<E>> {
        let unexpected = Unexpected::new(self.head.status, self.head.headers.clone(), bytes);
        Err(DecodeFailure::Api(E::unexpected(unexpected)))
    }
}
