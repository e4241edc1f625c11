//! The document as JSON, for queries.

use serde_json::Value as Json;

use crate::node::{Node, Value};

/// How deep a document may be for a query, and become by actions.
pub(super) const DEPTH: usize = 192;

/// The node as JSON; `None` if it is too deep.
pub(super) fn of(node: &Node) -> Option<Json> {
    convert(node, DEPTH)
}

fn convert(node: &Node, depth: usize) -> Option<Json> {
    let depth = depth.checked_sub(1)?;
    Some(match &node.value {
        Value::Null | Value::Unknown => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => {
            serde_json::from_str(&number.0).unwrap_or_else(|_| Json::String(number.0.to_string()))
        }
        Value::String(text) => Json::String(text.to_string()),
        Value::List(items) => {
            let items = items.iter().map(|item| convert(item, depth));
            Json::Array(items.collect::<Option<_>>()?)
        }
        Value::Map(map) => {
            let entries = map
                .iter()
                .map(|(key, node)| Some((key.to_string(), convert(node, depth)?)));
            Json::Object(entries.collect::<Option<_>>()?)
        }
    })
}
