//! What kinds of values the members of a union are.

use std::collections::HashSet;

use crate::dialect;
use crate::ir::{EnumValue, Typed};
use crate::node::Node;

use super::Lower;
use super::conjunction::Part;
use super::form::Form;
use super::scalar;
use super::schema::docs;
use super::union::{Source, extend};

/// How deep unions in unions are looked into.
const DEPTH: usize = 8;

/// How many members of one union are read.
const MEMBERS: usize = 2000;

/// What kind of value a schema describes, as far as a union has to know.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Object,
    List,
    /// Text of a format.
    Text(Option<String>),
    /// Text of a format that has a type of its own.
    Typed(Typed),
    /// Known strings.
    Words(Vec<EnumValue>),
    Integer,
    Number,
    Boolean,
    /// Another union.
    Union,
    /// Something else, or anything.
    Any,
    /// `null` and nothing else.
    Null,
    /// A reference that leads nowhere.
    Missing,
}

impl Kind {
    /// The kind of a `type`.
    pub(super) fn of_type(word: &str) -> Option<Self> {
        Some(match word {
            "object" => Self::Object,
            "array" => Self::List,
            "string" => Self::Text(None),
            "integer" => Self::Integer,
            "number" => Self::Number,
            "boolean" => Self::Boolean,
            _ => return None,
        })
    }

    /// Whether a value may have members.
    pub(super) fn may_be_object(&self) -> bool {
        matches!(self, Self::Object | Self::Union | Self::Any)
    }
}

/// A member of a union, looked at.
pub(super) struct Found<'d> {
    pub(super) source: Source<'d>,
    /// The schema behind references.
    pub(super) target: &'d Node,
    /// The component's name.
    pub(super) name: Option<&'d str>,
    pub(super) kind: Kind,
}

