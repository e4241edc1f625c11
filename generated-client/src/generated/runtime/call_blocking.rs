// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Makes calls that block.
#![cfg(feature = "blocking")]

use super::call::{self, Call, CallResult};
use super::drive_blocking::drive_blocking;
use super::operation::Operation;

impl<O: Operation> Call<O> {
    /// Makes the call and waits for its end, on this thread and without a runtime. Inside of asynchronous code it would hold up
    /// everything else on its thread: await the call there.
    pub fn send(mut self) -> CallResult<O> {
        let watch = self.watch();
        let plan = self.plan(&watch)?;
        let transport = &*self.client.inner().blocking;
        let call = || call::read::<O>(drive_blocking(transport, plan));
        #[cfg(feature = "tracing")]
        return watch.within(call);
        #[cfg(not(feature = "tracing"))]
        call()
    }
}
