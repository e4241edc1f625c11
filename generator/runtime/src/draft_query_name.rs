//! What all kinds of query parameters share.

use super::draft::Draft;
use super::encode;

impl Draft {
    /// Starts a query parameter: what comes next is its value.
    pub fn query_name(&mut self, name: &str) {
        let separator = if self.target.contains('?') { '&' } else { '?' };
        self.target.push(separator);
        encode::push(&mut self.target, name);
        self.target.push('=');
    }
}
