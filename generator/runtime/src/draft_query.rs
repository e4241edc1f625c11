//! Query parameters.

use std::fmt::Display;

use super::draft::Draft;
use super::encode;

impl Draft {
    /// Adds a query parameter if it is set. A space becomes `%20`, as RFC 3986 has it.
    #[inline]
    pub fn query(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.query_start();
            encode::push(&mut self.target, name);
            self.target.push('=');
            encode::push(&mut self.target, &value.to_string());
        }
    }
}
