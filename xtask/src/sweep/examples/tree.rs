//! A document as it was written, and as JSON.

use generator::diagnostic::Sink;
use generator::load;
use generator::node::{Node, Value as Tree};
use generator::source::{Origins, Sources};
use serde_json::{Map, Value};

/// A document as it was written, with the places of its nodes.
pub struct Written {
    /// The tree.
    pub root: Node,
    /// The places of its nodes.
    pub origins: Origins,
}

/// Reads a document.
pub fn read(name: &str, text: &str) -> Option<Written> {
    let (mut sources, mut origins) = (Sources::default(), Origins::default());
    let sink = &mut Sink::default();
    let root = load::document(name, text, &mut sources, &mut origins, sink)?;
    Some(Written { root, origins })
}

/// The whole document as JSON.
pub fn json(written: &Written) -> Value {
    value(&written.root)
}

/// A node as JSON. A text is never nested deeper than the generator reads it, which is far less than a stack holds.
pub fn value(node: &Node) -> Value {
    match &node.value {
        Tree::Null | Tree::Unknown => Value::Null,
        Tree::Bool(flag) => Value::Bool(*flag),
        Tree::Number(number) => serde_json::from_str(&number.0).unwrap_or(Value::Null),
        Tree::String(text) => Value::String(text.to_string()),
        Tree::List(items) => Value::Array(items.iter().map(value).collect()),
        Tree::Map(map) => {
            let entries = map.iter().map(|(key, node)| (key.to_string(), value(node)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}
