//! Applies the actions of an OpenAPI Overlay to a document.

mod json;
mod merge;

use serde_json::Value as Json;
use serde_json_path::{JsonPath, PathElement};

use crate::diagnostic::{Code, Diagnostic, Sink, nearest};
use crate::node::{Node, Value};
use crate::source::{Origin, Origins, Step};

/// The keys of an overlay.
const KEYS: &[&str] = &["overlay", "info", "extends", "actions"];
/// The keys of an action.
const ACTION_KEYS: &[&str] = &["target", "description", "update", "remove", "copy"];
/// With this set to `true`, an action may match nothing.
const OPTIONAL: &str = "x-sdk-optional";

/// Applies the overlay's actions in order. An action that cannot be carried out is reported and left out.
///
/// Nodes that an action adds keep the place where they were written, in the overlay or in the document.
pub fn apply(document: &mut Node, overlay: &Node, _origins: &mut Origins, sink: &mut Sink) {
    if !header(overlay, sink) {
        return;
    }
    let Some(actions) = overlay.get("actions") else {
        let message = "the overlay has no `actions`";
        sink.push(Diagnostic::new(Code::BadOverlay, overlay.origin, message));
        return;
    };
    let Some(items) = actions.as_list() else {
        let message = "`actions` must be a list";
        sink.push(Diagnostic::new(Code::BadOverlay, actions.origin, message));
        return;
    };
    let mut view = None;
    for action in items {
        if let Err(diagnostic) = act(document, &mut view, action) {
            sink.push(diagnostic);
        }
        unknown_keys(action, ACTION_KEYS, &[OPTIONAL], sink);
    }
}

fn header(overlay: &Node, sink: &mut Sink) -> bool {
    unknown_keys(overlay, KEYS, &[], sink);
    let version = overlay.get("overlay");
    let text = version.map(|node| match &node.value {
        Value::String(text) => text.to_string(),
        Value::Number(number) => number.0.to_string(),
        _ => String::new(),
    });
    let known = |text: &str| {
        ["1.0", "1.1"]
            .iter()
            .filter_map(|minor| text.strip_prefix(minor))
            .any(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if text.as_deref().is_some_and(known) {
        return true;
    }
    let place = version.map_or(overlay.origin, |node| node.origin);
    let message = match text {
        None => "this is not an overlay: the key `overlay` is missing".to_owned(),
        Some(text) => format!("overlay version `{text}` is not one that can be read"),
    };
    sink.push(
        Diagnostic::new(Code::BadOverlay, place, message)
            .help("an overlay starts with `overlay: 1.0.0` or `overlay: 1.1.0`"),
    );
    false
}

fn unknown_keys(node: &Node, known: &[&'static str], own: &[&'static str], sink: &mut Sink) {
    let entries = node.as_map().into_iter().flat_map(crate::node::Map::iter);
    for (key, value) in entries {
        let ours = key.starts_with("x-sdk-");
        let read = known.contains(&&**key) || own.contains(&&**key);
        if read || (key.starts_with("x-") && !ours) {
            continue;
        }
        let code = if ours {
            Code::BadHint
        } else {
            Code::BadOverlay
        };
        let message = format!("`{key}` is not a key that stands here");
        let diagnostic = Diagnostic::new(code, value.origin, message);
        let candidates = known.iter().chain(own).copied();
        sink.push(match nearest(key, candidates) {
            Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
            None => diagnostic,
        });
    }
}

/// What an action does to each node that it finds.
enum Change {
    Remove,
    Merge(Node),
}

/// The nodes that a document may have after an action: copies of copies grow fast.
const NODES: usize = 5_000_000;

fn bad(place: Origin, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::BadOverlay, place, message)
}

/// Carries out an action. `view` is the document as JSON, where that is known.
fn act(document: &mut Node, view: &mut Option<Json>, action: &Node) -> Result<(), Diagnostic> {
    if action.as_map().is_none() {
        return Err(bad(action.origin, "an action must be a map"));
    }
    let Some(target) = action.get("target") else {
        return Err(bad(action.origin, "the action has no `target`"));
    };
    let optional = flag(action, OPTIONAL)?;
    let remove = flag(action, "remove")?;
    if view.is_none() {
        *view = json::of(document);
    }
    let known = view
        .as_ref()
        .ok_or_else(|| bad(action.origin, "the document is too deep for an overlay"))?;
    let found = query(known, target)?;
    if found.is_empty() {
        return if optional { Ok(()) } else { Err(dead(target)) };
    }
    let change = match (action.get("copy"), action.get("update")) {
        _ if remove => Change::Remove,
        (Some(path), _) => Change::Merge(copied(document, known, path)?),
        (None, Some(update)) => Change::Merge(update.clone()),
        (None, None) => {
            let message = "the action has neither `update`, `remove` nor `copy`";
            return Err(bad(action.origin, message));
        }
    };
    // An action that fails halfway leaves a document that nobody has looked at.
    let known = view.take();
    match change {
        Change::Remove => remove_all(document, found, target),
        Change::Merge(update) => {
            merge_all(document, &found, &update, action)?;
            *view = known.and_then(|known| renewed(known, document, &found));
            Ok(())
        }
    }
}

/// The view of a document that has changed at these places. To look at the whole document before each action took a tenth of
/// what generating the bundled client takes.
fn renewed(mut view: Json, document: &Node, places: &[Vec<Step>]) -> Option<Json> {
    // Parents stand before what is in them.
    let mut last: Option<&[Step]> = None;
    for place in places {
        if last.is_some_and(|last| place.starts_with(last)) {
            continue;
        }
        last = Some(place);
        let seen = place.iter().try_fold(&mut view, |seen, step| match step {
            Step::Key(key) => seen.get_mut(&**key),
            Step::Index(index) => seen.get_mut(*index as usize),
            Step::Root(_) | Step::Repeated(..) => None,
        });
        *seen? = json::of(node_at(document, place)?)?;
    }
    Some(view)
}

fn dead(target: &Node) -> Diagnostic {
    let path = target.as_str().unwrap_or_default();
    let message = format!("`{path}` matches nothing");
    Diagnostic::new(Code::DeadAction, target.origin, message)
        .help("correct the path or remove the action; `x-sdk-optional: true` lets it match nothing")
}

fn flag(action: &Node, key: &str) -> Result<bool, Diagnostic> {
    match action.get(key) {
        None => Ok(false),
        Some(node) => node
            .as_bool()
            .ok_or_else(|| bad(node.origin, format!("`{key}` must be `true` or `false`"))),
    }
}

/// The places that a JSONPath names, in the order of the document.
fn query(view: &Json, path: &Node) -> Result<Vec<Vec<Step>>, Diagnostic> {
    let Some(text) = path.as_str() else {
        return Err(bad(path.origin, "a JSONPath must be a string"));
    };
    let parsed = JsonPath::parse(text)
        .map_err(|error| bad(path.origin, format!("`{text}` is not a JSONPath: {error}")))?;
    let located = parsed.query_located(view);
    let mut places: Vec<Vec<Step>> = located
        .locations()
        .map(|location| location.iter().map(step).collect())
        .collect();
    places.sort_by(|one, other| order(one).cmp(order(other)));
    places.dedup();
    Ok(places)
}

fn step(element: &PathElement<'_>) -> Step {
    match element {
        PathElement::Name(name) => Step::Key((*name).into()),
        PathElement::Index(index) => Step::Index(u32::try_from(*index).unwrap_or(u32::MAX)),
    }
}

/// Sorts parents before children and items by number, so that going backwards removes no node under another's feet.
fn order(steps: &[Step]) -> impl Iterator<Item = (u32, &str)> {
    steps.iter().map(|step| match step {
        Step::Index(index) => (*index, ""),
        Step::Key(key) | Step::Repeated(key, _) => (0, &**key),
        Step::Root(_) => (0, ""),
    })
}

/// The one node that a `copy` names.
fn copied(document: &Node, view: &Json, path: &Node) -> Result<Node, Diagnostic> {
    let found = query(view, path)?;
    let [place] = found.as_slice() else {
        let text = path.as_str().unwrap_or_default();
        if found.is_empty() {
            return Err(dead(path));
        }
        let message = format!(
            "`{text}` matches {} nodes, and one can be copied",
            found.len()
        );
        return Err(bad(path.origin, message));
    };
    node_at(document, place).cloned().ok_or_else(|| dead(path))
}

fn node_at<'n>(document: &'n Node, place: &[Step]) -> Option<&'n Node> {
    place
        .iter()
        .try_fold(document, |node, step| match (step, &node.value) {
            (Step::Key(key), Value::Map(map)) => map.get(key),
            (Step::Index(index), Value::List(items)) => items.get(*index as usize),
            _ => None,
        })
}

