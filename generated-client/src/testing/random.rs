//! Codes, tokens and names that nobody can guess from the ones before.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

/// A source of random numbers that threads can share: the keyed hash of the standard library's maps, over a counter.
#[derive(Default)]
pub struct Random {
    key: RandomState,
    drawn: AtomicU64,
}

impl Random {
    fn next(&self) -> u64 {
        self.key
            .hash_one(self.drawn.fetch_add(1, Ordering::Relaxed))
    }

    /// A code of this many digits, leading zeros included.
    pub fn code(&self, digits: usize) -> String {
        let mut text = String::with_capacity(digits);
        // A number of its own for each digit: no length is too long for one.
        for _ in 0..digits {
            let digit = u32::try_from(self.next() % 10).unwrap_or_default();
            text.extend(char::from_digit(digit, 10));
        }
        text
    }

    /// A name in the form of a UUID.
    pub fn uuid(&self) -> String {
        let hex = self.hex();
        let (first, rest) = hex.split_at(8);
        let (second, rest) = rest.split_at(4);
        let (third, rest) = rest.split_at(4);
        let (fourth, last) = rest.split_at(4);
        format!("{first}-{second}-{third}-{fourth}-{last}")
    }

    /// Small letters and digits, as many as asked.
    pub fn word(&self, length: usize) -> String {
        let character =
            || char::from_digit(u32::try_from(self.next() % 36).unwrap_or_default(), 36);
        (0..length).filter_map(|_| character()).collect()
    }

    /// 32 hexadecimal digits.
    pub fn hex(&self) -> String {
        format!("{:016x}{:016x}", self.next(), self.next())
    }
}
