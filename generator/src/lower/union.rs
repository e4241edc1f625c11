//! Turns `oneOf`, `anyOf` and lists of types into enums, or into something simpler that means the same.

use crate::ir::{Checks, Docs, EnumValue, Format, Reason, Scalar, Tag, Type, Union, Variant};
use crate::node::Node;

use super::Lower;
use super::beside::{Alternative, declares};
use super::checks;
use super::conjunction::Part;
use super::form::Form;
use super::schema::{docs, step};
use super::variant::{Found, Kind, simpler};

/// What a union is made of, before the types of its variants are looked at.
pub(super) struct Plan<'d> {
    /// The member that names the variant.
    pub(super) tag: Option<String>,
    /// The variants.
    pub(super) members: Vec<Member<'d>>,
}

/// One variant.
pub(super) struct Member<'d> {
    pub(super) source: Source<'d>,
    /// The schema that says what it is, for its words.
    pub(super) node: &'d Node,
    pub(super) words: String,
    pub(super) values: Vec<String>,
    pub(super) marks: Vec<(String, Vec<String>)>,
}

/// Where the type of a variant comes from.
#[derive(Clone)]
pub(super) enum Source<'d> {
    /// A schema.
    Schema(&'d Node),
    /// A component under its own name, without the family that it may be the head of.
    Own(&'d Node, &'d str),
    /// One of the types that the same schemas allow.
    Kind(&'d str, Vec<Part<'d>>),
    /// The values of several schemas that are strings.
    Words(Vec<EnumValue>),
    /// Text of several formats.
    Text,
}

