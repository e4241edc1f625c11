//! Path parameters that are lists.

use std::fmt::Display;

use super::draft::Draft;
use super::encode;

impl Draft {
    /// Adds a path parameter that is a list: its items, each encoded, with commas between them. What would change the
    /// path's shape (no items, or a single one that is empty, `.` or `..`) is refused.
    pub fn segment_list(&mut self, name: &'static str, values: &[impl Display]) {
        let mut segment = String::new();
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                segment.push(',');
            }
            encode::push(&mut segment, &value.to_string());
        }
        match segment.as_str() {
            "" => self.problems.add(name, "must not be empty"),
            "." | ".." => self.problems.add(name, "must not be a dot segment"),
            segment => self.target.push_str(segment),
        }
    }
}
