//! Calls whose reply is handed on while it arrives.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;

use bytes::Bytes;

use super::body::Body;
use super::call::{self, Call};
use super::call_error::CallError;
use super::drive::drive;
use super::operation::Operation;
use super::plan::{Outcome, Plan};
use super::report::Report;
use super::response::Response;
use super::watch::Watch;

/// A call whose success is handed on while it arrives: awaiting it gives the body as a stream.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct StreamedCall<O>(pub(super) Call<O>);

/// What a streamed call comes to.
pub type StreamedResult<O> = Result<Response<Body>, CallError<<O as Operation>::Failure>>;

/// The future that makes a streamed call.
pub type StreamedFuture<O> = Pin<Box<dyn Future<Output = StreamedResult<O>> + Send>>;

impl<O: Operation> Call<O> {
    /// Hands the body of a success on while it arrives, instead of reading it first: for what is too large to be held in memory.
    /// The limits of the call and of the reply's size end with the reply's head; awaited, each piece of the body may take as
    /// long as the call might have. Failures are read as ever.
    pub fn streamed(self) -> StreamedCall<O> {
        StreamedCall(self)
    }
}

impl<O: Operation> StreamedCall<O> {
    /// What there is to do, or why nothing can be done.
    pub(super) fn plan(&mut self) -> (Watch, Result<Plan, Box<Report>>) {
        let (watch, plan) = self.0.plan();
        let streamed = |plan| Plan {
            streams: &["*/*"],
            ..plan
        };
        (watch, plan.map(streamed))
    }
}

impl<O: Operation + Send + 'static> IntoFuture for StreamedCall<O> {
    type Output = StreamedResult<O>;
    type IntoFuture = StreamedFuture<O>;

    fn into_future(mut self) -> Self::IntoFuture {
        let (watch, plan) = self.plan();
        let client = self.0.options.client;
        let call = async move {
            let plan = plan.map_err(|report| CallError::new(report, None))?;
            read::<O>(drive(client, plan).await)
        };
        Box::pin(watch.around(call))
    }
}

/// What the end of a streamed call means to the operation.
pub(super) fn read<O: Operation>(outcome: Outcome) -> StreamedResult<O> {
    match outcome.result {
        Ok((head, body)) if head.status.is_success() => {
            let (attempts, status) = (outcome.attempts, head.status);
            let watch = &outcome.watch;
            watch.call_ended(attempts, Some(status), None, outcome.elapsed);
            let kept = ((status, head.headers), Bytes::new(), attempts);
            Ok(Response::new(kept, body))
        }
        result => {
            let reply = call::read::<O>(Outcome { result, ..outcome })?;
            let bytes = reply.bytes().clone();
            Ok(reply.map(|_| Body::from(bytes)))
        }
    }
}

impl Body {
    /// The next piece of a body that arrives while it is read; `None` at its end.
    #[inline]
    pub async fn chunk(&mut self) -> Option<io::Result<Bytes>> {
        poll_fn(|context| self.poll_chunk(context)).await
    }
}
