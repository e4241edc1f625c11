//! Makes calls that block and whose reply is handed on while it arrives.
#![cfg(feature = "blocking")]

use super::call_stream::{self, StreamedCall, StreamedResult};
use super::drive_blocking::drive_blocking;
use super::operation::Operation;

impl<O: Operation> StreamedCall<O> {
    /// Makes the call on this thread and without a runtime. The body of the reply is read with [`Read`](std::io::Read); it takes as long
    /// as the server takes.
    pub fn send(mut self) -> StreamedResult<O> {
        let watch = self.0.watch();
        let plan = self.plan(&watch)?;
        let transport = &*self.0.client.inner().blocking;
        let call = || call_stream::read::<O>(drive_blocking(transport, plan));
        #[cfg(feature = "tracing")]
        return watch.within(call);
        #[cfg(not(feature = "tracing"))]
        call()
    }
}
