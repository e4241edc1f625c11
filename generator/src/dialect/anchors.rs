//! Places that have a name: a reference to `$anchor` becomes one to its place.

use std::collections::HashMap;

use crate::node::{Node, Value};
use crate::source;

/// Rewrites every reference to a name as one to the place that has it; one that nobody has stays as it is.
pub(super) fn resolve(document: &mut Node) {
    let places = places(document);
    if places.is_empty() {
        return;
    }
    let mut work = vec![document];
    while let Some(node) = work.pop() {
        match &mut node.value {
            Value::List(items) => work.extend(items),
            Value::Map(map) => {
                for (key, node) in map.iter_mut() {
                    let place = node.as_str().and_then(|text| places.get(text));
                    match place {
                        Some(place) if &**key == "$ref" => {
                            node.value = Value::String(place.as_str().into());
                        }
                        _ => work.push(node),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Unknown => {
            }
        }
    }
}

/// The pointer of each name, both as a reference writes them. Of two places with one name the first counts.
fn places(document: &Node) -> HashMap<String, String> {
    let mut steps: Vec<(usize, String)> = vec![(0, "#".to_owned())];
    let mut places = HashMap::new();
    let mut work = vec![(document, 0)];
    while let Some((node, at)) = work.pop() {
        let from = work.len();
        match &node.value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    push(&mut work, &mut steps, item, at, &index.to_string());
                }
            }
            Value::Map(map) => {
                if let Some(name) = map.str("$anchor") {
                    let place = pointer(&steps, at);
                    places.entry(format!("#{name}")).or_insert(place);
                }
                for (key, child) in map.iter() {
                    push(&mut work, &mut steps, child, at, key);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Unknown => {
            }
        }
        if let Some(added) = work.get_mut(from..) {
            added.reverse();
        }
    }
    places
}

fn push<'n>(
    work: &mut Vec<(&'n Node, usize)>,
    steps: &mut Vec<(usize, String)>,
    child: &'n Node,
    parent: usize,
    key: &str,
) {
    if matches!(child.value, Value::List(_) | Value::Map(_)) {
        steps.push((parent, source::escaped(key)));
        work.push((child, steps.len() - 1));
    }
}

/// The way from the root: each step knows the one before it.
fn pointer(steps: &[(usize, String)], at: usize) -> String {
    let mut keys = Vec::new();
    let mut at = at;
    while let Some((parent, key)) = steps.get(at) {
        keys.push(key.replace('%', "%25"));
        if at == 0 {
            break;
        }
        at = *parent;
    }
    keys.reverse();
    keys.join("/")
}
