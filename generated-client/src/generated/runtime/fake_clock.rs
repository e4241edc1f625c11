// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! A clock that tests drive: waiting takes no time.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

/// A clock that moves when somebody waits by it, or when a test says so. Clones show the same time.
#[derive(Clone, Debug)]
pub struct FakeClock {
    start: Instant,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    passed: Duration,
    waiting: BTreeSet<(Duration, u64)>,
    next: u64,
}

impl Default for FakeClock {
    fn default() -> Self {
        Self {
            start: Instant::now(),
            state: Arc::default(),
        }
    }
}

impl FakeClock {
    /// The time.
    pub fn now(&self) -> Instant {
        self.start + self.passed()
    }

    /// How much time has passed since the clock was made.
    pub fn passed(&self) -> Duration {
        self.lock().passed
    }

    /// Lets time pass.
    pub fn advance(&self, duration: Duration) {
        self.lock().passed += duration;
    }

    /// Waits. Of all who wait, the first to be done moves the clock.
    pub fn sleep(&self, duration: Duration) -> FakeSleep {
        let mut state = self.lock();
        state.next += 1;
        FakeSleep {
            key: (state.passed + duration, state.next),
            polls: 0,
            clock: self.clone(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A wait by a [`FakeClock`].
#[derive(Debug)]
pub struct FakeSleep {
    key: (Duration, u64),
    polls: u32,
    clock: FakeClock,
}

/// How often a wait lets others go first that are due before it. One of them may never be asked again.
const PATIENCE: u32 = 64;

impl Future for FakeSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.polls += 1;
        let mut state = self.clock.lock();
        state.waiting.insert(self.key);
        let is_first = state.waiting.first() == Some(&self.key);
        // Once round first: whoever has something to do without waiting does it now.
        if (is_first && self.polls > 1) || self.polls > PATIENCE {
            state.passed = state.passed.max(self.key.0);
        }
        if state.passed >= self.key.0 {
            return Poll::Ready(());
        }
        drop(state);
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for FakeSleep {
    fn drop(&mut self) {
        self.clock.lock().waiting.remove(&self.key);
    }
}
