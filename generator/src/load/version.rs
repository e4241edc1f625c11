//! Which OpenAPI a document is written in.

use crate::diagnostic::{Code, Diagnostic, Sink, nearest};
use crate::node::{Node, Value};

/// The versions that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 3.0.x
    V30,
    /// 3.1.x, and 3.2.x as far as it is the same.
    V31,
}

/// The version that a document names.
pub fn version(root: &Node) -> Option<Version> {
    match &*text(root.get("openapi")?)? {
        text if is(text, "3.0") => Some(Version::V30),
        text if is(text, "3.1") || is(text, "3.2") => Some(Version::V31),
        _ => None,
    }
}

/// Whether the document is of a version that is read; says so if not.
pub(super) fn gate(root: &Node, sink: &mut Sink) -> bool {
    let Some(node) = root.get("openapi") else {
        sink.push(not_openapi(root));
        return false;
    };
    let Some(written) = text(node) else {
        let message = "`openapi` must be a version such as `3.1.0`";
        sink.push(Diagnostic::new(
            Code::UnsupportedVersion,
            node.origin,
            message,
        ));
        return false;
    };
    if is(&written, "3.2") {
        let message = "OpenAPI 3.2 is read as 3.1: what is new in it is named where it stands";
        sink.push(Diagnostic::new(Code::Unsupported, node.origin, message));
    }
    if version(root).is_some() {
        // `3.1` is written by many and means no other document.
        if written.split('.').count() < 3 {
            let message = format!("`{written}` is no whole version of OpenAPI");
            let help = format!("write `{written}.0`");
            let diagnostic = Diagnostic::new(Code::UnknownValue, node.origin, message);
            sink.push(diagnostic.help(help));
        }
        return true;
    }
    let message = format!("OpenAPI `{written}` is not a version that can be read");
    sink.push(
        Diagnostic::new(Code::UnsupportedVersion, node.origin, message)
            .help("versions 3.0 and 3.1 are read"),
    );
    false
}

fn not_openapi(root: &Node) -> Diagnostic {
    if let Some(node) = root.get("swagger") {
        let written = text(node).unwrap_or_else(|| "2.0".into());
        let message = format!("this is a Swagger {written} document");
        return Diagnostic::new(Code::UnsupportedVersion, node.origin, message).help(
            "convert it to OpenAPI 3.0 first: editors and command line tools for OpenAPI do that",
        );
    }
    let keys = root.as_map().into_iter().flat_map(crate::node::Map::iter);
    let near = nearest("openapi", keys.clone().map(|(key, _)| &**key));
    let place = near.and_then(|key| root.get(key)).unwrap_or(root);
    let help = match near {
        Some(key) => format!("did you mean `openapi` instead of `{key}`?"),
        None => "a document starts with its version, such as `openapi: 3.1.0`".into(),
    };
    Diagnostic::new(
        Code::NotOpenApi,
        place.origin,
        "this is not an OpenAPI document: the key `openapi` is missing",
    )
    .help(help)
}

fn text(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.0.to_string()),
        _ => None,
    }
}

fn is(text: &str, minor: &str) -> bool {
    text.strip_prefix(minor)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}
