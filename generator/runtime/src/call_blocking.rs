//! Makes calls that block.
#![cfg(feature = "blocking")]

use super::call::{self, Call, CallResult};
use super::call_error::CallError;
use super::drive_blocking::drive_blocking;
use super::operation::Operation;

impl<O: Operation> Call<O> {
    /// Makes the call and waits for its end, on this thread and without a runtime. Inside of asynchronous code it would hold up
    /// everything else on its thread: await the call there.
    pub fn send(mut self) -> CallResult<O> {
        let (watch, plan) = self.plan();
        let plan = plan.map_err(|report| CallError::new(report, None))?;
        let transport = &*self.options.client.inner().blocking;
        watch.within(|| call::read::<O>(drive_blocking(transport, plan)))
    }
}
