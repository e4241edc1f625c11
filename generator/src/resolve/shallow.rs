//! One node as JSON for `openapiv3`: what is inside it, but no object that it could be read apart from.

use serde_json::{Map, Value as Json};

use crate::dialect::table::{Expect, Kind, Need, expected, fields};
use crate::node::{Node, Number, Value};

/// How deep a value of the document's own, such as an example, is handed on.
const DEPTH: usize = 256;

/// The object `node` as JSON. Objects that a reference may stand for are placeholders; what `check` refused is missing.
pub(super) fn object(kind: Kind, node: &Node) -> Json {
    let mut result = Map::new();
    let entries = node.as_map().into_iter().flat_map(crate::node::Map::iter);
    for (key, child) in entries {
        // `openapiv3` has no callback that is a reference.
        if kind == Kind::Operation && &**key == "callbacks" {
            continue;
        }
        let expect = match expected(kind, key) {
            Some(expect) => expect,
            None if key.starts_with("x-") => Expect::Anything,
            None => continue,
        };
        if let Some(value) = value(expect, child) {
            result.insert(key.to_string(), value);
        }
    }
    fill(kind, &mut result);
    Json::Object(result)
}

/// `openapiv3` fails as a whole where a required key is missing; `check` has reported that.
fn fill(kind: Kind, object: &mut Map<String, Json>) {
    for field in fields(kind) {
        if field.need == Need::Optional || object.contains_key(field.name) {
            continue;
        }
        let empty = match field.expect {
            Expect::Text | Expect::Name => Json::String(String::new()),
            Expect::Object(_) | Expect::Map(_) => Json::Object(Map::new()),
            _ => continue,
        };
        object.insert(field.name.to_owned(), empty);
    }
    let has_value = object.contains_key("schema") || object.contains_key("content");
    if matches!(kind, Kind::Parameter | Kind::Header) && !has_value {
        object.insert("schema".to_owned(), placeholder());
    }
    if kind == Kind::Parameter && !style_fits(object) {
        object.remove("style");
    }
}

/// Whether the style is one that parameters in this place have.
fn style_fits(object: &Map<String, Json>) -> bool {
    let text = |key: &str| object.get(key).and_then(Json::as_str);
    let Some(style) = text("style") else {
        return true;
    };
    let styles: &[&str] = match text("in") {
        Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Some("path") => &["simple", "label", "matrix"],
        Some("header") => &["simple"],
        _ => &["form"],
    };
    styles.contains(&style)
}

fn placeholder() -> Json {
    let mut object = Map::new();
    object.insert("$ref".to_owned(), Json::String("#".to_owned()));
    Json::Object(object)
}

/// The recursion ends: kinds that hold themselves are placeholders.
fn value(expect: Expect, node: &Node) -> Option<Json> {
    match (expect, &node.value) {
        (Expect::Object(kind), Value::Map(_)) => Some(object(kind, node)),
        (Expect::ObjectOrRef(_) | Expect::FlagOrSchema, Value::Map(_)) => Some(placeholder()),
        (Expect::List(item), Value::List(items)) => {
            let items = items.iter().filter_map(|node| value(*item, node));
            Some(Json::Array(items.collect()))
        }
        (Expect::Map(entry), Value::Map(map)) => {
            let entries = map
                .iter()
                .filter_map(|(key, node)| Some((key.to_string(), value(*entry, node)?)));
            Some(Json::Object(entries.collect()))
        }
        (Expect::Count, Value::Number(number)) => count(number).map(Json::from),
        (Expect::Flag | Expect::FlagOrSchema, Value::Bool(flag)) => Some(Json::Bool(*flag)),
        (Expect::Text | Expect::Name | Expect::Word(_), Value::String(text)) => {
            Some(Json::String(text.to_string()))
        }
        (Expect::Number, Value::Number(number)) => json_number(number),
        (Expect::Anything, _) => anything(node, DEPTH),
        _ => None,
    }
}

/// Any value as JSON; numbers that JSON numbers do not hold are strings. `None` below the depth that is handed on.
pub(super) fn anything(node: &Node, depth: usize) -> Option<Json> {
    let depth = depth.checked_sub(1)?;
    Some(match &node.value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => {
            json_number(number).unwrap_or_else(|| Json::String(number.0.to_string()))
        }
        Value::String(text) => Json::String(text.to_string()),
        Value::List(items) => {
            let items = items.iter().filter_map(|node| anything(node, depth));
            Json::Array(items.collect())
        }
        Value::Map(map) => {
            let entries = map
                .iter()
                .filter_map(|(key, node)| Some((key.to_string(), anything(node, depth)?)));
            Json::Object(entries.collect())
        }
        Value::Unknown => return None,
    })
}

/// `None` for a number that neither 64 bits nor a double hold.
fn json_number(number: &Number) -> Option<Json> {
    if let Ok(value) = number.0.parse::<u64>() {
        return Some(value.into());
    }
    if let Ok(value) = number.0.parse::<i64>() {
        return Some(value.into());
    }
    let value = number.0.parse::<f64>().ok()?;
    serde_json::Number::from_f64(value).map(Json::Number)
}

/// A count, also where it is written as `2.0`; `None` if no `usize` holds it.
fn count(number: &Number) -> Option<usize> {
    if let Ok(value) = number.0.parse() {
        return Some(value);
    }
    let value = number.0.parse::<f64>().ok()?;
    // Beyond 2^53 a double is not exact, and no text or list is so long.
    if !(0.0..=9_007_199_254_740_992.0).contains(&value) {
        return None;
    }
    format!("{value:.0}").parse().ok()
}
