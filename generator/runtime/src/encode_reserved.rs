//! Percent-encoding that leaves the punctuation of URLs alone.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but what RFC 3986 calls unreserved and reserved. A `#` is encoded all the same: it would end the query, and nothing
/// behind it would be sent.
const OTHERS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Adds a value to a URL as RFC 6570 has it in section 3.2.3: reserved characters and what is percent-encoded already stay.
#[inline]
pub fn push(target: &mut String, value: &str) {
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('%') {
        target.extend(utf8_percent_encode(before, OTHERS));
        let is_encoded = matches!(after.as_bytes(), [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit());
        target.push_str(if is_encoded { "%" } else { "%25" });
        rest = after;
    }
    target.extend(utf8_percent_encode(rest, OTHERS));
}
