//! Path parameters.

use std::fmt::Display;

use super::draft::Draft;
use super::encode;

impl Draft {
    /// Adds a path parameter. Its value cannot leave its segment: everything but unreserved characters is encoded, and
    /// what would change the path's shape even so (empty, `.` and `..`) is refused.
    #[inline]
    pub fn segment(&mut self, name: &'static str, value: impl Display) {
        let value = value.to_string();
        match value.as_str() {
            "" => self.problems.add(name, "must not be empty"),
            "." | ".." => self.problems.add(name, "must not be a dot segment"),
            _ => encode::push(&mut self.target, &value),
        }
    }
}
