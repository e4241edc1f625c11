//! What all kinds of query parameters with parts share.

use serde::Serialize;

use super::draft::Draft;
use super::expand::{Style, expand};

impl Draft {
    /// Adds a query parameter with parts, in this style, if it is set and has parts. `field` is its name in Rust.
    pub fn query_parts<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        name: &str,
        value: Option<&T>,
        style: &Style,
        exploded: bool,
    ) {
        let Some(value) = value else { return };
        match expand(style, name, value, exploded) {
            Ok(None) => {}
            Ok(Some(parts)) => {
                self.query_start();
                self.target.push_str(&parts);
            }
            Err(_) => self
                .problems
                .add(field, "holds a value that cannot be sent"),
        }
    }
}
