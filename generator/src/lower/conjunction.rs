//! What a schema says together with the members of its `allOf`: a list of parts, each read where it stands.

use std::collections::HashSet;

use crate::diagnostic::Code;
use crate::dialect;
use crate::node::{Node, Value};
use crate::source::Origin;

use super::Lower;

/// One schema that takes part in a type.
#[derive(Clone, Debug)]
pub(super) struct Part<'d> {
    /// The schema, never a reference.
    pub(super) node: &'d Node,
    /// The words that name the types inside it: those of the component that it stands in, so that they do not depend on who
    /// puts it together with others.
    pub(super) words: Vec<String>,
}

/// A step of taking a schema apart.
enum Step<'d> {
    /// A schema with all its members.
    Enter(Part<'d>),
    /// A schema without them.
    Own(Part<'d>),
}

/// How far `nullable` is looked for through references.
const DEPTH: usize = 64;

impl<'d> Lower<'_, 'd> {
    /// The schemas and the members of their `allOf`, however deep, references followed. Members come before the schema that
    /// holds them: what stands nearer says more. A schema that is reached twice counts once.
    pub(super) fn parts(&mut self, schemas: Vec<Part<'d>>) -> Vec<Part<'d>> {
        let mut parts = Vec::new();
        let mut seen = HashSet::new();
        let mut work: Vec<Step<'d>> = schemas.into_iter().rev().map(Step::Enter).collect();
        while let Some(step) = work.pop() {
            let part = match step {
                Step::Own(part) => {
                    parts.push(part);
                    continue;
                }
                Step::Enter(part) => part,
            };
            let Some(target) = self.refs.follow(part.node, self.sink) else {
                continue;
            };
            if !seen.insert(target.node.origin) {
                continue;
            }
            let words = match target.name {
                Some(name) => vec![name.to_owned()],
                None => part.words,
            };
            let node = target.node;
            let members = node.get("allOf").and_then(Node::as_list).unwrap_or(&[]);
            work.push(Step::Own(Part {
                node,
                words: words.clone(),
            }));
            work.extend(members.iter().rev().map(|member| {
                let words = words.clone();
                Step::Enter(Part {
                    node: member,
                    words,
                })
            }));
        }
        parts
    }

    /// The one schema that says what a value is, where the others only add words, bounds, or a type that it has anyway.
    pub(super) fn sole(&mut self, schemas: &[Part<'d>]) -> Option<Part<'d>> {
        let mut sketches = Vec::new();
        for schema in schemas {
            let parts = self.parts(vec![schema.clone()]);
            sketches.push(Sketch::of(&parts));
        }
        let all = schemas.iter().zip(&sketches);
        let found: Vec<_> = if sketches.iter().any(|sketch| sketch.structural) {
            all.filter(|(_, sketch)| sketch.structural).collect()
        } else if sketches.iter().any(|sketch| sketch.format.is_some()) {
            all.filter(|(_, sketch)| sketch.format.is_some()).collect()
        } else {
            all.filter(|(_, sketch)| !sketch.kinds.is_empty()).collect()
        };
        // Of several that say the same, one that has a name, and says nothing around it.
        let all_in = |sketch: &Sketch<'d>| {
            let mut others = found.iter().flat_map(|(_, other)| &other.telling);
            others.all(|origin| sketch.telling.contains(origin))
        };
        let (schema, sketch) = *match found.as_slice() {
            [only] => only,
            [] => return schemas.last().cloned().filter(|_| schemas.len() == 1),
            several => several
                .iter()
                .filter(|(_, sketch)| !sketch.structural || all_in(sketch))
                .min_by_key(|(schema, sketch)| (schema.node.get("$ref").is_none(), sketch.parts))?,
        };
        let agree = sketches
            .iter()
            .all(|other| sketch.includes(other) && (other.structural <= sketch.structural));
        agree.then(|| schema.clone())
    }

    /// The types that every part allows, in JSON Schema's words; empty where any is allowed. Parts that contradict each other
    /// are said, and the later one counts.
    pub(super) fn kinds(&mut self, parts: &[Part<'d>]) -> Vec<&'d str> {
        let mut kinds: Vec<&'d str> = Vec::new();
        for part in parts {
            let own = kinds_of(part.node);
            if own.is_empty() {
                continue;
            }
            if kinds.is_empty() {
                kinds = own;
                continue;
            }
            let both = meet(&kinds, &own);
            if both.is_empty() {
                self.conflict(part.node, "`type`");
                kinds = own;
            } else {
                kinds = both;
            }
        }
        kinds
    }

    /// What the parts say under a keyword that is a string: the last one counts, and a contradiction is said.
    pub(super) fn word(&mut self, parts: &[Part<'d>], key: &str) -> Option<&'d str> {
        let mut found = None;
        for part in parts {
            let Some(word) = part.node.str(key) else {
                continue;
            };
            if found.is_some_and(|other| other != word) {
                self.conflict(part.node, &format!("`{key}`"));
            }
            found = Some(word);
        }
        found
    }

    pub(super) fn conflict(&mut self, node: &Node, what: &str) {
        let message = format!("{what} contradicts another member of `allOf`");
        let help = "this one is used; let all members agree";
        self.warn(Code::ConflictingAllOf, node, message, Some(help));
    }

    /// Whether `null` is a value: the schema says so itself, or all the members of its `allOf` that say what a value is do.
    pub(super) fn allows_null(&self, node: &'d Node) -> bool {
        self.null(node, &mut HashSet::new(), DEPTH) == Some(true)
    }

    /// `None` where a schema does not say what a value is.
    fn null(&self, node: &'d Node, seen: &mut HashSet<Origin>, depth: usize) -> Option<bool> {
        let node = self.quiet_target(node)?;
        if node.get("nullable").and_then(Node::as_bool) == Some(true) {
            return Some(true);
        }
        if depth == 0 || !seen.insert(node.origin) {
            return None;
        }
        let alternatives = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|key| node.get(key)?.as_list());
        for member in alternatives.flatten() {
            if self.null(member, seen, depth - 1) == Some(true) {
                return Some(true);
            }
        }
        let own = (!kinds_of(node).is_empty() || is_structural(node)).then_some(false);
        let members = node.get("allOf").and_then(Node::as_list).unwrap_or(&[]);
        // One `false` decides, so nothing after it is looked at.
        members.iter().fold(own, |all, member| match all {
            Some(false) => all,
            _ => match self.null(member, seen, depth - 1) {
                None => all,
                said => said,
            },
        })
    }
}

/// What a schema and its members come to, in outline.
struct Sketch<'d> {
    kinds: Vec<&'d str>,
    format: Option<&'d str>,
    structural: bool,
    /// How many schemas take part.
    parts: usize,
    /// Those that say what a value is made of.
    telling: Vec<Origin>,
}

impl<'d> Sketch<'d> {
    fn of(parts: &[Part<'d>]) -> Self {
        let mut sketch = Self {
            kinds: Vec::new(),
            format: None,
            structural: false,
            parts: parts.len(),
            telling: Vec::new(),
        };
        for part in parts {
            let kinds = kinds_of(part.node);
            if !kinds.is_empty() {
                sketch.kinds = kinds;
            }
            sketch.format = part.node.str("format").or(sketch.format);
            if is_structural(part.node) {
                sketch.structural = true;
                sketch.telling.push(part.node.origin);
            }
        }
        sketch
    }

    /// Whether nothing that the other says is news.
    fn includes(&self, other: &Self) -> bool {
        let kinds = other.kinds.is_empty()
            || self.kinds == other.kinds
            || (!self.kinds.is_empty() && meet(&self.kinds, &other.kinds) == self.kinds)
            || (self.kinds.is_empty() && self.structural && other.kinds == ["object"]);
        let format = other
            .format
            .is_none_or(|format| Some(format) == self.format);
        kinds && format
    }
}

/// The types that a schema lists.
pub(super) fn kinds_of(node: &Node) -> Vec<&str> {
    match node.get(dialect::TYPES).and_then(Node::as_list) {
        Some(types) => types.iter().filter_map(Node::as_str).collect(),
        None => node.str("type").into_iter().collect(),
    }
}

/// The types that both lists allow. A whole number is a number.
fn meet<'d>(left: &[&'d str], right: &[&'d str]) -> Vec<&'d str> {
    let within = |kind: &str, kinds: &[&str]| {
        kinds.contains(&kind) || (kind == "integer" && kinds.contains(&"number"))
    };
    let mut both: Vec<&'d str> = Vec::new();
    for kind in left.iter().filter(|kind| within(kind, right)) {
        both.push(kind);
    }
    for kind in right.iter().filter(|kind| within(kind, left)) {
        let is_wider = *kind == "number" && both.contains(&"integer");
        if !both.contains(kind) && !is_wider {
            both.push(kind);
        }
    }
    both
}

/// Whether a schema says what a value is made of, so that it has to be put together with what others say.
pub(super) fn is_structural(node: &Node) -> bool {
    const LISTS: [&str; 5] = [
        "required",
        "oneOf",
        "anyOf",
        "enum",
        "x-internal-prefixItems",
    ];
    const MAPS: [&str; 4] = [
        "properties",
        "additionalProperties",
        "x-internal-patternProperties",
        "items",
    ];
    let list = |key: &&str| {
        node.get(key)
            .and_then(Node::as_list)
            .is_some_and(|list| !list.is_empty())
    };
    let map = |key: &&str| {
        node.get(key)
            .and_then(Node::as_map)
            .is_some_and(|map| !map.is_empty())
    };
    LISTS.iter().any(list)
        || MAPS.iter().any(map)
        || [dialect::TYPES, dialect::NEVER]
            .iter()
            .any(|key| node.get(key).is_some())
}

/// Whether a schema allows anything at all.
pub(super) fn is_vague(node: &Node) -> bool {
    matches!(node.value, Value::Map(_))
        && node.get("$ref").is_none()
        && node.get("allOf").is_none()
        && kinds_of(node).is_empty()
        && !is_structural(node)
        && node.str("format").is_none()
}
