//! One schema, read on its own: its children stay nodes.

use crate::dialect;
use crate::node::{Map, Node, Number, Value};

/// A schema and what `openapiv3` reads of it; schemas inside it are placeholders there, and nodes here.
#[derive(Clone, Debug)]
pub struct Schema<'d> {
    /// The schema itself, never a reference.
    pub node: &'d Node,
    /// Annotations: title, description, nullable, default and so on.
    pub data: openapiv3::SchemaData,
    /// Type and constraints. Child schemas in it are placeholders; bounds that no `f64` or `usize` holds are missing.
    pub any: openapiv3::AnySchema,
}

/// What `additionalProperties` says.
#[derive(Clone, Copy, Debug)]
pub enum AdditionalProperties<'d> {
    /// The keyword is not there.
    Absent,
    /// Any value is allowed, or none.
    Bool(bool),
    /// Values follow this schema (or reference).
    Schema(&'d Node),
}

impl<'d> Schema<'d> {
    /// The properties in the order of the document.
    pub fn properties(&self) -> impl Iterator<Item = (&'d str, &'d Node)> + use<'d> {
        let map = self.node.get("properties").and_then(Node::as_map);
        map.into_iter().flat_map(Map::iter).filter_map(known)
    }

    /// The schema of an array's items.
    pub fn items(&self) -> Option<&'d Node> {
        self.node.get("items").filter(|node| is_known(node))
    }

    /// The members of `allOf`.
    pub fn all_of(&self) -> &'d [Node] {
        self.list("allOf")
    }

    /// The members of `oneOf`.
    pub fn one_of(&self) -> &'d [Node] {
        self.list("oneOf")
    }

    /// The members of `anyOf`.
    pub fn any_of(&self) -> &'d [Node] {
        self.list("anyOf")
    }

    /// The schema under `not`.
    pub fn not(&self) -> Option<&'d Node> {
        self.node.get("not").filter(|node| is_known(node))
    }

    /// What `additionalProperties` says.
    pub fn additional_properties(&self) -> AdditionalProperties<'d> {
        match self.node.get("additionalProperties") {
            None => AdditionalProperties::Absent,
            Some(node) => match node.value {
                Value::Bool(value) => AdditionalProperties::Bool(value),
                Value::Map(_) => AdditionalProperties::Schema(node),
                _ => AdditionalProperties::Absent,
            },
        }
    }

    /// The values of `enum` (a `const` comes as an `enum` of one, see [`Schema::is_const`]).
    pub fn enum_values(&self) -> &'d [Node] {
        self.list("enum")
    }

    /// The types, without `null`: none where any type is allowed, several where 3.1 lists several.
    pub fn types(&self) -> Vec<&'d str> {
        match self.internal(dialect::TYPES).and_then(Node::as_list) {
            Some(types) => types.iter().filter_map(Node::as_str).collect(),
            None => self.node.str("type").into_iter().collect(),
        }
    }

    /// Whether the one value of `enum` was written as `const`.
    pub fn is_const(&self) -> bool {
        self.flag(dialect::CONST)
    }

    /// Whether nothing fits: the schema `false`.
    pub fn is_never(&self) -> bool {
        self.flag(dialect::NEVER)
    }

    /// Whether only `null` fits.
    pub fn is_only_null(&self) -> bool {
        self.flag(dialect::NULL)
    }

    /// Whether the keyword carries a number, exactly as written: `minimum`, `maxLength`, `multipleOf` and the like.
    pub fn number(&self, keyword: &str) -> Option<&'d Number> {
        match &self.node.get(keyword)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The lower bound as written; `any.exclusive_minimum` says whether it is itself allowed.
    pub fn minimum(&self) -> Option<&'d Number> {
        self.number("minimum")
    }

    /// The upper bound as written; `any.exclusive_maximum` says whether it is itself allowed.
    pub fn maximum(&self) -> Option<&'d Number> {
        self.number("maximum")
    }

    /// The value of one of our own keys, such as `x-sdk-sensitive`.
    pub fn hint(&self, key: &str) -> Option<&'d Node> {
        self.node.get(key).filter(|node| is_known(node))
    }

    /// What a keyword of 3.1 says that 3.0 does not have: `internal("x-internal-prefixItems")`, see [`dialect::CARRIED`].
    pub fn internal(&self, key: &str) -> Option<&'d Node> {
        self.node.get(key).filter(|node| is_known(node))
    }

    fn flag(&self, key: &str) -> bool {
        self.node.get(key).and_then(Node::as_bool).unwrap_or(false)
    }

    fn list(&self, key: &str) -> &'d [Node] {
        self.node.get(key).and_then(Node::as_list).unwrap_or(&[])
    }
}

fn is_known(node: &Node) -> bool {
    !matches!(node.value, Value::Unknown)
}

fn known<'d>((key, node): (&'d std::sync::Arc<str>, &'d Node)) -> Option<(&'d str, &'d Node)> {
    is_known(node).then_some((&**key, node))
}
