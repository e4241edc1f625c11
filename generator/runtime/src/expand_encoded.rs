//! Percent-encoding for values with parts.

use super::encode;
use super::plain::Unwritable;

/// Adds text, everything encoded but what RFC 3986 calls unreserved.
#[allow(
    clippy::unnecessary_wraps,
    reason = "text that is not encoded may be refused"
)]
#[inline]
pub fn push(target: &mut String, text: &str) -> Result<(), Unwritable> {
    encode::push(target, text);
    Ok(())
}
