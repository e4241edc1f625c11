//! Checks that a required field was set.

use super::problems::Problems;

impl Problems {
    /// Notes a required field that was not set.
    #[inline]
    pub fn required(&mut self, field: &'static str, is_set: bool) {
        if !is_set {
            self.add(field, "is missing");
        }
    }
}