impl<'d> Lower<'_, 'd> {
    /// The form of schemas with alternatives; `None` where there are none that say what a value is.
    pub(super) fn alternatives(
        &mut self,
        parts: &[Part<'d>],
        kinds: &[&'d str],
        words: &[String],
    ) -> Option<Form<'d>> {
        let mut found = self.found_alternatives(parts, kinds);
        let has = |key: &str| parts.iter().any(|part| part.node.get(key).is_some());
        if let Some(covering) = found.iter().position(|alternative| alternative.covers) {
            let alternative = found.swap_remove(covering);
            return Some(self.union(&alternative, kinds));
        }
        if found.is_empty() {
            return None;
        }
        if has("items") || has("enum") || matches!(kinds, [kind] if *kind != "object") {
            for alternative in &found {
                self.narrows(alternative.part.node);
            }
            return self.narrowed(&found, kinds);
        }
        let declares = parts.iter().any(|part| declares(part.node));
        match found.as_slice() {
            [only] if !declares => Some(self.union(only, kinds)),
            _ if words.is_empty() => None,
            _ => Some(Form::Object(parts.to_vec())),
        }
    }

    /// Alternatives of a list, an enum or a scalar: known strings are worth having, the rest makes the client less strict.
    fn narrowed(&mut self, found: &[Alternative<'d>], kinds: &[&'d str]) -> Option<Form<'d>> {
        let ([alternative], ["string"]) = (found, kinds) else {
            return None;
        };
        let members = self.gather(alternative.members);
        match simpler(&members) {
            Some(Form::Enum(values)) => Some(Form::Enum(values)),
            _ => None,
        }
    }

    /// The form of one list of alternatives.
    pub(super) fn union(&mut self, alternative: &Alternative<'d>, kinds: &[&'d str]) -> Form<'d> {
        let part = &alternative.part;
        let mut found = self.gather(alternative.members);
        for member in &mut found {
            if let (Kind::Any, ["object"]) = (&member.kind, kinds) {
                member.kind = Kind::Object;
            }
        }
        let discriminator = part.node.get("discriminator");
        if discriminator.is_none() {
            if let Some(form) = simpler(&found) {
                return form;
            }
            merge_scalars(&mut found);
            if let [only] = found.as_slice()
                && let Source::Schema(node) = only.source
            {
                let words = part.words.clone();
                return Form::Same(Part { node, words });
            }
        }
        if found.is_empty() {
            return self.json(
                part.node,
                Reason::Union,
                "a union of nothing that can be read",
            );
        }
        Form::Union(self.plan(discriminator, found))
    }

    /// The form of a schema with several types: what it says counts for each type that it says something about.
    pub(super) fn several(
        &mut self,
        parts: &[Part<'d>],
        kinds: &[&'d str],
        words: &[String],
    ) -> Form<'d> {
        let Some(last) = parts.last() else {
            return Form::Json(Reason::SeveralTypes);
        };
        let mut found: Vec<Found<'d>> = kinds
            .iter()
            .filter_map(|kind| {
                Some(Found {
                    source: Source::Kind(kind, parts.to_vec()),
                    target: last.node,
                    name: None,
                    kind: Kind::of_type(kind)?,
                })
            })
            .collect();
        if found.len() >= EVERY_TYPE {
            return Form::Json(Reason::Unconstrained);
        }
        merge_scalars(&mut found);
        match found.as_slice() {
            [] => Form::Json(Reason::Broken),
            [only] => match &only.source {
                Source::Kind(kind, _) => self.of_kind(kind, parts, words),
                _ => Form::Json(Reason::SeveralTypes),
            },
            _ => Form::Union(self.plan(None, found)),
        }
    }

    fn of_kind(&mut self, kind: &str, parts: &[Part<'d>], words: &[String]) -> Form<'d> {
        match kind {
            "object" => self.members(parts.to_vec(), words),
            "array" => self.list(parts),
            scalar => match self.scalar(parts, scalar) {
                Some(scalar) => Form::Scalar(scalar),
                None => Form::Json(Reason::Broken),
            },
        }
    }

    /// The variants with their types.
    pub(super) fn variants(&mut self, plan: &Plan<'d>, words: &[String]) -> Union {
        let tag = plan.tag.clone().map(|wire| Tag { wire });
        let mut variants = Vec::new();
        for member in &plan.members {
            let ty = self.variant(member, &step(words, &member.words));
            let docs = match member.source {
                Source::Schema(node) if node.get("$ref").is_none() => docs(node),
                _ => Docs::default(),
            };
            let checks = match &member.source {
                Source::Schema(node) | Source::Own(node, _) => checks::of(self, &[node]),
                Source::Kind(_, parts) => {
                    let nodes: Vec<&'d Node> = parts.iter().map(|part| part.node).collect();
                    checks::of(self, &nodes)
                }
                Source::Words(_) | Source::Text => Checks::default(),
            };
            variants.push(Variant {
                origin: member.node.origin,
                words: member.words.clone(),
                docs,
                ty: ty.non_null().clone(),
                values: member.values.clone(),
                marks: member.marks.clone(),
                checks,
            });
        }
        Union { tag, variants }
    }

    fn variant(&mut self, member: &Member<'d>, words: &[String]) -> Type {
        let form = match &member.source {
            Source::Schema(node) => return self.ty(node, words),
            Source::Own(node, name) => return self.define(node, vec![(*name).to_owned()], None),
            Source::Text => return Type::Scalar(Scalar::String(Format::Plain)),
            Source::Kind(kind, parts) => self.of_kind(kind, parts, words),
            Source::Words(values) => Form::Enum(values.clone()),
        };
        if form.is_named() {
            Type::Named(self.reserve(member.node, words.to_vec(), Some(form)))
        } else {
            self.plain(&form, words)
        }
    }
}

/// With so many types, any value but `null` is allowed.
const EVERY_TYPE: usize = 5;

/// Text in text and numbers in numbers are told apart by nobody.
fn merge_scalars(found: &mut Vec<Found<'_>>) {
    let is_text = |member: &Found<'_>| matches!(member.kind, Kind::Text(_) | Kind::Words(_));
    let mut values: Vec<EnumValue> = Vec::new();
    for member in found.iter() {
        if let Kind::Words(words) = &member.kind {
            extend(&mut values, words);
        }
    }
    if found.iter().filter(|member| is_text(member)).count() > 1
        && let Some(first) = found.iter().position(is_text)
    {
        let mut at = 0;
        found.retain(|member| {
            at += 1;
            at == first + 1 || !is_text(member)
        });
        if let Some(member) = found.get_mut(first) {
            member.name = None;
            (member.source, member.kind) = if values.is_empty() {
                (Source::Text, Kind::Text(None))
            } else {
                (Source::Words(values.clone()), Kind::Words(values))
            };
        }
    }
    if found
        .iter()
        .any(|member| matches!(member.kind, Kind::Number))
    {
        found.retain(|member| !matches!(member.kind, Kind::Integer));
    }
    let mut seen: Vec<Kind> = Vec::new();
    found.retain(|member| {
        let once = matches!(
            member.kind,
            Kind::Integer | Kind::Number | Kind::Boolean | Kind::Typed(_)
        );
        let again = seen.contains(&member.kind);
        if once && !again {
            seen.push(member.kind.clone());
        }
        !again
    });
    // What takes any text comes after the texts of a certain form, and what takes anything comes last.
    let has_typed = seen.iter().any(|kind| matches!(kind, Kind::Typed(_)));
    found.sort_by_key(|member| match member.kind {
        Kind::Typed(typed) => (1, Some(typed)),
        Kind::Text(_) | Kind::Words(_) if has_typed => (2, None),
        Kind::Any => (3, None),
        _ => (0, None),
    });
}

pub(super) fn extend(values: &mut Vec<EnumValue>, more: &[EnumValue]) {
    for value in more {
        if !values.iter().any(|known| known.wire == value.wire) {
            values.push(value.clone());
        }
    }
}
