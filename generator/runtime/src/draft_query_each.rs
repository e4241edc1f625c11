//! Query parameters that are lists with a name for each item.

use std::fmt::Display;

use super::draft::Draft;

impl Draft {
    /// Adds a query parameter for each item of a list, if it is set: `tag=a&tag=b`.
    pub fn query_each(&mut self, name: &str, values: Option<&[impl Display]>) {
        for value in values.unwrap_or_default() {
            self.query(name, Some(value));
        }
    }
}
