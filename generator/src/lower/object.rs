//! Turns object schemas, and `allOf` over them, into structs and maps.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Code;
use crate::hints;
use crate::ir::{Direction, Docs, Field, Object, Reason, Rule, Type};
use crate::node::{Map, Node, Value};
use crate::resolve::json;
use crate::source::Origin;

use super::Lower;
use super::about::extensions;
use super::checks;
use super::conjunction::Part;
use super::form::Form;
use super::schema::{docs, step};

/// The keywords by which a schema without a `type` is an object.
pub(super) const KEYS: [&str; 4] = [
    "properties",
    "additionalProperties",
    "required",
    "x-internal-patternProperties",
];

/// What one name of an object's members is declared as: by several schemas where several parts declare it.
struct Member<'d> {
    wire: &'d str,
    origin: Origin,
    schemas: Vec<Part<'d>>,
}

impl<'d> Lower<'_, 'd> {
    /// The form of an object: a struct if it declares members, a map if it only says what its values are.
    pub(super) fn members(&mut self, parts: Vec<Part<'d>>, words: &[String]) -> Form<'d> {
        let declares = parts.iter().any(|part| {
            let properties = part.node.get("properties").and_then(Node::as_map);
            properties.is_some_and(|map| !map.is_empty())
        });
        let extra = self.undeclared_values(&parts, words);
        let closed = parts.iter().any(|part| {
            part.node
                .get("additionalProperties")
                .and_then(Node::as_bool)
                == Some(false)
        });
        match extra {
            _ if declares => Form::Object(parts),
            Some(values) if !values.is_empty() => Form::Map(values),
            None if closed => Form::Object(parts),
            _ => Form::FreeMap,
        }
    }

    /// The schemas of members that are not declared: none where they may be anything, `None` where the document does not
    /// speak of them, or forbids them.
    fn undeclared_values(&mut self, parts: &[Part<'d>], words: &[String]) -> Option<Vec<Part<'d>>> {
        let mut schemas = Vec::new();
        let mut open = false;
        for part in parts {
            match part
                .node
                .get("additionalProperties")
                .map(|node| (node, &node.value))
            {
                Some((node, Value::Map(map))) if !map.is_empty() => schemas.push(Part {
                    node,
                    words: step(&part.words, "Value"),
                }),
                Some((_, Value::Map(_) | Value::Bool(true))) => open = true,
                _ => {}
            }
            let patterns = part.node.get("x-internal-patternProperties");
            let patterns = patterns.and_then(Node::as_map);
            match patterns
                .map(|map| map.iter().collect::<Vec<_>>())
                .as_deref()
            {
                None | Some([]) => {}
                Some([(_, node)]) if schemas.is_empty() && !open => schemas.push(Part {
                    node,
                    words: step(words, "Value"),
                }),
                Some(several) => {
                    let at = several.first().map_or(part.node, |(_, node)| node);
                    let message =
                        "several kinds of `patternProperties` are read as any JSON".to_owned();
                    self.warn(Code::Unsupported, at, message, None);
                    open = true;
                }
            }
        }
        (open || !schemas.is_empty()).then_some(schemas)
    }

    /// A struct of what all the parts declare.
    pub(super) fn object(&mut self, parts: &[Part<'d>], words: &[String]) -> Object {
        let required: HashSet<&'d str> = parts.iter().flat_map(|part| names(part.node)).collect();
        let mut object = Object::default();
        for member in self.declared(parts) {
            let field = self.field(&member, words, required.contains(member.wire));
            object.fields.push(field);
        }
        object.fields.extend(self.flat(parts, words));
        if let Some(schemas) = self.undeclared_values(parts, words) {
            let nodes: Vec<&'d Node> = schemas.iter().map(|schema| schema.node).collect();
            object.extra_checks = checks::of(self, &nodes);
            object.extra = Some(self.extra(&schemas, words));
        }
        self.undeclared(parts, &object);
        object
    }

    /// The declared members, each once, in the order of the parts.
    fn declared(&mut self, parts: &[Part<'d>]) -> Vec<Member<'d>> {
        let mut members: Vec<Member<'d>> = Vec::new();
        let mut places: HashMap<&'d str, usize> = HashMap::new();
        for part in parts {
            let properties = part.node.get("properties").and_then(Node::as_map);
            for (wire, node) in properties.into_iter().flat_map(Map::iter) {
                if hints::flag(node, "x-sdk-omit", self.sink) == Some(true) {
                    continue;
                }
                let schema = Part {
                    node,
                    words: step(&part.words, wire),
                };
                match places.get(&**wire).and_then(|at| members.get_mut(*at)) {
                    Some(member) => {
                        member.origin = node.origin;
                        member.schemas.push(schema);
                    }
                    None => {
                        places.insert(wire, members.len());
                        members.push(Member {
                            wire,
                            origin: node.origin,
                            schemas: vec![schema],
                        });
                    }
                }
            }
        }
        members
    }

    fn field(&mut self, member: &Member<'d>, words: &[String], required: bool) -> Field {
        let nodes: Vec<&'d Node> = member.schemas.iter().map(|schema| schema.node).collect();
        let ty = match member.schemas.as_slice() {
            [only] => self.ty(only.node, &only.words),
            several => self.joint(several, &step(words, member.wire)),
        };
        let mut field = Field {
            origin: member.origin,
            wire: member.wire.to_owned(),
            wire_aliases: Vec::new(),
            name: None,
            docs: Docs::default(),
            extensions: nodes
                .last()
                .map(|node| extensions(node))
                .unwrap_or_default(),
            ty,
            required,
            asked: required,
            direction: Direction::Both,
            sensitive: false,
            deprecated: false,
            default: None,
            rules: Vec::new(),
            flat: false,
            checks: checks::of(self, &nodes),
        };
        for node in nodes {
            self.describe(&mut field, node);
        }
        field
    }

    /// What one schema says about a member, beside its type. What stands later counts.
    fn describe(&mut self, field: &mut Field, node: &'d Node) {
        let flag = |node: &Node, key: &str| node.get(key).and_then(Node::as_bool) == Some(true);
        let target = self.quiet_target(node);
        let docs = docs(node);
        if docs.description.is_some() {
            field.docs = docs;
        }
        field
            .wire_aliases
            .extend(hints::strings(node, "x-sdk-wire-aliases", self.sink));
        field.name = hints::name(node, self.sink).or(field.name.take());
        field.deprecated |= flag(node, "deprecated");
        for rule in rules(node) {
            if !field.rules.contains(&rule) {
                field.rules.push(rule);
            }
        }
        field.default = node.get("default").and_then(json).or(field.default.take());
        field.sensitive |= node.str("format") == Some("password")
            || target.is_some_and(|target| {
                hints::flag(target, "x-sdk-sensitive", self.sink) == Some(true)
            });
        let either = |key: &str| flag(node, key) || target.is_some_and(|target| flag(target, key));
        field.direction = match (either("readOnly"), either("writeOnly")) {
            (true, false) => Direction::ReadOnly,
            (false, true) => Direction::WriteOnly,
            _ => field.direction,
        };
    }

    fn extra(&mut self, schemas: &[Part<'d>], words: &[String]) -> Type {
        let extra = step(words, "Extra");
        match schemas {
            [] => Type::Json(Reason::Unconstrained),
            [only] => self.ty(only.node, &extra),
            several => self.joint(several, &extra),
        }
    }

    /// `required` may name members that no part declares: without a type there is nothing to ask for.
    fn undeclared(&mut self, parts: &[Part<'d>], object: &Object) {
        let declared: HashSet<&str> = object.fields.iter().map(|field| &*field.wire).collect();
        let listed = parts
            .iter()
            .filter_map(|part| part.node.get("required")?.as_list());
        for name in listed.flatten() {
            let Some(wire) = name.as_str() else { continue };
            if !declared.contains(wire) {
                let message = format!("`{wire}` is required but no schema here declares it");
                let help = Some("declare it under `properties`");
                self.warn(Code::Unsupported, name, message, help);
            }
        }
    }
}

/// The names of the members that a schema demands.
fn names(node: &Node) -> impl Iterator<Item = &str> {
    let list = node.get("required").and_then(Node::as_list);
    list.into_iter().flatten().filter_map(Node::as_str)
}

/// The rules of a value that only the server checks.
fn rules(node: &Node) -> Vec<Rule> {
    let unique = node.get("uniqueItems").and_then(Node::as_bool) == Some(true);
    let multiple = match node.get("multipleOf").map(|node| &node.value) {
        Some(Value::Number(number)) if &*number.0 != "1" => {
            Some(Rule::MultipleOf(number.0.clone()))
        }
        _ => None,
    };
    let unique = unique.then_some(Rule::UniqueItems);
    unique.into_iter().chain(multiple).collect()
}
