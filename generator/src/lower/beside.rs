//! Alternatives that stand beside other keywords.

use crate::diagnostic::Code;
use crate::ir::{Checks, Direction, Docs, Extensions, Field, Type};
use crate::node::{Map, Node};

use super::Lower;
use super::conjunction::Part;
use super::schema::step;

/// `oneOf` or `anyOf` of one of the schemas that describe a value.
pub(super) struct Alternative<'d> {
    pub(super) part: Part<'d>,
    pub(super) members: &'d [Node],
    /// Whether every member builds on the schema that lists it, so that nothing is left to stand beside them.
    pub(super) covers: bool,
}

impl<'d> Lower<'_, 'd> {
    /// The alternatives that say more than what stands beside them.
    pub(super) fn found_alternatives(
        &mut self,
        parts: &[Part<'d>],
        kinds: &[&'d str],
    ) -> Vec<Alternative<'d>> {
        let mut found = Vec::new();
        let declared: Vec<&str> = parts
            .iter()
            .filter_map(|part| part.node.get("properties")?.as_map())
            .flat_map(Map::iter)
            .map(|(name, _)| &**name)
            .collect();
        for (at, part) in parts.iter().enumerate() {
            for keyword in ["oneOf", "anyOf"] {
                let members = part
                    .node
                    .get(keyword)
                    .and_then(Node::as_list)
                    .unwrap_or(&[]);
                if members.is_empty() {
                    continue;
                }
                let targets: Vec<&'d Node> = members
                    .iter()
                    .filter_map(|node| self.quiet_target(node))
                    .collect();
                let family = self.families.below(part.node);
                let descend = |target: &&Node| family.contains(&target.origin);
                // A child is one of the alternatives of its parent: it has no choice any more.
                if at + 1 < parts.len() && targets.iter().any(descend) {
                    continue;
                }
                let covers = declares(part.node) && targets.iter().all(descend);
                if !covers
                    && targets
                        .iter()
                        .all(|target| only_narrows(target, &declared, kinds))
                {
                    self.narrows(part.node);
                    continue;
                }
                found.push(Alternative {
                    part: part.clone(),
                    members,
                    covers,
                });
            }
        }
        found
    }

    pub(super) fn narrows(&mut self, node: &Node) {
        let message =
            "alternatives that only narrow what stands beside them are not read".to_owned();
        let help = "the client is less strict here";
        self.warn(Code::Unsupported, node, message, Some(help));
    }

    /// The alternatives that stand beside declared members: each a member of its own, laid flat.
    pub(super) fn flat(&mut self, parts: &[Part<'d>], words: &[String]) -> Vec<Field> {
        let mut fields = Vec::new();
        for alternative in self.found_alternatives(parts, &["object"]) {
            let part = &alternative.part;
            let found = self.gather(alternative.members);
            if !found.iter().all(|member| member.kind.may_be_object()) {
                let message =
                    "alternatives that are no objects are not read beside members".to_owned();
                self.warn(Code::Unsupported, part.node, message, None);
                continue;
            }
            let is_component = part.words.len() == 1 && part.words != words;
            let (ty, wire) = if is_component && !declares(part.node) {
                let ty = self.define(part.node, part.words.clone(), None);
                (ty, part.words.concat())
            } else {
                (self.beside(&alternative), "variant".to_owned())
            };
            fields.push(flat_field(part.node, wire, ty.non_null().clone()));
        }
        fields
    }

    /// The type of alternatives beside other keywords, named after the schema that lists them, whoever it is part of.
    fn beside(&mut self, alternative: &Alternative<'d>) -> Type {
        let part = &alternative.part;
        let key = alternative.members.iter().map(|node| node.origin).collect();
        if let Some(id) = self.joint.get(&key) {
            return Type::Named(*id);
        }
        let words = step(&part.words, "Variant");
        let form = self.union(alternative, &["object"]);
        if !form.is_named() {
            return self.plain(&form, &words);
        }
        let id = self.reserve(part.node, words, Some(form));
        self.joint.insert(key, id);
        if let Some(definition) = self.types.get_mut(id.0 as usize) {
            // These are the words and the name of the whole.
            definition.docs = Docs::default();
            definition.more = None;
            definition.extensions = Extensions::default();
            definition.name = None;
        }
        Type::Named(id)
    }
}

fn flat_field(node: &Node, wire: String, ty: Type) -> Field {
    Field {
        origin: node.origin,
        wire,
        wire_aliases: Vec::new(),
        name: None,
        docs: Docs::default(),
        extensions: Extensions::default(),
        ty,
        required: true,
        asked: true,
        direction: Direction::Both,
        sensitive: false,
        deprecated: false,
        default: None,
        rules: Vec::new(),
        flat: true,
        checks: Checks::default(),
    }
}

/// Whether a schema declares members.
pub(super) fn declares(node: &Node) -> bool {
    let map = |key: &str| {
        node.get(key)
            .and_then(Node::as_map)
            .is_some_and(|map| !map.is_empty())
    };
    map("properties") || map("additionalProperties") || map("x-internal-patternProperties")
}

/// Whether a schema says nothing about the type of a value beyond what is known of it.
fn only_narrows(node: &Node, declared: &[&str], kinds: &[&str]) -> bool {
    const OBJECTS: [&str; 10] = [
        "required",
        "not",
        "title",
        "description",
        "nullable",
        "minProperties",
        "maxProperties",
        "additionalProperties",
        "example",
        "deprecated",
    ];
    const SCALARS: [&str; 9] = [
        "format",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ];
    const LISTS: [&str; 3] = ["minItems", "maxItems", "uniqueItems"];
    let narrows = |key: &str, node: &Node| match key {
        "type" => node
            .as_str()
            .is_some_and(|kind| kinds.contains(&kind) || (kinds.is_empty() && kind == "object")),
        "properties" => node
            .as_map()
            .is_some_and(|map| map.iter().all(|(name, _)| declared.contains(&&**name))),
        _ => {
            OBJECTS.contains(&key)
                || (key.starts_with("x-") && !key.starts_with("x-internal-"))
                || (matches!(kinds, [kind] if !["object", "array"].contains(kind))
                    && SCALARS.contains(&key))
                || (kinds == ["array"] && LISTS.contains(&key))
        }
    };
    node.as_map()
        .is_some_and(|map| map.iter().all(|(key, node)| narrows(key, node)))
}
