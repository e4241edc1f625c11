//! Header parameters with parts.

use serde::Serialize;

use super::draft::Draft;
use super::expand::{Style, expand};
use super::plain::Unwritable;

const SIMPLE: Style = Style {
    first: "",
    between: ",",
    within: ",",
    named: false,
    empty: "=",
    name: as_it_is,
    value: as_it_is,
};

#[allow(
    clippy::unnecessary_wraps,
    reason = "what a header cannot carry is refused as a whole"
)]
#[inline]
fn as_it_is(target: &mut String, text: &str) -> Result<(), Unwritable> {
    target.push_str(text);
    Ok(())
}

impl Draft {
    /// Adds a header parameter with parts, if it is set and has parts: `1,2`. Members stand as `R,100,G,200`, or, where they are
    /// spread out, or `exploded`, as `R=100,G=200`. Nothing is encoded: headers have no rule for that.
    pub fn header_parts<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        name: &'static str,
        value: Option<&T>,
        exploded: bool,
    ) {
        let Some(value) = value else { return };
        match expand(&SIMPLE, name, value, exploded) {
            Ok(parts) => self.header(field, name, parts),
            Err(_) => self
                .problems
                .add(field, "holds a value that cannot be sent"),
        }
    }
}
