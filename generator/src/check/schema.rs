//! What the keywords of one schema ask of each other.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::load::Version;
use crate::node::{Map, Node, Value};
use crate::source::Origin;

/// Reports what is wrong with a schema besides its keys and their types.
pub(super) fn hold(version: Version, map: &Map, sink: &mut Sink, origin: Origin) {
    if map.str("type") == Some("array") {
        items(map, sink, origin);
    }
    for key in ["allOf", "oneOf", "anyOf", "required", "enum"] {
        // 3.1 lets the last two be empty.
        let may_be_empty = version == Version::V31 && matches!(key, "required" | "enum");
        if let Some(node) = map.get(key)
            && node.as_list().is_some_and(<[Node]>::is_empty)
            && !may_be_empty
        {
            let message = format!("`{key}` is an empty list, which says nothing");
            let help = format!("leave `{key}` out, or put something into it");
            sink.push(Diagnostic::new(Code::UnknownValue, node.origin, message).help(help));
        }
    }
    for key in ["required", "enum"] {
        once(key, map, sink);
    }
    default(map, sink);
}

fn items(map: &Map, sink: &mut Sink, origin: Origin) {
    let elsewhere = [
        "items",
        "allOf",
        "oneOf",
        "anyOf",
        "x-internal-prefixItems",
        "x-internal-contains",
    ];
    if !elsewhere.iter().any(|key| map.get(key).is_some()) {
        let message = "this array does not say what its items are: `items` is missing";
        let diagnostic = Diagnostic::new(Code::MissingKey, origin, message);
        sink.push(diagnostic.help("add `items`, or `items: {}` for any values"));
    }
}

/// Nothing stands twice in these lists.
fn once(key: &str, map: &Map, sink: &mut Sink) {
    let items = map.get(key).and_then(Node::as_list).unwrap_or_default();
    let mut seen = HashSet::new();
    for item in items {
        let Value::String(text) = &item.value else {
            continue;
        };
        if !seen.insert(text) {
            let message = format!("`{text}` stands in `{key}` twice");
            sink.push(Diagnostic::new(Code::UnknownValue, item.origin, message));
        }
    }
}

/// A default is a value that the schema allows, as far as its type and its enum say.
fn default(map: &Map, sink: &mut Sink) {
    let Some(node) = map.get("default") else {
        return;
    };
    let found = match &node.value {
        Value::Bool(_) => "boolean",
        Value::Number(number)
            if number
                .0
                .parse::<f64>()
                .is_ok_and(|value| value.fract() == 0.0) =>
        {
            "integer"
        }
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::List(_) => "array",
        Value::Map(_) => "object",
        // `null` is the default of many schemas that forget to say `nullable`.
        Value::Null | Value::Unknown => return,
    };
    let fits = match map.str("type") {
        None => true,
        Some("number") => matches!(found, "integer" | "number"),
        Some(kind) => kind == found,
    };
    if let (Some(kind), false) = (map.str("type"), fits) {
        let message = format!("this default is of the type `{found}`, the schema of `{kind}`");
        sink.push(Diagnostic::new(Code::UnknownValue, node.origin, message));
        return;
    }
    let values = map.get("enum").and_then(Node::as_list);
    if let (Some(default), Some(values)) = (node.as_str(), values)
        && !values.iter().any(|value| value.as_str() == Some(default))
    {
        let message = format!("the default `{default}` is not one of the values of `enum`");
        sink.push(Diagnostic::new(Code::UnknownValue, node.origin, message));
    }
}

/// A pattern that the client's engine does not read is reported, and then read by nobody.
pub(super) fn pattern(map: &mut Map, sink: &mut Sink) {
    let Some(node) = map.get_mut("pattern") else {
        return;
    };
    let Some(pattern) = node.as_str() else {
        return;
    };
    if let Some(flags) = inline_flags(pattern) {
        let message = format!("`{flags}` is nothing in the regular expressions of ECMA-262");
        let help = "it is read as flags for what follows: other tools refuse the `pattern`";
        sink.push(Diagnostic::new(Code::UnknownValue, node.origin, message).help(help));
    }
    if let Err(problem) = regex_lite::Regex::new(pattern) {
        let message = format!("the client cannot check this `pattern`: {problem}");
        let diagnostic = Diagnostic::new(Code::PatternUnchecked, node.origin, message);
        sink.push(diagnostic.help("the server still checks it"));
        node.value = Value::Unknown;
    }
}

/// Flags in the middle of a pattern, as Java and Perl have them: `(?i)`.
fn inline_flags(pattern: &str) -> Option<&str> {
    let mut is_class = false;
    let mut marks = pattern.char_indices();
    while let Some((at, mark)) = marks.next() {
        match mark {
            '\\' => {
                marks.next();
            }
            '[' => is_class = true,
            ']' => is_class = false,
            '(' if !is_class => {
                let group = pattern.get(at..)?;
                let flags = group.split_inclusive(')').next()?;
                let letters = flags
                    .strip_prefix("(?")
                    .and_then(|rest| rest.strip_suffix(')'));
                let is_flag = |letter: char| letter.is_ascii_alphabetic() || letter == '-';
                if letters
                    .is_some_and(|letters| !letters.is_empty() && letters.chars().all(is_flag))
                {
                    return Some(flags);
                }
            }
            _ => {}
        }
    }
    None
}
