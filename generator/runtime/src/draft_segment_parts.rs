//! What all kinds of path parameters with parts share.

use serde::Serialize;

use super::draft::Draft;
use super::expand::{Style, expand};

impl Draft {
    /// Adds a path parameter in this style; `field` is its name in Rust. Its value cannot leave its segment: everything but unreserved
    /// characters is encoded, and what would change the path's shape even so (nothing at all, `.` and `..`) is refused.
    pub fn segment_parts<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        name: &str,
        value: &T,
        style: &Style,
        exploded: bool,
    ) {
        match expand(style, name, value, exploded) {
            Ok(Some(parts)) => match parts.as_str() {
                "" => self.problems.add(field, "must not be empty"),
                "." | ".." => self.problems.add(field, "must not be a dot segment"),
                parts => self.target.push_str(parts),
            },
            Ok(None) => self.problems.add(field, "must not be empty"),
            Err(_) => self
                .problems
                .add(field, "holds a value that cannot be sent"),
        }
    }
}