impl<'d> Lower<'_, 'd> {
    /// The members, each once, without `null`; a list of alternatives among them that says nothing else is taken apart.
    pub(super) fn gather(&mut self, members: &'d [Node]) -> Vec<Found<'d>> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut work: Vec<(&'d Node, usize)> = members.iter().rev().map(|node| (node, 0)).collect();
        while let Some((node, depth)) = work.pop() {
            if found.len() >= MEMBERS {
                break;
            }
            if let (Some(inner), true) = (bare_alternatives(node), depth < DEPTH) {
                work.extend(inner.iter().rev().map(|node| (node, depth + 1)));
                continue;
            }
            let Some(target) = self.refs.follow(node, self.sink) else {
                continue;
            };
            let kind = self.kind(node);
            let counts = !matches!(kind, Kind::Null | Kind::Missing);
            if counts && seen.insert(target.node.origin) {
                found.push(Found {
                    source: Source::Schema(node),
                    target: target.node,
                    name: target.name.filter(|_| target.section == Some("schemas")),
                    kind,
                });
            }
        }
        found
    }

    /// What kind of value a schema describes.
    pub(super) fn kind(&mut self, node: &'d Node) -> Kind {
        self.kind_within(node, DEPTH)
    }

    fn kind_within(&mut self, node: &'d Node, depth: usize) -> Kind {
        let Some(target) = self.quiet_target(node) else {
            return Kind::Missing;
        };
        let key = (target.origin, depth);
        if let Some(known) = self.kinds_known.get(&key) {
            return known.clone();
        }
        let kind = self.new_kind(target, depth);
        self.kinds_known.insert(key, kind.clone());
        kind
    }

    fn new_kind(&mut self, node: &'d Node, depth: usize) -> Kind {
        let words = Vec::new();
        let parts = self.parts(vec![Part { node, words }]);
        let has = |keys: &[&str]| {
            let mut nodes = parts.iter().map(|part| part.node);
            nodes.any(|node| keys.iter().any(|key| node.get(key).is_some()))
        };
        if parts.is_empty() {
            return Kind::Missing;
        }
        if has(&[dialect::NULL]) {
            return Kind::Null;
        }
        if has(&[
            "properties",
            "additionalProperties",
            "x-internal-patternProperties",
        ]) {
            return Kind::Object;
        }
        let kinds = self.kinds(&parts);
        if has(&["enum"]) {
            return self.listed_kind(&parts, &kinds);
        }
        if let Some(kind) = self.kind_of_alternatives(&parts, depth) {
            return kind;
        }
        let format = parts.iter().rev().find_map(|part| part.node.str("format"));
        match kinds.as_slice() {
            ["string"] => self.text(format),
            [one] => Kind::of_type(one).unwrap_or(Kind::Any),
            [_, _, ..] => Kind::Union,
            [] if has(&["items", "x-internal-prefixItems"]) => Kind::List,
            [] if has(&["required"]) => Kind::Object,
            [] if has(&["pattern", "minLength", "maxLength"]) => Kind::Text(None),
            [] => match format.and_then(scalar::kind_of) {
                Some("string") => self.text(format),
                Some(kind) => Kind::of_type(kind).unwrap_or(Kind::Any),
                None => Kind::Any,
            },
        }
    }

    fn text(&self, format: Option<&str>) -> Kind {
        match self.formats.typed(format) {
            Some(typed) => Kind::Typed(typed),
            None => Kind::Text(format.map(str::to_owned)),
        }
    }

    fn listed_kind(&mut self, parts: &[Part<'d>], kinds: &[&'d str]) -> Kind {
        match self.enumeration(parts, kinds) {
            Some(Form::Enum(values)) => Kind::Words(values),
            Some(Form::Constant(serde_json::Value::String(wire))) => {
                let docs = parts.last().map(|part| docs(part.node)).unwrap_or_default();
                let name = None;
                Kind::Words(vec![EnumValue { wire, name, docs }])
            }
            Some(Form::Scalar(crate::ir::Scalar::Bool)) => Kind::Boolean,
            _ => Kind::Any,
        }
    }

    /// Alternatives that are all strings are a string; others are a union.
    fn kind_of_alternatives(&mut self, parts: &[Part<'d>], depth: usize) -> Option<Kind> {
        let keys = ["oneOf", "anyOf"];
        let lists = parts
            .iter()
            .flat_map(|part| keys.iter().filter_map(|key| part.node.get(key)?.as_list()));
        let members: Vec<&'d Node> = lists.flatten().collect();
        if members.is_empty() {
            return None;
        }
        if depth == 0 || members.len() > MEMBERS {
            return Some(Kind::Union);
        }
        let kinds: Vec<Kind> = members
            .iter()
            .map(|node| self.kind_within(node, depth / 2))
            .collect();
        let told: Vec<&Kind> = kinds
            .iter()
            .filter(|kind| !matches!(kind, Kind::Null | Kind::Missing))
            .collect();
        Some(match told.as_slice() {
            [only] => (*only).clone(),
            [first @ Kind::Typed(_), others @ ..] if others.iter().all(|kind| kind == first) => {
                (*first).clone()
            }
            several => strings(several.iter().copied()).unwrap_or(Kind::Union),
        })
    }
}

/// Something simpler that means the same as a union of these.
pub(super) fn simpler<'d>(found: &[Found<'d>]) -> Option<Form<'d>> {
    match strings(found.iter().map(|member| &member.kind))? {
        Kind::Words(values) if found.len() > 1 => Some(Form::Enum(values)),
        Kind::Text(None) if found.len() > 1 => Some(Form::Scalar(crate::ir::Scalar::String(
            crate::ir::Format::Plain,
        ))),
        _ => match found.first()?.source {
            Source::Schema(node) => Some(Form::Same(Part {
                node,
                words: Vec::new(),
            })),
            _ => None,
        }
        .filter(|_| found.len() > 1),
    }
}

/// The kind of strings that all of these are.
fn strings<'k>(kinds: impl Iterator<Item = &'k Kind>) -> Option<Kind> {
    let mut values: Vec<EnumValue> = Vec::new();
    let mut formats = HashSet::new();
    let mut text = None;
    for kind in kinds {
        match kind {
            Kind::Words(words) => extend(&mut values, words),
            Kind::Text(format) => {
                formats.insert(format.clone());
                text = Some(format.clone());
            }
            _ => return None,
        }
    }
    if !values.is_empty() {
        return Some(Kind::Words(values));
    }
    text.map(|format| Kind::Text(format.filter(|_| formats.len() == 1)))
}

/// The alternatives of a schema in place that says nothing else.
fn bare_alternatives(node: &Node) -> Option<&[Node]> {
    const ALONE: [&str; 5] = ["oneOf", "anyOf", "description", "nullable", "example"];
    let map = node.as_map()?;
    if !map.iter().all(|(key, _)| ALONE.contains(&&**key)) {
        return None;
    }
    match (node.get("oneOf"), node.get("anyOf")) {
        (Some(list), None) | (None, Some(list)) => list.as_list(),
        _ => None,
    }
}