fn at<'n>(document: &'n mut Node, place: &[Step]) -> Option<&'n mut Node> {
    let mut node = document;
    for step in place {
        node = match (step, &mut node.value) {
            (Step::Key(key), Value::Map(map)) => map.get_mut(key)?,
            (Step::Index(index), Value::List(items)) => items.get_mut(*index as usize)?,
            _ => return None,
        };
    }
    Some(node)
}

fn remove_all(document: &mut Node, found: Vec<Vec<Step>>, target: &Node) -> Result<(), Diagnostic> {
    for mut place in found.into_iter().rev() {
        let Some(last) = place.pop() else {
            return Err(bad(target.origin, "the whole document cannot be removed"));
        };
        let Some(parent) = at(document, &place) else {
            continue;
        };
        match (last, &mut parent.value) {
            (Step::Key(key), Value::Map(map)) => {
                map.remove(&key);
            }
            (Step::Index(index), Value::List(items)) if (index as usize) < items.len() => {
                items.remove(index as usize);
            }
            _ => {}
        }
    }
    Ok(())
}

fn merge_all(
    document: &mut Node,
    found: &[Vec<Step>],
    update: &Node,
    action: &Node,
) -> Result<(), Diagnostic> {
    let (count, depth) = merge::size(update);
    let deepest = found.iter().map(Vec::len).max().unwrap_or_default();
    let (present, _) = merge::size(document);
    if deepest + depth + 1 >= json::DEPTH || found.len().saturating_mul(count) + present > NODES {
        return Err(bad(
            action.origin,
            "the action makes the document too large",
        ));
    }
    for place in found {
        let Some(node) = at(document, place) else {
            continue;
        };
        if let Err(place) = merge::into_target(node, update) {
            let message = "a map, a list and a single value cannot be merged with one another";
            return Err(bad(place, message).help("remove the old value first"));
        }
    }
    Ok(())
}
