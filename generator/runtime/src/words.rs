//! What a server says about a failure, made fit to be shown.

use http::HeaderMap;
use serde_json::Value;

use super::masker::Masker;

const WORDS: [&str; 8] = [
    "error",
    "message",
    "Message",
    "description",
    "detail",
    "title",
    "error_description",
    "result",
];

const ID_MEMBERS: [&str; 2] = ["requestId", "request_id"];

const ID_HEADERS: [&str; 4] = [
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-correlation-id",
];

/// The longest text of a server that is shown, in characters.
const MOST_CHARACTERS: usize = 256;

/// The longest request id that is believed, in bytes.
const LONGEST_ID: usize = 128;

/// The largest body that is searched, in bytes: what a person is told is short.
const LARGEST_BODY: usize = 64 * 1024;

/// The server's words in a JSON body, masked, and the request id in the body or else in the headers, unless it repeats what
/// is masked.
#[inline]
pub fn read(headers: &HeaderMap, body: &[u8], masker: &Masker) -> (Option<String>, Option<String>) {
    let body: Value = match body.len() {
        ..=LARGEST_BODY => serde_json::from_slice(body).unwrap_or_default(),
        _ => Value::Null,
    };
    let words = find_words(&body).map(|words| masker.line(words));
    let in_body = ID_MEMBERS
        .into_iter()
        .find_map(|name| body.get(name)?.as_str());
    let in_headers = ID_HEADERS
        .into_iter()
        .find_map(|name| headers.get(name)?.to_str().ok());
    let id = [in_body, in_headers]
        .into_iter()
        .flatten()
        .find(|id| is_plain_id(id) && !masker.finds(id))
        .map(ToOwned::to_owned);
    (words, id)
}

#[inline]
fn find_words(body: &Value) -> Option<&str> {
    let members = [Some(body), body.get("error")];
    members.into_iter().flatten().find_map(|members| {
        WORDS
            .into_iter()
            .filter_map(|name| members.get(name)?.as_str())
            .find(|words| !words.trim().is_empty())
    })
}

/// An id is for a support desk to search: one that is not a single plain word is somebody's joke.
#[inline]
fn is_plain_id(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:=/".contains(&byte);
    (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(is_plain)
}

/// A foreign text made fit for one line of a log: runs of five or more digits, which may be a phone number or a code,
/// become `[masked]`; characters that steer a terminal are escaped; and 256 characters are the most that is kept.
#[inline]
pub fn mask(text: &str) -> String {
    let mut masked = String::new();
    let mut digits = String::new();
    for character in text.chars() {
        if character.is_numeric() {
            digits.push(character);
            continue;
        }
        flush(&mut masked, &mut digits);
        if steers(character) {
            masked.extend(character.escape_default());
        } else {
            masked.push(character);
        }
    }
    flush(&mut masked, &mut digits);
    shorten(masked)
}

#[inline]
fn flush(masked: &mut String, digits: &mut String) {
    match digits.chars().count() {
        0..5 => masked.push_str(digits),
        _ => masked.push_str("[masked]"),
    }
    digits.clear();
}

/// Whether a character can break the line, hide text, or turn its direction.
#[inline]
fn steers(character: char) -> bool {
    let is_invisible = matches!(
        character,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    );
    character.is_control() || is_invisible
}

#[inline]
fn shorten(text: String) -> String {
    if text.chars().count() <= MOST_CHARACTERS {
        return text;
    }
    let kept = text.chars().take(MOST_CHARACTERS - 1);
    kept.chain(['…']).collect()
}
