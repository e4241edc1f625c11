// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Percent-encoding.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but what RFC 3986 calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Adds a value to a URL in such a way that none of it can be taken for the URL's own punctuation.
#[inline]
pub fn push(target: &mut String, value: &str) {
    target.extend(utf8_percent_encode(value, RESERVED));
}
