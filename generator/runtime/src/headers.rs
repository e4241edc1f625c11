//! Headers that a user of the client adds.

use http::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue, TE,
    TRAILER, TRANSFER_ENCODING, UPGRADE, USER_AGENT,
};

use super::problems::Problems;

/// Headers that decide where a request ends or where it goes: they are the transport's.
const FRAMING: [HeaderName; 7] = [
    CONNECTION,
    CONTENT_LENGTH,
    HOST,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Adds a header, or notes what is wrong with it. Its value is never shown.
#[inline]
pub fn add(headers: &mut HeaderMap, problems: &mut Problems, name: &str, value: &str) {
    let Ok(parsed) = HeaderName::from_bytes(name.as_bytes()) else {
        problems.add("header", format!("{name:?} is not a header's name"));
        return;
    };
    if FRAMING.contains(&parsed) {
        problems.add("header", format!("{parsed} is set by the transport"));
        return;
    }
    match HeaderValue::from_str(value) {
        Ok(mut value) => {
            value.set_sensitive(true);
            headers.insert(parsed, value);
        }
        Err(_) => problems.add(
            "header",
            format!("{parsed} holds characters that a header cannot carry"),
        ),
    }
}

/// Adds the headers of `others` whose names are not there yet. Those that a user set may be secrets: without `all`, only the
/// program's own name is added.
#[inline]
pub fn fill(headers: &mut HeaderMap, others: &HeaderMap, all: bool) {
    for (name, value) in others {
        if !headers.contains_key(name) && (all || name == USER_AGENT) {
            headers.insert(name, value.clone());
        }
    }
}

/// Whether the headers say who is calling.
#[inline]
pub fn has_credentials(headers: &HeaderMap) -> bool {
    headers.contains_key(AUTHORIZATION)
}
