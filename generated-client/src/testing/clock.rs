//! The sandbox's time: it stands still until a test moves it on, or runs with the machine's.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// Time since the sandbox began. Codes, locks and tokens count in it.
pub struct Clock {
    began: SystemTime,
    runs_since: Option<Instant>,
    advanced: Mutex<Duration>,
}

impl Clock {
    /// A clock that begins now, and that runs by itself or not.
    pub fn new(runs: bool) -> Self {
        Self {
            began: SystemTime::now(),
            runs_since: runs.then(Instant::now),
            advanced: Mutex::default(),
        }
    }

    /// The time since the beginning.
    pub fn now(&self) -> Duration {
        let advanced = *self.advanced.lock().unwrap_or_else(PoisonError::into_inner);
        let ran = self.runs_since.map(|since| since.elapsed());
        advanced.saturating_add(ran.unwrap_or_default())
    }

    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        let mut advanced = self.advanced.lock().unwrap_or_else(PoisonError::into_inner);
        *advanced = advanced.saturating_add(by);
    }

    /// The time of day at a time of this clock. One that no calendar has is the beginning.
    pub fn time_of_day(&self, at: Duration) -> SystemTime {
        self.began.checked_add(at).unwrap_or(self.began)
    }
}
