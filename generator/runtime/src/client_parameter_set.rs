//! Query and header parameters that are set once, on the client.

use super::draft::Draft;

impl Draft {
    /// Notes a required parameter that neither the client nor the call has set.
    #[inline]
    pub fn client_parameter(&mut self, name: &'static str, is_set: bool) {
        if !is_set {
            self.problems.add(
                name,
                "is not set: set it on the client's builder or on the call",
            );
        }
    }
}
