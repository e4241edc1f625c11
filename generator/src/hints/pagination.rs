//! What the overlay says about lists that are answered page by page.

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::node::{Node, Value};
use crate::source::Origin;

/// What is said about the pages of an operation, before it is held against the operation.
#[derive(Clone, Debug)]
pub struct Hint {
    /// Where it is said.
    pub origin: Origin,
    /// What a mistake in it is: an error in our own vocabulary, something not understood in that of others.
    pub code: Code,
    /// How the next page is found.
    pub kind: Kind,
    /// The parameter that asks for it.
    pub parameter: Option<String>,
    /// The members that lead to the items.
    pub items: Vec<String>,
    /// The members that lead to the cursor or the URL of the next page.
    pub next: Option<Vec<String>>,
    /// The members that lead to whether there is a next page.
    pub more: Option<Vec<String>>,
}

/// How the next page is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The reply names its cursor, which a parameter takes.
    Cursor,
    /// A parameter takes the number of items so far.
    Offset,
    /// A parameter takes the number of the page, from 1.
    Page,
    /// The reply or its `Link` header names the URL.
    Link,
}

const KEY: &str = "x-sdk-pagination";
const KEYS: [&str; 5] = ["kind", "parameter", "items", "next", "more"];

/// How the pages of an operation follow each other: `x-sdk-pagination` is a map.
///
/// | key | value |
/// |---|---|
/// | `kind` | `cursor`, `offset`, `page` or `link` |
/// | `parameter` | the name of the parameter that takes the cursor, the number of items so far or the number of the page |
/// | `items` | the member of the reply that holds the items; without it the reply is the list |
/// | `next` | the member that holds the cursor, or the URL of the next page; without it a `link` stands in the `Link` header |
/// | `more` | a member that is `false` on the last page |
///
/// A member of a member is written `meta.next`, or `/meta/next` where names have dots of their own. Where there is no such map,
/// `x-dropshot-pagination` and `x-ms-pageable` are read.
pub fn pagination(node: &Node, sink: &mut Sink) -> Option<Hint> {
    match node.get(KEY) {
        Some(hint) => own(hint, sink),
        None => dropshot(node).or_else(|| pageable(node)),
    }
}

fn own(hint: &Node, sink: &mut Sink) -> Option<Hint> {
    let Some(map) = hint.as_map() else {
        return super::refuse(hint, KEY, "a map", sink);
    };
    for (key, value) in map.iter() {
        if !KEYS.contains(&&**key) {
            let message = format!("`{key}` is no key of `{KEY}`");
            let help = format!("the keys are {}", KEYS.join(", "));
            sink.push(Diagnostic::new(Code::BadHint, value.origin, message).help(help));
            return None;
        }
        if value.as_str().is_none_or(str::is_empty) {
            let message = format!("`{key}` of `{KEY}` takes a name");
            sink.push(Diagnostic::new(Code::BadHint, value.origin, message));
            return None;
        }
    }
    let kind = match hint.str("kind") {
        Some("cursor") => Kind::Cursor,
        Some("offset") => Kind::Offset,
        Some("page") => Kind::Page,
        Some("link") => Kind::Link,
        _ => {
            let place = hint.get("kind").unwrap_or(hint);
            let expected = "a `kind`: `cursor`, `offset`, `page` or `link`";
            return super::refuse(place, KEY, expected, sink);
        }
    };
    Some(Hint {
        origin: hint.origin,
        code: Code::BadHint,
        kind,
        parameter: hint.str("parameter").map(str::to_owned),
        items: hint.str("items").map(members).unwrap_or_default(),
        next: hint.str("next").map(members),
        more: hint.str("more").map(members),
    })
}

/// The members that a text names, outermost first.
fn members(text: &str) -> Vec<String> {
    let (names, separator) = match text.strip_prefix('/') {
        Some(names) => (names, '/'),
        None => (text, '.'),
    };
    names.split(separator).map(str::to_owned).collect()
}

/// Dropshot always calls the parts alike.
fn dropshot(node: &Node) -> Option<Hint> {
    let hint = node.get("x-dropshot-pagination")?;
    Some(Hint {
        origin: hint.origin,
        code: Code::Unsupported,
        kind: Kind::Cursor,
        parameter: Some("page_token".to_owned()),
        items: vec!["items".to_owned()],
        next: Some(vec!["next_page".to_owned()]),
        more: None,
    })
}

/// `AutoRest`'s extension: a member with the URL of the next page, or `null` where there is one page only.
fn pageable(node: &Node) -> Option<Hint> {
    let hint = node.get("x-ms-pageable")?;
    let next = hint.get("nextLinkName")?;
    if matches!(next.value, Value::Null) || hint.get("operationName").is_some() {
        return None;
    }
    Some(Hint {
        origin: hint.origin,
        code: Code::Unsupported,
        kind: Kind::Link,
        parameter: None,
        items: vec![hint.str("itemName").unwrap_or("value").to_owned()],
        next: Some(vec![next.as_str()?.to_owned()]),
        more: None,
    })
}
