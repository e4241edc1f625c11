// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! One call of an operation, before it is made.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use super::call_end::CallEnd;
use super::call_error::CallError;
use super::call_options::CallOptions;
use super::client::Client;
use super::drive::drive;
use super::headers;
use super::operation::{DecodeFailure, Operation, OperationError};
use super::plan::{Outcome, Plan};
use super::report::Report;
use super::response::Response;
use super::retry::RetryPolicy;
use super::watch::Watch;

/// One call of an operation: options can be set on it, and awaiting it makes it. With the feature `blocking` there is
/// `send` as well, which makes it without a runtime.
///
/// Dropping the future ends the call; the server may have received it by then.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<O> {
    pub(super) operation: O,
    pub(super) options: CallOptions,
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
            operation,
            options: CallOptions::new(client, O::FACTS),
        }
    }

    /// How long this call may take in all, in place of the client's limit.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.options.timeout = Some(total);
        self
    }

    /// When this call's request is sent again, in place of the client's policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.policy = Some(policy);
        self
    }

    /// Sets a header of this call, whatever the client or the operation would put there. `Authorization` takes the place of
    /// the client's credentials.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let CallOptions {
            headers, problems, ..
        } = &mut self.options;
        headers::add(headers, problems, name, value);
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
    pub(super) fn plan(&mut self) -> (Watch, Result<Plan, Box<Report>>) {
        let made = self.operation.request(self.options.client.base_url());
        self.options.plan(made, O::FACTS, O::STREAMS)
    }
}

impl<O: Operation + Send + 'static> IntoFuture for Call<O> {
    type Output = CallResult<O>;
    type IntoFuture = CallFuture<O>;

    fn into_future(mut self) -> Self::IntoFuture {
        let (watch, plan) = self.plan();
        let client = self.options.client;
        let call = async move {
            let plan = plan.map_err(|report| CallError::new(report, None))?;
            read::<O>(drive(client, plan).await)
        };
        Box::pin(watch.around(call))
    }
}

/// What the end of a call means to the operation. Those who watch are told.
pub(super) fn read<O: Operation>(outcome: Outcome) -> CallResult<O> {
    let (end, reply) = CallEnd::of(outcome, O::FACTS);
    let mut reply = match reply {
        Ok(reply) => reply,
        Err(failure) => {
            let (report, unexpected) = end.unanswered(*failure);
            return Err(CallError::new(
                report,
                unexpected.map(O::Failure::unexpected),
            ));
        }
    };
    match O::decode(&mut reply) {
        Ok(success) => Ok(Response::new(end.succeeded(reply), success)),
        Err(DecodeFailure::Api(api)) => Err(CallError::new(end.refused(reply), Some(api))),
        Err(DecodeFailure::Decode(error)) => Err(CallError::new(end.misread(reply, &error), None)),
    }
}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("operation", &O::FACTS.id)
            .field("timeout", &self.options.timeout)
            .finish_non_exhaustive()
    }
}
