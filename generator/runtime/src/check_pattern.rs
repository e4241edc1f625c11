//! Checks a text against a regular expression.

use std::sync::OnceLock;

use regex_lite::Regex;

use super::problems::Problems;

/// A regular expression that is compiled once, at its first use.
pub struct Pattern {
    text: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The expression as it stands in the API's description. One that cannot be run is not checked.
    #[inline]
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            compiled: OnceLock::new(),
        }
    }

    #[inline]
    fn accepts(&self, value: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| Regex::new(self.text).ok());
        compiled.as_ref().is_none_or(|regex| regex.is_match(value))
    }
}

impl Problems {
    /// Checks that a text matches `pattern`. A text that is not set is fine.
    #[inline]
    pub fn pattern(&mut self, field: &'static str, value: Option<&str>, pattern: &Pattern) {
        if value.is_some_and(|value| !pattern.accepts(value)) {
            self.add(field, format!("must match {}", pattern.text));
        }
    }
}
