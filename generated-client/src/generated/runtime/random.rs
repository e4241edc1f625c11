// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Random numbers that spread waiting times; nothing secret comes from them.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A generator (SplitMix64) that threads can share.
pub struct Random(AtomicU64);

impl Random {
    /// A generator with a seed of its own, from the randomness that the standard library keys its maps with.
    #[inline]
    pub fn unpredictable() -> Self {
        Self::seeded(RandomState::new().build_hasher().finish())
    }

    /// A generator that always gives the same numbers.
    #[inline]
    pub fn seeded(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// Any time from nothing to `longest`.
    #[inline]
    pub fn up_to(&self, longest: Duration) -> Duration {
        // 32 bits are fine enough to spread callers, and exact as a floating-point number.
        let share = f64::from(u32::try_from(self.next() >> 32).unwrap_or(u32::MAX));
        let share = share / f64::from(u32::MAX);
        // The longest time of all is rounded up to one that is too long.
        Duration::try_from_secs_f64(longest.as_secs_f64() * share)
            .unwrap_or(longest)
            .min(longest)
    }

    #[inline]
    fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut mixed = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
