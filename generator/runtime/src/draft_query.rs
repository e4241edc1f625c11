//! Query parameters.

use std::fmt::Display;

use super::draft::Draft;
use super::encode;

impl Draft {
    /// Adds a query parameter if it is set. A space becomes `%20`, as RFC 3986 has it.
    pub fn query(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.query_name(name);
            encode::push(&mut self.target, &value.to_string());
        }
    }

    /// Starts a query parameter: what comes next is its value.
    pub fn query_name(&mut self, name: &str) {
        let separator = if self.target.contains('?') { '&' } else { '?' };
        self.target.push(separator);
        encode::push(&mut self.target, name);
        self.target.push('=');
    }
}
