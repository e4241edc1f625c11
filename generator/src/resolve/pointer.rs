//! JSON pointers in references: `#/components/schemas/Pet`.

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::node::{Map, Node, Value};
use crate::source::{self, Origin};

/// References that one pointer may pass through on its way.
const HOPS: usize = 32;

/// What a pointer leads to.
pub(super) struct Found<'d> {
    pub(super) node: &'d Node,
    /// Section and name, if it is a component.
    pub(super) component: Option<(&'d str, &'d str)>,
    /// The words of its place, if it stands inside a component schema.
    pub(super) words: Option<Vec<String>>,
}

/// Why a reference leads nowhere.
pub(super) enum Problem {
    /// Another document.
    Foreign,
    /// A name given by `$anchor` or `$dynamicAnchor`.
    Anchor,
    /// The step that is not there, and a key like it.
    Missing { near: Option<String> },
    /// Not a pointer at all.
    Malformed,
}

impl Problem {
    pub(super) fn diagnostic(self, reference: &str, origin: Origin) -> Diagnostic {
        let (code, message, help) = match self {
            Problem::Foreign => (
                Code::ForeignRef,
                format!("`{reference}` is in another document, which is not read"),
                "copy what it describes into `components` and refer to it there".to_owned(),
            ),
            Problem::Anchor => (
                Code::Unsupported,
                format!("`{reference}` names an anchor, which is not followed"),
                "write the place as a JSON pointer, such as `#/components/schemas/Name`".to_owned(),
            ),
            Problem::Missing { near: Some(near) } => (
                Code::MissingRef,
                format!("`{reference}` leads nowhere"),
                format!("did you mean `{near}`?"),
            ),
            Problem::Missing { near: None } => (
                Code::MissingRef,
                format!("`{reference}` leads nowhere"),
                "add what it refers to, or correct the reference".to_owned(),
            ),
            Problem::Malformed => (
                Code::MissingRef,
                format!("`{reference}` is not a JSON pointer"),
                "a reference looks like `#/components/schemas/Name`".to_owned(),
            ),
        };
        Diagnostic::new(code, origin, message).help(help)
    }
}

/// Finds the node that a reference names.
pub(super) fn find<'d>(root: &'d Node, reference: &str) -> Result<Found<'d>, Problem> {
    if let Some(found) = component(root, reference) {
        return Ok(found);
    }
    let mut hops = HOPS;
    walk(root, reference, &mut hops)
}

/// What nearly all references name, if it is there: a component whose name has nothing to be decoded.
fn component<'d>(root: &'d Node, reference: &str) -> Option<Found<'d>> {
    let path = reference.strip_prefix("#/components/")?;
    let (section, name) = path.split_once('/')?;
    if name.contains(['/', '~', '%']) || section.contains(['~', '%']) {
        return None;
    }
    let section = root.as_map()?.get("components")?.as_map()?.entry(section);
    let (section, components) = section?;
    let (name, node) = components.as_map()?.entry(name)?;
    Some(Found {
        node,
        component: Some((section, name)),
        words: None,
    })
}

fn walk<'d>(root: &'d Node, reference: &str, hops: &mut usize) -> Result<Found<'d>, Problem> {
    let Some(fragment) = reference.strip_prefix('#') else {
        return Err(Problem::Foreign);
    };
    let fragment = percent_decode_str(fragment)
        .decode_utf8()
        .map_err(|_| Problem::Malformed)?;
    if fragment.is_empty() {
        return Ok(Found {
            node: root,
            component: None,
            words: None,
        });
    }
    let Some(path) = fragment.strip_prefix('/') else {
        return Err(Problem::Anchor);
    };
    let tokens: Vec<String> = path.split('/').map(source::unescaped).collect();
    let mut node = root;
    let mut keys: Vec<&'d str> = Vec::new();
    for (position, token) in tokens.iter().enumerate() {
        let (key, next) = match child(node, token) {
            Some(found) => found,
            None => through_reference(root, node, token, hops)
                .ok_or_else(|| missing(node, &tokens, position))?,
        };
        keys.push(key);
        node = next;
    }
    let component = match keys.as_slice() {
        ["components", section, name] => Some((*section, *name)),
        _ => None,
    };
    let words = match keys.as_slice() {
        ["components", "schemas", name, inside @ ..] if !inside.is_empty() => {
            Some(place(name, inside))
        }
        _ => None,
    };
    Ok(Found {
        node,
        component,
        words,
    })
}

/// The words of a place inside a schema: those that name what stands there when it is reached from outside in.
fn place(name: &str, inside: &[&str]) -> Vec<String> {
    let mut words = vec![name.to_owned()];
    let mut keys = inside.iter();
    while let Some(key) = keys.next() {
        match *key {
            "properties" | "$defs" | "definitions" => {
                words.extend(keys.next().map(|key| (*key).to_owned()));
            }
            "items" => words.push("Item".to_owned()),
            "additionalProperties" => words.push("Value".to_owned()),
            "allOf" => drop(keys.next()),
            other => words.push(other.trim_start_matches("x-internal-").to_owned()),
        }
    }
    words
}

fn child<'d>(node: &'d Node, token: &str) -> Option<(&'d str, &'d Node)> {
    match &node.value {
        Value::Map(map) => {
            let (key, node) =
                entry(map, token).or_else(|| entry(map, &format!("x-internal-{token}")))?;
            Some((key, node))
        }
        Value::List(items) => {
            let canonical = token == "0" || !token.starts_with(['0', '+']);
            let index: usize = token.parse().ok().filter(|_| canonical)?;
            items.get(index).map(|node| ("", node))
        }
        _ => None,
    }
}

fn entry<'d>(map: &'d Map, key: &str) -> Option<(&'d str, &'d Node)> {
    map.entry(key).map(|(key, node)| (&**key, node))
}

/// Tools in use resolve `#/components/schemas/A/properties/b` where `A` is itself a reference, and documents rely on it.
fn through_reference<'d>(
    root: &'d Node,
    node: &'d Node,
    token: &str,
    hops: &mut usize,
) -> Option<(&'d str, &'d Node)> {
    let mut at = node;
    loop {
        // A reference with siblings has become `allOf` with the reference first.
        let reference = at
            .str("$ref")
            .or_else(|| at.get("allOf")?.as_list()?.first()?.str("$ref"))?;
        *hops = hops.checked_sub(1)?;
        at = walk(root, reference, hops).ok()?.node;
        if let Some(found) = child(at, token) {
            return Some(found);
        }
    }
}

/// Says which step is missing, with the whole pointer as it may have been meant.
fn missing(node: &Node, tokens: &[String], position: usize) -> Problem {
    let token = tokens.get(position).map_or("", String::as_str);
    let keys = node.as_map().into_iter().flat_map(Map::iter);
    let near = nearest(token, keys.map(|(key, _)| &**key)).map(|key| {
        let mut meant = String::from("#");
        for (index, token) in tokens.iter().enumerate() {
            let token = if index == position { key } else { token };
            meant.push('/');
            meant.push_str(&source::escaped(token));
        }
        meant
    });
    Problem::Missing { near }
}
