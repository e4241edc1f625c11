//! Headers of replies, read as what the API's description says they are.

use std::str::FromStr;

use http::HeaderMap;

/// The value of a header; `None` if it is not there or something else.
pub fn one<T: FromStr>(headers: &HeaderMap, name: &'static str) -> Option<T> {
    let value = headers.get(name)?;
    let text = std::str::from_utf8(value.as_bytes()).ok()?;
    text.trim().parse().ok()
}
