//! What a schema comes to: the parts that describe it, read together.

use crate::diagnostic::Code;
use crate::ir::{EnumValue, Reason, Scalar, ValueEnum};
use crate::node::{Map, Node};

use super::Lower;
use super::conjunction::{Part, is_structural};
use super::object;
use super::scalar;
use super::schema::step;
use super::sequence::{self, Rest};
use super::union::Plan;

/// What a schema comes to, before the types inside it are looked at.
pub(super) enum Form<'d> {
    /// A struct made of these parts.
    Object(Vec<Part<'d>>),
    /// A string with known values.
    Enum(Vec<EnumValue>),
    /// Known values that are not all strings.
    Values(ValueEnum),
    /// One value.
    Constant(serde_json::Value),
    /// A list that begins with items of these types; what follows them may have a schema, or be anything.
    Sequence {
        items: &'d [Node],
        words: Vec<String>,
        required: usize,
        rest: Rest<'d>,
    },
    /// A map with values that all of these schemas describe.
    Map(Vec<Part<'d>>),
    /// A map with any values.
    FreeMap,
    /// A list with items that all of these schemas describe.
    List(Vec<Part<'d>>),
    /// A list of anything.
    FreeList,
    /// Nothing but another schema with words around it.
    Same(Part<'d>),
    /// A value of one of several types.
    Union(Plan<'d>),
    /// A value without parts.
    Scalar(Scalar),
    /// Any JSON.
    Json(Reason),
}

impl Form<'_> {
    /// Whether it comes to a type with a name of its own.
    pub(super) fn is_named(&self) -> bool {
        match self {
            Form::Object(_)
            | Form::Enum(_)
            | Form::Values(_)
            | Form::Constant(_)
            | Form::Union(_) => true,
            Form::Sequence {
                items,
                required,
                rest,
                ..
            } => !sequence::is_tuple(items.len(), *required, !matches!(rest, Rest::Nothing)),
            Form::Map(_)
            | Form::FreeMap
            | Form::List(_)
            | Form::FreeList
            | Form::Same(_)
            | Form::Scalar(_)
            | Form::Json(_) => false,
        }
    }
}

impl<'d> Lower<'_, 'd> {
    pub(super) fn form(&mut self, node: &'d Node, words: &[String]) -> Form<'d> {
        let whole = Part {
            node,
            words: words.to_vec(),
        };
        let members = node.get("allOf").and_then(Node::as_list).unwrap_or(&[]);
        if members.is_empty() {
            return self.conjunction(vec![whole], words);
        }
        let parts: Vec<Part<'d>> = members
            .iter()
            .map(|member| Part {
                node: member,
                words: words.to_vec(),
            })
            .collect();
        let own = is_structural(node);
        // A child that adds nothing to its parent is no other name for the parent's whole family.
        let own = own || self.is_child(node);
        if let ([only], false) = (parts.as_slice(), own) {
            return Form::Same(only.clone());
        }
        if !own && let Some(sole) = self.sole(&parts) {
            return Form::Same(sole);
        }
        let parts = self.parts(vec![whole]);
        self.conjunction(parts, words)
    }

    /// The form of what all these parts describe.
    pub(super) fn conjunction(&mut self, parts: Vec<Part<'d>>, words: &[String]) -> Form<'d> {
        for part in &parts {
            self.unread(part.node);
        }
        let has = |key: &str| parts.iter().any(|part| part.node.get(key).is_some());
        if has(crate::dialect::NEVER) {
            return Form::Json(Reason::Nothing);
        }
        let kinds = self.kinds(&parts);
        if let Some(form) = self.alternatives(&parts, &kinds, words) {
            return form;
        }
        if let Some(form) = self.enumeration(&parts, &kinds) {
            return form;
        }
        match kinds.as_slice() {
            ["object"] => self.members(parts, words),
            ["array"] => self.list(&parts),
            [scalar] => match self.scalar(&parts, scalar) {
                Some(scalar) => Form::Scalar(scalar),
                None => Form::Json(Reason::Broken),
            },
            [] => self.untyped(parts, words),
            [_, _, ..] => self.several(&parts, &kinds, words),
        }
    }

    /// A list: of what every part says about its items.
    pub(super) fn list(&mut self, parts: &[Part<'d>]) -> Form<'d> {
        if let Some(form) = self.sequence(parts) {
            return form;
        }
        let items: Vec<Part<'d>> = parts
            .iter()
            .filter_map(|part| {
                Some(Part {
                    node: part.node.get("items")?,
                    words: step(&part.words, "Item"),
                })
            })
            .collect();
        if items.is_empty() {
            return Form::FreeList;
        }
        Form::List(items)
    }

    /// Schemas without a `type`, told by what else they say.
    fn untyped(&mut self, parts: Vec<Part<'d>>, words: &[String]) -> Form<'d> {
        let has = |keys: &[&str]| {
            parts
                .iter()
                .any(|part| keys.iter().any(|key| part.node.get(key).is_some()))
        };
        if has(&object::KEYS) {
            return self.members(parts, words);
        }
        if has(&["items", "x-internal-prefixItems"]) {
            return self.list(&parts);
        }
        let textual = has(&["pattern", "minLength", "maxLength"]);
        let format = self.word(&parts, "format");
        let kind = match format {
            _ if textual => "string",
            Some(format) => match scalar::kind_of(format) {
                Some(kind) => kind,
                None => return Form::Json(Reason::Unconstrained),
            },
            None => return Form::Json(Reason::Unconstrained),
        };
        match self.scalar(&parts, kind) {
            Some(scalar) => Form::Scalar(scalar),
            None => Form::Json(Reason::Unconstrained),
        }
    }

    /// Says which keywords have no effect.
    fn unread(&mut self, node: &'d Node) {
        let mut keys = node.as_map().into_iter().flat_map(Map::iter);
        if !keys.any(|(key, _)| **key == *NOT || key.starts_with(INTERNAL)) {
            return;
        }
        for (key, word) in UNREAD {
            if let Some(at) = node.get(key) {
                let message = format!("`{word}` is not read: the client is less strict here");
                self.warn(Code::Unsupported, at, message, None);
            }
        }
    }

    pub(super) fn json(&mut self, node: &Node, reason: Reason, what: &str) -> Form<'d> {
        let help = "send and read it as `serde_json::Value`";
        self.warn(
            Code::JsonFallback,
            node,
            format!("{what} is typed as JSON"),
            Some(help),
        );
        Form::Json(reason)
    }
}

const NOT: &str = "not";

/// How the keys of keywords begin that 3.0 does not have.
const INTERNAL: &str = "x-internal-";

/// Keywords that say what no type can: the key, and the keyword as the document has it.
const UNREAD: [(&str, &str); 11] = [
    (NOT, "not"),
    ("x-internal-if", "if"),
    ("x-internal-dependentSchemas", "dependentSchemas"),
    ("x-internal-dependentRequired", "dependentRequired"),
    ("x-internal-unevaluatedProperties", "unevaluatedProperties"),
    ("x-internal-unevaluatedItems", "unevaluatedItems"),
    ("x-internal-$dynamicRef", "$dynamicRef"),
    ("x-internal-contains", "contains"),
    ("x-internal-propertyNames", "propertyNames"),
    ("x-internal-contentSchema", "contentSchema"),
    ("x-internal-$vocabulary", "$vocabulary"),
];
