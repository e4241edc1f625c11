// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Hides values in texts that come from elsewhere.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};

use percent_encoding::percent_decode_str;

use super::words;

/// What stands in place of a value.
const MASK: &str = "[masked]";

/// The shortest value that is hidden inside of a word, in characters: a shorter one would be found everywhere.
const SHORTEST_PART: usize = 3;

/// Hides a set of values in texts that come from elsewhere, whatever their case, percent-encoded and JSON-escaped too.
#[derive(Default)]
pub struct Masker {
    /// The values in lower case, by their first bytes.
    values: Vec<Vec<String>>,
}

impl Masker {
    /// Hides these values. Empty ones are left out.
    #[inline]
    pub fn new(values: impl IntoIterator<Item = String>) -> Self {
        let mut masker = Self::default();
        masker.values.resize(1 + usize::from(u8::MAX), Vec::new());
        for value in values {
            let value = value.trim();
            masker.add(&escaped(value, false));
            masker.add(&escaped(value, true));
            masker.add(value);
        }
        masker
    }

    #[inline]
    fn add(&mut self, form: &str) {
        let form = form.to_ascii_lowercase();
        let first = form.bytes().next();
        if let Some(values) = first.and_then(|first| self.values.get_mut(usize::from(first))) {
            // Most values are the same in every form.
            if values.last() != Some(&form) {
                values.push(form);
            }
        }
    }

    /// Whether the text repeats one of the values.
    #[inline]
    pub fn finds(&self, text: &str) -> bool {
        self.covered(text).is_some()
    }

    /// The text with a mask in place of each value.
    #[inline]
    pub fn hide(&self, text: &str) -> String {
        self.covered(text).unwrap_or_else(|| text.to_owned())
    }

    /// A foreign text, fit for one line of a log: without the values, and see [`words::mask`].
    #[inline]
    pub fn line(&self, text: &str) -> String {
        words::mask(&self.hide(text))
    }

    /// The error itself, or only its texts with the values hidden, if it or one below it repeats a value.
    #[inline]
    pub fn source(
        &self,
        error: Box<dyn StdError + Send + Sync>,
    ) -> Box<dyn StdError + Send + Sync> {
        let mut texts = Vec::new();
        let mut next: Option<&dyn StdError> = Some(&*error);
        while let Some(error) = next {
            texts.push((error.to_string(), format!("{error:?}")));
            next = error.source();
        }
        let repeats = |(text, debug): &(String, String)| self.finds(text) || self.finds(debug);
        if !texts.iter().any(repeats) {
            return error;
        }
        let mut masked: Option<Box<MaskedError>> = None;
        for (text, _) in texts.into_iter().rev() {
            masked = Some(Box::new(MaskedError {
                text: self.line(&text),
                source: masked,
            }));
        }
        match masked {
            Some(masked) => masked,
            None => error,
        }
    }

    /// The text with its values covered: as it is, then decoded as a URL and as a form, as far as that brings one to light.
    /// `None` if it repeats none.
    #[inline]
    fn covered(&self, text: &str) -> Option<String> {
        let mut covered = self.cover(text);
        for decode in [percent_decoded, form_decoded] {
            let known = covered.as_deref().unwrap_or(text);
            if known.contains(['%', '+']) {
                covered = self.cover(&decode(known)).or(covered);
            }
        }
        covered
    }

    #[inline]
    fn cover(&self, text: &str) -> Option<String> {
        // Lower case in ASCII alone, so that places are the same in both.
        let lower = text.to_ascii_lowercase();
        let mut covered = String::new();
        let mut end = 0;
        for (at, character) in text.char_indices() {
            if at < end {
                continue;
            }
            match self.at(&lower, at) {
                Some(length) => {
                    covered.push_str(MASK);
                    end = at + length;
                }
                None => covered.push(character),
            }
        }
        (end > 0).then_some(covered)
    }

    /// The length of the value that stands at a place, in bytes.
    #[inline]
    fn at(&self, lower: &str, at: usize) -> Option<usize> {
        let rest = lower.get(at..)?;
        let first = rest.bytes().next()?;
        let mut longest = None;
        for value in self.values.get(usize::from(first))? {
            let is_found = rest.starts_with(value.as_str())
                && (value.chars().count() >= SHORTEST_PART || is_word(lower, at, at + value.len()));
            if is_found && longest.is_none_or(|longest| longest < value.len()) {
                longest = Some(value.len());
            }
        }
        longest
    }
}

#[inline]
fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[inline]
fn form_decoded(text: &str) -> String {
    percent_decoded(&text.replace('+', " "))
}

/// A value as it stands in a JSON string, which may be in ASCII alone.
#[inline]
fn escaped(value: &str, in_ascii: bool) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    let json = json
        .strip_prefix('"')
        .and_then(|json| json.strip_suffix('"'));
    let mut escaped = String::new();
    for character in json.unwrap_or_default().chars() {
        if character.is_ascii() || !in_ascii {
            escaped.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing to a string does not fail.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

/// Whether no letter and no digit stands on either side.
#[inline]
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    ![before, after]
        .into_iter()
        .flatten()
        .any(char::is_alphanumeric)
}

/// What is left of an error that repeats a value.
struct MaskedError {
    text: String,
    source: Option<Box<Self>>,
}

impl fmt::Display for MaskedError {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for MaskedError {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(formatter)
    }
}

impl StdError for MaskedError {
    #[inline]
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.source.as_deref()?;
        Some(source)
    }
}
