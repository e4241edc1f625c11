// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Path parameters that are set once, on the client.

use super::draft::Draft;
use super::encode;

impl Draft {
    /// Adds a path parameter that the client or the call has to set; set nowhere, it is a problem. Its value cannot leave
    /// its segment: everything but unreserved characters is encoded; empty, `.` and `..` are refused.
    #[inline]
    pub fn client_segment(&mut self, name: &'static str, value: Option<&str>) {
        match value {
            None => self.problems.add(
                name,
                "is not set: set it on the client's builder or on the call",
            ),
            Some("") => self.problems.add(name, "must not be empty"),
            Some("." | "..") => self.problems.add(name, "must not be a dot segment"),
            Some(value) => encode::push(&mut self.target, value),
        }
    }
}
