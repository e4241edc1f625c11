//! One schema, from the spelling of 3.1 to that of 3.0.

use std::cmp::Ordering;
use std::sync::Arc;

use super::table::ANNOTATIONS;
use super::{CARRIED, CONST, Context, NEVER, NULL, TYPES, internal, members};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Version;
use crate::node::{Map, Node, Number, Value};
use crate::source::Origin;

/// Rewrites the schema itself; the schemas inside it are rewritten in their turn.
pub(super) fn rewrite(context: &mut Context<'_>, node: &mut Node) {
    let origin = node.origin;
    if let Value::Bool(any) = node.value {
        context.later(origin, "a schema that is `true` or `false`");
        let mut map = Map::default();
        if !any {
            set(&mut map, NEVER, origin);
        }
        node.value = Value::Map(map);
        return;
    }
    let Value::Map(map) = &mut node.value else {
        return;
    };
    reserved(context, map);
    earlier(context, map);
    // A member that moves out brings keywords of its own, so the first steps are taken again; each time a level is gone.
    loop {
        carry(context, map);
        reference(context, map, origin);
        if map.get("$ref").is_some() {
            return;
        }
        let moved = ["oneOf", "anyOf"]
            .iter()
            .any(|keyword| members::without_null(context, map, keyword, origin));
        if !moved {
            break;
        }
    }
    types(context, map);
    constant(context, map, origin);
    enumeration(map, origin);
    bound(
        context,
        map,
        "exclusiveMinimum",
        "minimum",
        Ordering::Greater,
    );
    bound(context, map, "exclusiveMaximum", "maximum", Ordering::Less);
    example(map);
    content(map, origin);
}

/// Sets a flag of a schema.
pub(super) fn set(map: &mut Map, key: &str, origin: Origin) {
    let value = Value::Bool(true);
    map.insert(key, Node { value, origin });
}

/// The keys that only this stage writes must not come from outside.
pub(super) fn reserved(context: &mut Context<'_>, map: &mut Map) {
    let foreign: Vec<Arc<str>> = map
        .iter()
        .filter(|(key, _)| key.starts_with("x-internal-"))
        .map(|(key, _)| Arc::clone(key))
        .collect();
    if foreign.is_empty() {
        return;
    }
    for (key, node) in std::mem::take(map).into_entries() {
        if key.starts_with("x-internal-") {
            let message = format!("`{key}` has a prefix that the generator keeps for itself");
            let diagnostic = Diagnostic::new(Code::UnknownKey, node.origin, message);
            context.sink.push(diagnostic.help("rename the key"));
        } else {
            map.insert(key, node);
        }
    }
}

/// Notes what 3.1 says in another way.
fn earlier(context: &mut Context<'_>, map: &Map) {
    if let Some(node) = map.get("nullable") {
        context.earlier(node.origin, "`nullable`", "`null` among the types");
    }
    for key in ["exclusiveMinimum", "exclusiveMaximum"] {
        if let Some(node) = map.get(key).filter(|node| node.as_bool().is_some()) {
            let spelling = format!("`{key}` without a number");
            context.earlier(node.origin, &spelling, &format!("the bound under `{key}`"));
        }
    }
}

/// Keywords that 3.0 does not have move under keys of our own.
fn carry(context: &mut Context<'_>, map: &mut Map) {
    let carried = |key: &str| CARRIED.contains(&key);
    if let Some(node) = map.get("$defs") {
        context.later(node.origin, "`$defs`");
    }
    if !map.iter().any(|(key, _)| carried(key)) {
        return;
    }
    for (key, node) in std::mem::take(map).into_entries() {
        if carried(&key) {
            context.later(node.origin, &format!("`{key}`"));
            map.insert(internal(&key), node);
        } else {
            map.insert(key, node);
        }
    }
}

/// 3.0 ignores what stands beside a reference; in 3.1 it counts, which 3.0 says with `allOf`.
fn reference(context: &Context<'_>, map: &mut Map, origin: Origin) {
    let constrains = |key: &str| {
        key != "$ref"
            && !key.starts_with("x-sdk-")
            && !ANNOTATIONS.contains(&key)
            && !is_extension(key)
    };
    if context.version == Version::V30
        || map.get("$ref").is_none()
        || !map.iter().any(|(key, _)| constrains(key))
    {
        return;
    }
    let Some(target) = map.remove("$ref") else {
        return;
    };
    let mut reference = Map::default();
    reference.insert("$ref", target);
    let reference = Node {
        value: Value::Map(reference),
        origin,
    };
    match map.get_mut("allOf").map(|node| &mut node.value) {
        Some(Value::List(items)) => items.insert(0, reference),
        Some(_) => {}
        None => {
            let value = Value::List(vec![reference]);
            map.insert("allOf", Node { value, origin });
        }
    }
}

fn is_extension(key: &str) -> bool {
    key.starts_with("x-") && !key.starts_with("x-internal-")
}

