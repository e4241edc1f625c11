// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Makes calls that block.
#![cfg(feature = "blocking")]

use super::call::{self, Call, CallResult};
use super::call_error::CallError;
use super::drive_blocking::drive_blocking;
use super::operation::Operation;

impl<O: Operation> Call<O> {
    /// Makes the call and waits for its end, on this thread and without a runtime. Inside of asynchronous code it would hold up
    /// everything else on its thread: await the call there.
    pub fn send(self) -> CallResult<O> {
        let (client, limits, request) = self.prepare();
        let request = request.map_err(|report| CallError::new(report, None))?;
        let parts = client.inner();
        let outcome = drive_blocking(&*parts.blocking, request, limits, parts.body_limit);
        call::read::<O>(outcome)
    }
}
