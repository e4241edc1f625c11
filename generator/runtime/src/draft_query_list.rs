//! Query parameters that are lists in one value.

use std::fmt::Display;

use super::draft::Draft;
use super::encode;

impl Draft {
    /// Adds a query parameter that is a list, if it is set: its items, each encoded, with `separator` between them, which
    /// is `,`, `%20` or `%7C`. A list without items adds nothing.
    pub fn query_list(&mut self, name: &str, values: Option<&[impl Display]>, separator: &str) {
        let values = values.unwrap_or_default();
        for (index, value) in values.iter().enumerate() {
            if index == 0 {
                self.query_name(name);
            } else {
                self.target.push_str(separator);
            }
            encode::push(&mut self.target, &value.to_string());
        }
    }
}
