//! Writes values with parts: the expansions of RFC 6570, which OpenAPI's styles stand for.

use serde::Serialize;

use super::plain::{self, Plain, Unwritable};

/// How the parts of a value are written.
pub struct Style {
    /// What stands before them.
    pub first: &'static str,
    /// What stands between parts that are spread out, or "exploded".
    pub between: &'static str,
    /// What stands between parts that share one value.
    pub within: &'static str,
    /// Whether a value stands behind the parameter's name.
    pub named: bool,
    /// What follows a name whose value is empty.
    pub empty: &'static str,
    /// Writes a name.
    pub name: Encode,
    /// Writes a part of the value.
    pub value: Encode,
}

/// Adds text to other text in such a way that it is not taken for punctuation.
pub type Encode = fn(&mut String, &str) -> Result<(), Unwritable>;

/// A value in this style, or `None` where nothing is to be written: `null`, an empty list, an object without members.
///
/// RFC 6570 says nothing about parts that have parts of their own. Here a list in a member of a spread-out object repeats that member's name;
/// anything deeper is JSON.
pub fn expand<T: Serialize + ?Sized>(
    style: &Style,
    name: &str,
    value: &T,
    exploded: bool,
) -> Result<Option<String>, Unwritable> {
    let mut parts: Vec<(Option<String>, String)> = Vec::new();
    let name = style.named.then(|| name.to_owned());
    match plain::of(value)? {
        Plain::Nothing => {}
        word @ (Plain::Bare(_) | Plain::Text(_)) => {
            parts.push((name, encoded(style, word)?));
        }
        Plain::List(items) if exploded => {
            for item in present(items) {
                parts.push((name.clone(), encoded(style, item)?));
            }
        }
        Plain::Members(members) if exploded => {
            for (name, value) in members {
                let values = match value {
                    Plain::List(items) => items,
                    value => vec![value],
                };
                for value in present(values) {
                    parts.push((Some(name.clone()), encoded(style, value)?));
                }
            }
        }
        Plain::List(items) => {
            let words: Result<Vec<_>, _> =
                present(items).map(|item| encoded(style, item)).collect();
            let words = words?;
            if !words.is_empty() {
                parts.push((name, words.join(style.within)));
            }
        }
        Plain::Members(members) => {
            let mut words = Vec::new();
            for (name, value) in members {
                if !matches!(value, Plain::Nothing) {
                    words.push(encoded(style, Plain::Text(name))?);
                    words.push(encoded(style, value)?);
                }
            }
            if !words.is_empty() {
                parts.push((name, words.join(style.within)));
            }
        }
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let parts: Result<Vec<_>, _> = parts.into_iter().map(|part| written(style, part)).collect();
    Ok(Some(format!(
        "{}{}",
        style.first,
        parts?.join(style.between)
    )))
}

#[inline]
fn present(items: Vec<Plain>) -> impl Iterator<Item = Plain> {
    items
        .into_iter()
        .filter(|item| !matches!(item, Plain::Nothing))
}

#[inline]
fn encoded(style: &Style, part: Plain) -> Result<String, Unwritable> {
    let mut text = String::new();
    (style.value)(&mut text, &part.into_word())?;
    Ok(text)
}

#[inline]
fn written(style: &Style, (name, value): (Option<String>, String)) -> Result<String, Unwritable> {
    let Some(name) = name else { return Ok(value) };
    let mut text = String::new();
    (style.name)(&mut text, &name)?;
    text.push_str(if value.is_empty() { style.empty } else { "=" });
    text.push_str(&value);
    Ok(text)
}
