//! Merging an update into a node.

use std::collections::HashSet;
use std::sync::Arc;

use crate::node::{Map, Node, Value};
use crate::source::Origin;

/// Merges as the standard says: maps key by key, entries are appended to lists, single values are replaced. Anything else
/// does not go together, and the place of the update's part that does not is returned.
pub(super) fn into_target(target: &mut Node, update: &Node) -> Result<(), Origin> {
    if let Value::List(items) = &mut target.value
        && !matches!(update.value, Value::List(_))
    {
        items.push(update.clone());
        return Ok(());
    }
    let mut tasks = vec![(target, update)];
    while let Some((target, update)) = tasks.pop() {
        if is_single(target) && is_single(update) {
            target.clone_from(update);
            continue;
        }
        match (&mut target.value, &update.value) {
            (Value::Map(map), Value::Map(more)) => maps(map, more, &mut tasks),
            (Value::List(items), Value::List(more)) => items.extend(more.iter().cloned()),
            _ => return Err(update.origin),
        }
    }
    Ok(())
}

fn is_single(node: &Node) -> bool {
    !matches!(node.value, Value::Map(_) | Value::List(_))
}

fn maps<'n>(map: &'n mut Map, more: &'n Map, tasks: &mut Vec<(&'n mut Node, &'n Node)>) {
    let mut added: HashSet<&Arc<str>> = HashSet::new();
    for (key, node) in more.iter() {
        if map.get(key).is_none() {
            map.insert(Arc::clone(key), node.clone());
            added.insert(key);
        }
    }
    for (key, node) in map.iter_mut() {
        if let Some(update) = more.get(key).filter(|_| !added.contains(key)) {
            tasks.push((node, update));
        }
    }
}

/// How many nodes there are in and below `node`, and how deep they go.
pub(super) fn size(node: &Node) -> (usize, usize) {
    let (mut count, mut depth) = (0_usize, 0_usize);
    let mut tasks = vec![(node, 1)];
    while let Some((node, level)) = tasks.pop() {
        count += 1;
        depth = depth.max(level);
        match &node.value {
            Value::List(items) => tasks.extend(items.iter().map(|node| (node, level + 1))),
            Value::Map(map) => tasks.extend(map.iter().map(|(_, node)| (node, level + 1))),
            _ => {}
        }
    }
    (count, depth)
}
