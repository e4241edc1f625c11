//! Makes calls that block and whose reply is handed on while it arrives.
#![cfg(feature = "blocking")]

use super::call_error::CallError;
use super::call_stream::{self, StreamedCall, StreamedResult};
use super::drive_blocking::drive_blocking;
use super::operation::Operation;

impl<O: Operation> StreamedCall<O> {
    /// Makes the call on this thread and without a runtime. The body of the reply is read with [`Read`](std::io::Read); it takes as long
    /// as the server takes.
    pub fn send(mut self) -> StreamedResult<O> {
        let (watch, plan) = self.plan();
        let plan = plan.map_err(|report| CallError::new(report, None))?;
        let transport = &*self.0.options.client.inner().blocking;
        watch.within(|| call_stream::read::<O>(drive_blocking(transport, plan)))
    }
}
