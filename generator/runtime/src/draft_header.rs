//! Header parameters.

use std::fmt::Display;

use http::header::{HeaderName, HeaderValue};

use super::draft::Draft;

impl Draft {
    /// Adds a header parameter if it is set. `field` is its name in Rust, `name` the header's, in lower case. A value
    /// with line breaks or other bytes that a header cannot carry is refused.
    #[inline]
    pub fn header(&mut self, field: &'static str, name: &'static str, value: Option<impl Display>) {
        let Some(value) = value else { return };
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::try_from(value.to_string());
        match (name, value) {
            (Ok(name), Ok(mut value)) => {
                // What a parameter holds may be a secret: nothing prints it.
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
            _ => self
                .problems
                .add(field, "holds characters that a header cannot carry"),
        }
    }
}