/// A list of types: one that is `null` becomes `nullable`, one that remains becomes `type`, several are carried.
fn types(context: &mut Context<'_>, map: &mut Map) {
    let Some(node) = map.get("type") else {
        return;
    };
    let origin = node.origin;
    let names = match &node.value {
        Value::String(name) if **name == *"null" => {
            context.later(origin, "the type `null`");
            only_null(map, origin);
            return;
        }
        Value::List(names) if !names.is_empty() => names.clone(),
        _ => return,
    };
    context.later(origin, "a list of types");
    let all = names.len();
    let mut rest: Vec<Node> = Vec::new();
    for name in names {
        let null = matches!(name.value, Value::Null) || name.as_str() == Some("null");
        let repeated = rest
            .iter()
            .any(|other| other.as_str().is_some() && other.as_str() == name.as_str());
        if !null && !repeated && rest.len() < 8 {
            rest.push(name);
        } else if null {
            set(map, "nullable", origin);
        }
    }
    match rest.len() {
        0 if all > 0 => only_null(map, origin),
        1 => {
            if let (Some(node), Some(name)) = (map.get_mut("type"), rest.pop()) {
                *node = name;
            }
        }
        _ => {
            map.remove("type");
            let value = Value::List(rest);
            map.insert(TYPES, Node { value, origin });
        }
    }
}

/// Makes the schema one whose only value is `null`.
fn only_null(map: &mut Map, origin: Origin) {
    map.remove("type");
    set(map, "nullable", origin);
    set(map, NULL, origin);
}

fn constant(context: &mut Context<'_>, map: &mut Map, origin: Origin) {
    let Some(value) = map.remove("const") else {
        return;
    };
    context.later(value.origin, "`const`");
    if matches!(value.value, Value::Null) {
        map.remove("enum");
        only_null(map, value.origin);
        return;
    }
    let place = value.origin;
    let value = Value::List(vec![value]);
    map.insert(
        "enum",
        Node {
            value,
            origin: place,
        },
    );
    set(map, CONST, origin);
}

/// `null` among the values of `enum` says that the schema is nullable; documents leave out the rest of saying so.
fn enumeration(map: &mut Map, origin: Origin) {
    let Some(Value::List(values)) = map.get_mut("enum").map(|node| &mut node.value) else {
        return;
    };
    let all = values.len();
    values.retain(|value| !matches!(value.value, Value::Null));
    let (left, null) = (values.len(), values.len() < all);
    if left == 0 && null {
        map.remove("enum");
        only_null(map, origin);
    } else if null {
        set(map, "nullable", origin);
    }
}

/// A bound that is itself not allowed: in 3.0 a flag beside the bound. Where both bounds stand, the tighter one counts.
fn bound(
    context: &mut Context<'_>,
    map: &mut Map,
    exclusive: &str,
    plain: &str,
    tighter: Ordering,
) {
    let Some(node) = map.get(exclusive) else {
        return;
    };
    let Value::Number(number) = &node.value else {
        return;
    };
    let origin = node.origin;
    let keeps_plain = match map.get(plain).map(|node| &node.value) {
        Some(Value::Number(other)) => compare(other, number) == Some(tighter),
        _ => false,
    };
    context.later(origin, &format!("`{exclusive}` with a number"));
    let Some(node) = map.remove(exclusive) else {
        return;
    };
    if !keeps_plain {
        map.insert(plain, node);
        set(map, exclusive, origin);
    }
}

fn compare(one: &Number, other: &Number) -> Option<Ordering> {
    if let (Ok(one), Ok(other)) = (one.0.parse::<i128>(), other.0.parse::<i128>()) {
        return Some(one.cmp(&other));
    }
    let one = one.0.parse::<f64>().ok()?;
    one.partial_cmp(&other.0.parse::<f64>().ok()?)
}

/// The first of several examples is `example`; the list is carried only if it has more.
fn example(map: &mut Map) {
    let key = internal("examples");
    let Some(Value::List(items)) = map.get(&key).map(|node| &node.value) else {
        return;
    };
    let (first, more) = (items.first().cloned(), items.len() > 1);
    if !more {
        map.remove(&key);
    }
    if let Some(first) = first
        && map.get("example").is_none()
    {
        map.insert("example", first);
    }
}

/// Encoded and binary strings, which 3.0 says with `format`.
fn content(map: &mut Map, origin: Origin) {
    let encoding = internal("contentEncoding");
    let media = internal("contentMediaType");
    let (keyword, format) = if map.str(&encoding) == Some("base64") {
        (&encoding, "byte")
    } else if map.get(&encoding).is_none() && map.str(&media) == Some("application/octet-stream") {
        (&media, "binary")
    } else {
        return;
    };
    let text = map.str("type") == Some("string");
    let untyped = map.get("type").is_none() && map.get(TYPES).is_none();
    let free = map.str("format").is_none_or(|other| other == format);
    if !free || !(text || untyped) {
        return;
    }
    let place = map.remove(keyword).map_or(origin, |node| node.origin);
    for (key, text) in [("type", "string"), ("format", format)] {
        if map.get(key).is_none() {
            let value = Value::String(text.into());
            map.insert(
                key,
                Node {
                    value,
                    origin: place,
                },
            );
        }
    }
}
