//! Says by a path what is wrong inside a value.

use std::borrow::Cow;

use super::problems::{Problem, Problems};

impl Problems {
    /// Adds what is wrong with a value inside another, which `path` leads to.
    #[inline]
    pub fn add_below(&mut self, found: Vec<Problem>, path: impl FnOnce() -> Cow<'static, str>) {
        if found.is_empty() {
            return;
        }
        let path = path();
        let below = |problem: Problem| problem.below(&path);
        self.problems.extend(found.into_iter().map(below));
    }
}

impl Problem {
    #[inline]
    fn below(mut self, path: &str) -> Self {
        let is_joined = path.is_empty() || self.field.is_empty() || self.field.starts_with('[');
        let dot = if is_joined { "" } else { "." };
        self.field = Cow::Owned(format!("{path}{dot}{}", self.field));
        self
    }
}
