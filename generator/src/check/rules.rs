//! What the table of objects cannot say: keys that need or exclude each other, and values that belong together.

use super::{content, lacks, paths, schema, value};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::dialect::table::{Kind, fields, styles};
use crate::load::Version;
use crate::node::{Map, Node};
use crate::source::Origin;

/// Reports what is wrong with an object besides its keys and their types.
pub(super) fn hold(version: Version, kind: Kind, map: &Map, sink: &mut Sink, origin: Origin) {
    match kind {
        Kind::Components => component_names(map, sink),
        Kind::Paths => paths::hold(map, sink),
        Kind::Responses => no_responses(map, sink, origin),
        Kind::Parameter => {
            content::one(kind, map, sink, origin);
            place(map, sink, origin);
        }
        Kind::Header => content::one(kind, map, sink, origin),
        Kind::ServerVariable => server_variable(version, map, sink),
        Kind::SecurityScheme => security_scheme(map, sink, origin),
        Kind::Schema => schema::hold(version, map, sink, origin),
        _ => {}
    }
}

fn no_responses(map: &Map, sink: &mut Sink, origin: Origin) {
    if map.iter().all(|(key, _)| key.starts_with("x-")) {
        let message = "`responses` is empty: an operation answers something";
        let help = "add a status such as `200` or `204`, or `default`";
        sink.push(Diagnostic::new(Code::MissingKey, origin, message).help(help));
    }
}

/// A reference to a component of another kind, which is read as if it were of the kind that belongs here.
pub(super) fn wrong_section(kind: Kind, map: &Map) -> Option<Diagnostic> {
    let node = map.get("$ref")?;
    let (section, name) = node
        .as_str()?
        .strip_prefix("#/components/")?
        .split_once('/')?;
    let sections = fields(Kind::Components);
    let found = sections.iter().find(|field| field.name == section)?;
    let fits = match found.expect {
        crate::dialect::table::Expect::Map(entry) => {
            *entry == crate::dialect::table::Expect::ObjectOrRef(kind)
        }
        _ => true,
    };
    if fits || name.contains('/') {
        return None;
    }
    let message = format!(
        "this refers to one of `{section}`, and {} belongs here",
        value::title(kind)
    );
    Some(Diagnostic::new(Code::UnknownValue, node.origin, message))
}

/// The characters that names of components are made of.
fn component_names(map: &Map, sink: &mut Sink) {
    let sections = fields(Kind::Components);
    let sections = sections.iter().filter_map(|field| map.get(field.name));
    for (name, node) in sections.filter_map(Node::as_map).flat_map(Map::iter) {
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        if name.is_empty() || !name.bytes().all(is_plain) {
            let message = format!("`{name}` is not a name that a component can have");
            let help = "names of components are made of letters, digits, `.`, `-` and `_`";
            sink.push(Diagnostic::new(Code::UnknownValue, node.origin, message).help(help));
        }
    }
}

fn server_variable(version: Version, map: &Map, sink: &mut Sink) {
    let Some((node, values)) = map
        .get("enum")
        .and_then(|node| Some((node, node.as_list()?)))
    else {
        return;
    };
    let default = map
        .get("default")
        .and_then(|node| Some((node, node.as_str()?)));
    if values.is_empty() {
        // 3.0 has no word on it.
        if version == Version::V31 {
            let message = "`enum` is empty: the variable has no value that it can take";
            let help = "leave `enum` out, and the variable takes any text";
            sink.push(Diagnostic::new(Code::UnknownValue, node.origin, message).help(help));
        }
    } else if let Some((node, default)) = default
        && !values.iter().any(|value| value.as_str() == Some(default))
    {
        let message = format!("the default `{default}` is not one of the variable's values");
        sink.push(Diagnostic::new(Code::UnknownValue, node.origin, message));
    }
}

fn security_scheme(map: &Map, sink: &mut Sink, origin: Origin) {
    let needed: &[&str] = match map.str("type") {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => &["flows"],
        Some("openIdConnect") => &["openIdConnectUrl"],
        _ => &[],
    };
    for key in needed.iter().filter(|key| map.get(key).is_none()) {
        sink.push(lacks(Kind::SecurityScheme, key, origin));
    }
}

/// What a parameter's place asks of it.
fn place(map: &Map, sink: &mut Sink, origin: Origin) {
    let Some(place) = map.str("in") else {
        return;
    };
    let required = map.get("required").and_then(Node::as_bool);
    if place == "path" && required != Some(true) {
        let message = "a parameter in the path is always required";
        let place = map.get("required").map_or(origin, |node| node.origin);
        sink.push(Diagnostic::new(Code::MissingKey, place, message).help("add `required: true`"));
    }
    let all = ["query", "path", "header", "cookie"];
    let known = all.iter().any(|place| {
        map.str("style")
            .is_some_and(|style| styles(place).contains(&style))
    });
    if let Some(node) = map.get("style")
        && let Some(style) = node.as_str()
        && known
        && !styles(place).contains(&style)
    {
        let message = format!("a parameter in `{place}` has no style `{style}`");
        let help = format!("it takes one of: {}", styles(place).join(", "));
        sink.push(Diagnostic::new(Code::UnknownValue, node.origin, message).help(help));
    }
}
