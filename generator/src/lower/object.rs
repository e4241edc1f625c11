//! Turns object schemas, and `allOf` over them, into structs.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Code;
use crate::hints;
use crate::ir::{Field, Object, Type};
use crate::node::{Map, Node, Value};
use crate::source::Origin;

use super::Lower;
use super::checks;
use super::schema::{Form, docs, step};

/// One object schema that takes part in a struct.
#[derive(Clone)]
pub(super) struct Part<'d> {
    node: &'d Node,
    /// The words that name the types inside it: those of the component that it stands in, so that they do not depend on who merges it.
    words: Vec<String>,
}

impl<'d> Lower<'_, 'd> {
    /// An `allOf` with several members, or with more beside it: one struct of all of them where all are objects.
    pub(super) fn merged(
        &mut self,
        node: &'d Node,
        members: &'d [Node],
        words: &[String],
    ) -> Form<'d> {
        let mut parts = Vec::new();
        let mut others: Vec<&'d Node> = Vec::new();
        let mut seen = HashSet::from([node.origin]);
        // The members come first and the schema's own keywords last: what stands nearer says more.
        let mut work: Vec<(&'d Node, Vec<String>)> = vec![];
        if has_members(node) {
            work.push((node, words.to_vec()));
        }
        work.extend(members.iter().rev().map(|member| (member, words.to_vec())));
        while let Some((member, words)) = work.pop() {
            if member.origin == node.origin {
                parts.push(Part {
                    node: member,
                    words,
                });
                continue;
            }
            let (member, words) = match self.refs.follow(member, self.sink) {
                Some(target) => (
                    target.node,
                    target.name.map_or(words, |name| vec![name.to_owned()]),
                ),
                None => continue,
            };
            if !seen.insert(member.origin) {
                continue;
            }
            match member.get("allOf").and_then(Node::as_list) {
                Some(inner) => {
                    if has_members(member) {
                        parts.push(Part {
                            node: member,
                            words: words.clone(),
                        });
                    }
                    work.extend(inner.iter().rev().map(|member| (member, words.clone())));
                }
                None if has_members(member) => parts.push(Part {
                    node: member,
                    words,
                }),
                None if is_bare(member) => {}
                None => others.push(member),
            }
        }
        match (parts.is_empty(), others.as_slice()) {
            (false, []) => Form::Object(parts),
            (true, []) => Form::FreeMap,
            (true, [only]) => Form::Same(only),
            (false, others) => {
                for other in others {
                    let message =
                        "a member of `allOf` that declares no properties is not read".to_owned();
                    self.warn(Code::Unsupported, other, message, None);
                }
                Form::Object(parts)
            }
            (true, _) => self.json(
                node,
                crate::ir::Reason::MixedAllOf,
                "an `allOf` of several things that are no objects",
            ),
        }
    }

    pub(super) fn object(&mut self, parts: &[Part<'d>], words: &[String]) -> Object {
        let mut required = HashSet::new();
        let mut object = Object::default();
        let mut places: HashMap<&'d str, (usize, Origin)> = HashMap::new();
        for part in parts {
            let names = part
                .node
                .get("required")
                .and_then(Node::as_list)
                .into_iter()
                .flatten();
            required.extend(names.filter_map(Node::as_str));
            let properties = part.node.get("properties").and_then(Node::as_map);
            for (wire, node) in properties.into_iter().flat_map(Map::iter) {
                if hints::flag(node, "x-sdk-omit", self.sink) == Some(true) {
                    continue;
                }
                let field = self.field(wire, node, &part.words);
                match places.get(&**wire) {
                    None => {
                        places.insert(wire, (object.fields.len(), node.origin));
                        object.fields.push(field);
                    }
                    Some((at, _)) => self.join(&mut object.fields[*at], field, node),
                }
            }
            self.extra(&mut object, part, words);
        }
        for field in &mut object.fields {
            field.required = required.contains(&*field.wire);
        }
        self.undeclared(parts, &required, &places);
        object
    }

    fn field(&mut self, wire: &str, node: &'d Node, words: &[String]) -> Field {
        let ty = self.ty(node, &step(words, wire));
        let checks = checks::of(self, node);
        let password = node.str("format") == Some("password");
        let target_sensitive = self.refs.follow(node, self.sink).is_some_and(|target| {
            hints::flag(target.node, "x-sdk-sensitive", self.sink) == Some(true)
        });
        Field {
            origin: node.origin,
            wire: wire.to_owned(),
            wire_aliases: hints::strings(node, "x-sdk-wire-aliases", self.sink),
            name: hints::name(node, self.sink),
            docs: docs(node),
            ty,
            required: false,
            sensitive: password || target_sensitive,
            deprecated: node.get("deprecated").and_then(Node::as_bool) == Some(true),
            checks,
        }
    }

    /// A member that several parts declare: the later one counts, and a contradiction is said.
    fn join(&mut self, first: &mut Field, second: Field, node: &Node) {
        if matches!(second.ty, Type::Json(crate::ir::Reason::Unconstrained)) {
            return;
        }
        let vague = matches!(first.ty, Type::Json(crate::ir::Reason::Unconstrained));
        if !vague && first.ty != second.ty {
            let message = format!(
                "`{}` has another type in an earlier member of `allOf`",
                first.wire
            );
            self.warn(
                Code::ConflictingAllOf,
                node,
                message,
                Some("this one is used; give both the same type"),
            );
        }
        let docs = if second.docs.description.is_some() {
            second.docs.clone()
        } else {
            first.docs.clone()
        };
        let sensitive = first.sensitive || second.sensitive;
        *first = Field {
            docs,
            sensitive,
            ..second
        };
    }

    fn extra(&mut self, object: &mut Object, part: &Part<'d>, words: &[String]) {
        let Some(extra) = part.node.get("additionalProperties") else {
            return;
        };
        match &extra.value {
            Value::Map(_) => object.extra = Some(self.ty(extra, &step(words, "Extra"))),
            Value::Bool(true) => object.extra = Some(Type::Json(crate::ir::Reason::Unconstrained)),
            _ => {}
        }
    }

    /// `required` may name members that no part declares: without a type there is nothing to ask for.
    fn undeclared(
        &mut self,
        parts: &[Part<'d>],
        required: &HashSet<&'d str>,
        places: &HashMap<&'d str, (usize, Origin)>,
    ) {
        for part in parts {
            for name in part
                .node
                .get("required")
                .and_then(Node::as_list)
                .into_iter()
                .flatten()
            {
                let Some(wire) = name.as_str() else { continue };
                if required.contains(wire) && !places.contains_key(wire) {
                    let message = format!("`{wire}` is required but no schema here declares it");
                    self.warn(
                        Code::Unsupported,
                        name,
                        message,
                        Some("declare it under `properties`"),
                    );
                }
            }
        }
    }
}

/// An object by itself: a struct if it declares members, a map if it only says what its values are.
pub(super) fn form<'d>(node: &'d Node, words: &[String]) -> Form<'d> {
    let declares = node
        .get("properties")
        .and_then(Node::as_map)
        .is_some_and(|map| !map.is_empty());
    if declares {
        return Form::Object(vec![Part {
            node,
            words: words.to_vec(),
        }]);
    }
    match node.get("additionalProperties").map(|extra| &extra.value) {
        Some(Value::Map(map)) if !map.is_empty() => match node.get("additionalProperties") {
            Some(value) => Form::Map(value),
            None => Form::FreeMap,
        },
        Some(Value::Bool(false)) => Form::Object(vec![Part {
            node,
            words: words.to_vec(),
        }]),
        _ => Form::FreeMap,
    }
}

/// Whether a schema declares members itself.
fn has_members(node: &Node) -> bool {
    ["properties", "required", "additionalProperties"]
        .iter()
        .any(|key| node.get(key).is_some())
}

/// Whether a schema adds nothing to an `allOf`: words, or `type: object` alone.
fn is_bare(node: &Node) -> bool {
    const SAYS: [&str; 8] = [
        "enum",
        "items",
        "format",
        "pattern",
        "oneOf",
        "anyOf",
        "not",
        "x-internal-types",
    ];
    let object_or_none = matches!(node.str("type"), None | Some("object"));
    object_or_none && SAYS.iter().all(|key| node.get(key).is_none())
}
