//! How many repetitions a client may still make.

use std::sync::atomic::{AtomicU32, Ordering};

/// What one repetition costs, in successes that pay it back.
const COST: u32 = 10;

/// What the calls of a client and of its clones have spent on repetitions. When a server is down, it keeps their number from
/// growing with the number of calls.
#[derive(Default)]
pub struct RetryBudget {
    spent: AtomicU32,
}

impl RetryBudget {
    /// Whether one more repetition is within `limit`.
    #[inline]
    pub fn has(&self, limit: Option<u32>) -> bool {
        Self::after(self.spent.load(Ordering::Relaxed), limit).is_some()
    }

    /// Spends one repetition if it is within `limit`.
    #[inline]
    pub fn take(&self, limit: Option<u32>) -> bool {
        let take = |spent| Self::after(spent, limit);
        self.spent
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }

    /// A call has succeeded.
    #[inline]
    pub fn pay_back(&self) {
        let pay = |spent: u32| spent.checked_sub(1);
        // An error says that nothing was owed.
        let _ = self
            .spent
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay);
    }

    #[inline]
    fn after(spent: u32, limit: Option<u32>) -> Option<u32> {
        match limit {
            None => Some(spent),
            Some(limit) => spent
                .checked_add(COST)
                .filter(|spent| *spent <= limit.saturating_mul(COST)),
        }
    }
}
