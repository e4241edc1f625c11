//! What all kinds of query parameters share.

use super::draft::Draft;

impl Draft {
    /// Starts a query parameter: what comes next is its name.
    #[inline]
    pub fn query_start(&mut self) {
        let separator = if self.target.contains('?') { '&' } else { '?' };
        self.target.push(separator);
    }
}
