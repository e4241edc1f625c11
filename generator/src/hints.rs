//! What the SDK decides on top of a document: the keys that begin with `x-sdk-`.
//!
//! | key | stands on | value |
//! |---|---|---|
//! | `x-sdk-name` | operation, schema, property, parameter, tag, server | the words of its Rust name |
//! | `x-sdk-sensitive` | property, parameter, schema | `true`: the value is never shown by `Debug` |
//! | `x-sdk-aliases` | operation | other names that a reader may search for |
//! | `x-sdk-wire-aliases` | property | other spellings of its name that a reply may use |
//! | `x-sdk-repeatable` | operation | whether sending it twice is harmless; without it the method decides |
//! | `x-sdk-lockout` | operation | statuses that lock the caller out for a while: never sent again after one of them |
//! | `x-sdk-client-parameter` | parameter | `{ environment: NAME }`: set once on the client, or from that variable |
//! | `x-sdk-environment` | security scheme, server | the environment variables that hold its parts |
//! | `x-sdk-body-limit` | document root | the most bytes that the client reads of one reply |
//! | `x-sdk-tag-features` | document root | whether each tag has a Cargo feature; without it, from 50 operations on |
//! | `x-sdk-pagination` | operation | how its pages follow each other, see [`pagination::pagination`] |
//! | `x-sdk-omit` | operation, property, parameter | `true`: not part of the client |

pub mod pagination;

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::node::{Node, Value};

/// Every key of the vocabulary.
pub const KEYS: [&str; 12] = [
    "x-sdk-name",
    "x-sdk-sensitive",
    "x-sdk-aliases",
    "x-sdk-wire-aliases",
    "x-sdk-repeatable",
    "x-sdk-lockout",
    "x-sdk-client-parameter",
    "x-sdk-environment",
    "x-sdk-body-limit",
    "x-sdk-tag-features",
    "x-sdk-pagination",
    "x-sdk-omit",
];

/// Reports every key that an overlay adds, that looks like ours and is not. Documents have keys of their own with that prefix.
pub fn check(overlay: &Node, sink: &mut Sink) {
    let actions = overlay
        .get("actions")
        .and_then(Node::as_list)
        .unwrap_or_default();
    let mut work: Vec<&Node> = actions
        .iter()
        .filter_map(|action| action.get("update"))
        .collect();
    while let Some(node) = work.pop() {
        match &node.value {
            Value::List(items) => work.extend(items),
            Value::Map(map) => {
                for (key, value) in map.iter() {
                    if key.starts_with("x-sdk-") && !KEYS.contains(&&**key) {
                        let message = format!("`{key}` is no key of the SDK's vocabulary");
                        let help = format!("the keys are {}", KEYS.join(", "));
                        sink.push(Diagnostic::new(Code::BadHint, value.origin, message).help(help));
                    }
                    work.push(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Unknown => {
            }
        }
    }
}

/// The name that the overlay gives to a thing.
pub fn name(node: &Node, sink: &mut Sink) -> Option<String> {
    let hint = node.get("x-sdk-name")?;
    match hint.as_str() {
        Some(name) if name.chars().any(char::is_alphanumeric) => Some(name.to_owned()),
        _ => refuse(
            hint,
            "x-sdk-name",
            "a name with at least one letter or digit",
            sink,
        ),
    }
}

/// Whether a flag is set.
pub fn flag(node: &Node, key: &str, sink: &mut Sink) -> Option<bool> {
    let hint = node.get(key)?;
    hint.as_bool()
        .or_else(|| refuse(hint, key, "`true` or `false`", sink))
}

/// A list of strings; empty where there is none.
pub fn strings(node: &Node, key: &str, sink: &mut Sink) -> Vec<String> {
    let Some(hint) = node.get(key) else {
        return Vec::new();
    };
    let items = hint.as_list().and_then(|items| {
        items
            .iter()
            .map(|item| item.as_str().map(str::to_owned))
            .collect::<Option<Vec<_>>>()
    });
    items
        .or_else(|| refuse(hint, key, "a list of strings", sink))
        .unwrap_or_default()
}

/// A list of statuses; empty where there is none.
pub fn statuses(node: &Node, key: &str, sink: &mut Sink) -> Vec<u16> {
    let Some(hint) = node.get(key) else {
        return Vec::new();
    };
    let status = |item: &Node| match &item.value {
        Value::Number(number) => number
            .0
            .parse()
            .ok()
            .filter(|code| (400..600).contains(code)),
        _ => None,
    };
    let items = hint
        .as_list()
        .and_then(|items| items.iter().map(status).collect::<Option<Vec<u16>>>());
    items
        .or_else(|| refuse(hint, key, "a list of statuses from 400 to 599", sink))
        .unwrap_or_default()
}

/// A whole number of bytes.
pub fn bytes(node: &Node, key: &str, sink: &mut Sink) -> Option<u64> {
    let hint = node.get(key)?;
    let number = match &hint.value {
        Value::Number(number) => number.0.parse().ok(),
        _ => None,
    };
    number.or_else(|| refuse(hint, key, "a whole number of bytes", sink))
}

/// A map of strings; `None` where there is none. `true` stands for an empty one.
pub fn table(node: &Node, key: &str, sink: &mut Sink) -> Option<Vec<(String, String)>> {
    let hint = node.get(key)?;
    if hint.as_bool() == Some(true) {
        return Some(Vec::new());
    }
    let entries = hint.as_map().and_then(|map| {
        let entry = |(key, value): (&std::sync::Arc<str>, &Node)| {
            Some((key.to_string(), value.as_str()?.to_owned()))
        };
        map.iter().map(entry).collect::<Option<Vec<_>>>()
    });
    entries.or_else(|| refuse(hint, key, "a map of strings", sink))
}

fn refuse<T>(hint: &Node, key: &str, expected: &str, sink: &mut Sink) -> Option<T> {
    sink.push(Diagnostic::new(
        Code::BadHint,
        hint.origin,
        format!("`{key}` takes {expected}"),
    ));
    None
}
