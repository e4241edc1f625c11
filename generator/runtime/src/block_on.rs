//! Waits for a future without a runtime.
#![cfg(feature = "blocking")]

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

/// What a future gives, or `None` if it takes longer than `within`. The thread sleeps meanwhile.
pub fn block_on<F: Future>(future: F, within: Option<Duration>) -> Option<F::Output> {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Sleeper(thread::current())));
    let mut context = Context::from_waker(&waker);
    let deadline = within.and_then(|within| Instant::now().checked_add(within));
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Some(output);
        }
        let Some(deadline) = deadline else {
            thread::park();
            continue;
        };
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return None;
        }
        thread::park_timeout(left);
    }
}

/// The thread that waits.
struct Sleeper(Thread);

impl Wake for Sleeper {
    #[inline]
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
