//! What the value of a parameter or a header is: a schema, or a media type.

use super::lacks;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::dialect::table::Kind;
use crate::node::Map;
use crate::source::Origin;

/// A parameter or a header says what its value is with `schema`, or with `content` and one media type in it.
pub(super) fn one(kind: Kind, map: &Map, sink: &mut Sink, origin: Origin) {
    let content = map.get("content");
    let Some(content) = content else {
        if map.get("schema").is_none() {
            let lacking = lacks(kind, "schema", origin);
            sink.push(lacking.help("say what the value is, with `schema` or `content`"));
        }
        return;
    };
    for key in ["schema", "style", "explode", "allowReserved"] {
        if let Some(node) = map.get(key) {
            let message = format!("`{key}` and `content` exclude each other");
            sink.push(Diagnostic::new(Code::UnknownKey, node.origin, message));
        }
    }
    // Of parameters it is said what is sent instead.
    if kind == Kind::Header && content.as_map().is_some_and(|content| content.len() != 1) {
        let message = "`content` must have one media type here";
        sink.push(Diagnostic::new(Code::UnknownValue, content.origin, message));
    }
    for (name, node) in content.as_map().into_iter().flat_map(Map::iter) {
        if !name.starts_with("x-") && !is_media_type(name) {
            let message = format!("`{name}` is not a media type");
            let help = "a media type is written like `application/json`";
            sink.push(Diagnostic::new(Code::UnknownValue, node.origin, message).help(help));
        }
    }
}

fn is_media_type(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or_default().trim();
    essence
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

/// Whether a text is a token of HTTP, such as the name of a header or one half of a media type.
pub fn is_token(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_plain)
}
