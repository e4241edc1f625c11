//! Cookie parameters.

use serde::Serialize;

use super::draft::Draft;
use super::expand::{Style, expand};
use super::plain::Unwritable;

const COOKIE: Style = Style {
    first: "",
    between: "; ",
    within: ",",
    named: true,
    empty: "=",
    name: octets,
    value: octets,
};

/// Adds text if all of it can stand in a cookie (RFC 6265, section 4.1.1). Servers differ in whether they decode cookies, so that
/// nothing is encoded here.
#[inline]
fn octets(target: &mut String, text: &str) -> Result<(), Unwritable> {
    let is_fit = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
    if !text.bytes().all(is_fit) {
        return Err(Unwritable);
    }
    target.push_str(text);
    Ok(())
}

impl Draft {
    /// Adds a cookie parameter if it is set; `field` is its name in Rust. A list that is spread out, or `exploded`, is a cookie
    /// for each item and members are a cookie each; otherwise commas stand between. What a cookie cannot carry is refused.
    pub fn cookie<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        name: &str,
        value: Option<&T>,
        exploded: bool,
    ) {
        let Some(value) = value else { return };
        match expand(&COOKIE, name, value, exploded) {
            Ok(Some(cookies)) => self.cookies(field, cookies),
            Ok(None) => {}
            Err(_) => {
                let text = "holds characters that a cookie cannot carry";
                self.problems.add(field, text);
            }
        }
    }
}
