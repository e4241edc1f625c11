// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! How long a server asks to wait.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, HeaderValue, RETRY_AFTER};

/// The wait that a reply asks for, from when it came: of several the longest. A date that is past is no wait at all; what is
/// neither a number of seconds nor a date says nothing.
#[inline]
pub fn read(headers: &HeaderMap) -> Option<Duration> {
    let values = headers.get_all(RETRY_AFTER).into_iter();
    values.filter_map(|value| wait(value, headers)).max()
}

#[inline]
fn wait(value: &HeaderValue, headers: &HeaderMap) -> Option<Duration> {
    let text = value.to_str().ok()?.trim();
    // `parse` alone would take a plus sign.
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than fits is more than anyone waits.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    // By the server's own clock if it tells the time: this machine's may be wrong.
    let sent = headers.get(DATE).and_then(|date| date.to_str().ok());
    let now = sent.and_then(|date| httpdate::parse_http_date(date.trim()).ok());
    let now = now.unwrap_or_else(SystemTime::now);
    Some(until.duration_since(now).unwrap_or_default())
}
