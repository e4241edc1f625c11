//! Media types: what the client can make of a body.

use crate::node::{Map, Node};

/// What a body of some media type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Json,
    Form,
    Multipart,
    Text,
    Events,
    Lines,
    Bytes,
    /// A range that says nothing: the schema decides.
    Any,
}

/// JSON texts one after the other, by the names that are in use.
const LINES: [&str; 10] = [
    "application/json-lines",
    "application/json-seq",
    "application/jsonl",
    "application/jsonlines",
    "application/ndjson",
    "application/stream+json",
    "application/x-json-stream",
    "application/x-jsonl",
    "application/x-jsonlines",
    "application/x-ndjson",
];

/// Text although the type does not begin with `text/`.
const TEXTS: [&str; 9] = [
    "application/ecmascript",
    "application/graphql",
    "application/javascript",
    "application/sql",
    "application/toml",
    "application/x-javascript",
    "application/x-yaml",
    "application/xml",
    "application/yaml",
];

impl Kind {
    pub(super) fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        match essence.as_str() {
            "application/json" | "text/json" => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "text/event-stream" => Self::Events,
            "*/*" | "*" | "application/*" => Self::Any,
            other if LINES.contains(&other) || other.ends_with("+json-seq") => Self::Lines,
            other if other.ends_with("+json") => Self::Json,
            other if other.starts_with("multipart/") => Self::Multipart,
            other if other.starts_with("text/") || TEXTS.contains(&other) => Self::Text,
            other if other.ends_with("+xml") || other.ends_with("+yaml") => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// A media type without parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The media types of a request body or a response, JSON first, and the names among them that no header can carry.
pub(super) fn media_types(node: &Node) -> (Vec<(&str, &Node)>, Vec<&Node>) {
    let content = node.get("content").and_then(Node::as_map);
    let is_printable = |name: &str| {
        name.contains(['/', '*'])
            && name
                .bytes()
                .all(|byte| byte == b' ' || byte.is_ascii_graphic())
    };
    let (mut known, mut broken) = (Vec::new(), Vec::new());
    for (name, media) in content.into_iter().flat_map(Map::iter) {
        if is_printable(name) {
            known.push((&**name, media));
        } else {
            broken.push(media);
        }
    }
    known.sort_by_key(|(name, _)| Kind::of(name) != Kind::Json);
    (known, broken)
}
