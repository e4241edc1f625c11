//! Query parameters with parts whose values may hold the punctuation of URLs.

use serde::Serialize;

use super::draft::Draft;
use super::encode_reserved;
use super::expand::Style;
use super::expand_encoded::push;
use super::plain::Unwritable;

const FORM_RESERVED: Style = Style {
    first: "",
    between: "&",
    within: ",",
    named: true,
    empty: "=",
    name: push,
    value: push_reserved,
};

#[allow(
    clippy::unnecessary_wraps,
    reason = "text that is not encoded may be refused"
)]
#[inline]
fn push_reserved(target: &mut String, text: &str) -> Result<(), Unwritable> {
    encode_reserved::push(target, text);
    Ok(())
}

impl Draft {
    /// Adds a query parameter with parts as [`Draft::form`] does, but leaves reserved characters in its values as they are.
    pub fn form_reserved<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        name: &str,
        value: Option<&T>,
        exploded: bool,
    ) {
        self.query_parts(field, name, value, &FORM_RESERVED, exploded);
    }
}
