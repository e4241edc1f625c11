// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Checks that a text holds another one.

use super::problems::Problems;

impl Problems {
    /// Checks that a text holds `part`, which is all that `pattern` asks for. A text that is not set is fine.
    #[inline]
    pub fn within(&mut self, field: &'static str, value: Option<&str>, pattern: &str, part: &str) {
        if value.is_some_and(|value| !value.contains(part)) {
            self.add(field, format!("must match {pattern}"));
        }
    }
}
