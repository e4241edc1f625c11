//! Types: what values are made of.

use super::{Checks, Docs, Extensions, ExternalDocs, Scalar};
use crate::source::Origin;

/// An index into [`super::Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// A type that has a name.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Where it stands.
    pub origin: Origin,
    /// The words of its name: a component's name, or the place of an inline schema, outermost first.
    pub words: Vec<String>,
    /// The overlay's name for it.
    pub name: Option<String>,
    /// What the document says about it.
    pub docs: Docs,
    /// Where more is written about it.
    pub more: Option<ExternalDocs>,
    /// What the document says about it under keys of its own.
    pub extensions: Extensions,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// What it is.
    pub shape: Shape,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A struct.
    Object(Object),
    /// A string with known values.
    StringEnum(Vec<EnumValue>),
    /// A whole number, or a value of several kinds, with known values.
    ValueEnum(ValueEnum),
    /// The one value that is right.
    Constant(serde_json::Value),
    /// A list whose items have types of their own, where no Rust tuple says it.
    Sequence(Sequence),
    /// A value of one of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
}

impl Shape {
    /// The types of which it is made.
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Shape::Object(object) => {
                let fields = object.fields.iter().map(|field| &field.ty);
                fields.chain(&object.extra).collect()
            }
            Shape::StringEnum(_) | Shape::ValueEnum(_) | Shape::Constant(_) => Vec::new(),
            Shape::Sequence(sequence) => sequence.items.iter().chain(&sequence.rest).collect(),
            Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Shape::Alias(ty) => vec![ty],
        }
    }
}

/// A value of one of several types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Union {
    /// The member that names the variant; what it names and nobody knows is kept as it comes.
    pub tag: Option<Tag>,
    /// The variants; of two that fit a value alike, the first is meant.
    pub variants: Vec<Variant>,
}

/// The member of an object that names its variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name on the wire.
    pub wire: String,
}

/// One of the types that a value may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Where it stands.
    pub origin: Origin,
    /// The words of its name: a component's name, a title, a value of the tag, or what kind of value it is.
    pub words: String,
    /// What the document says about it.
    pub docs: Docs,
    /// The type of its value, which is never `null`.
    pub ty: Type,
    /// The values of the tag that name it. The first of them is written where the value has none of its own.
    pub values: Vec<String>,
    /// Members that have these values in this variant, and others in others. The one without a name is the value itself.
    pub marks: Vec<(String, Vec<String>)>,
    /// The bounds of a value that has no name of its own.
    pub checks: Checks,
}

/// Values that are no strings, or not all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueEnum {
    /// Whether every value is a whole number.
    pub whole: bool,
    /// The known values: whole numbers of 64 bits, strings, `true` and `false`.
    pub values: Vec<KnownValue>,
}

/// A value of a [`ValueEnum`].
#[derive(Clone, Debug, PartialEq)]
pub struct KnownValue {
    /// The value on the wire.
    pub wire: serde_json::Value,
    /// The document's name for it.
    pub name: Option<String>,
    /// What the document says about it.
    pub docs: Docs,
}

/// A list that begins with items of certain types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sequence {
    /// The types of the first items.
    pub items: Vec<Type>,
    /// How many of them are always there.
    pub required: usize,
    /// The type of the items after these; none may follow where it is missing.
    pub rest: Option<Type>,
    /// The bounds of the first items, one by one.
    pub checks: Vec<Checks>,
    /// The bounds of each item after these.
    pub rest_checks: Checks,
}

/// A struct.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// The declared members.
    pub fields: Vec<Field>,
    /// The type of members that are not declared, where the document gives one; otherwise they are ignored.
    pub extra: Option<Type>,
    /// The bounds of each of these.
    pub extra_checks: Checks,
}

/// A declared member of an object.
#[derive(Clone, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent answers to independent questions"
)]
pub struct Field {
    /// Where it stands.
    pub origin: Origin,
    /// Its name on the wire.
    pub wire: String,
    /// Other names that a reply may use for it.
    pub wire_aliases: Vec<String>,
    /// The overlay's name for it.
    pub name: Option<String>,
    /// What the document says about it.
    pub docs: Docs,
    /// What the document says about it under keys of its own.
    pub extensions: Extensions,
    /// Its type; [`Type::Nullable`] where `null` is a value.
    pub ty: Type,
    /// Whether an object without it is wrong, whichever way it travels.
    pub required: bool,
    /// Whether a caller who makes an object has to say it.
    pub asked: bool,
    /// Which way it travels.
    pub direction: Direction,
    /// Whether its value must not be shown.
    pub sensitive: bool,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// What the server assumes where it is not sent.
    pub default: Option<serde_json::Value>,
    /// What the server checks and the client does not.
    pub rules: Vec<Rule>,
    /// Whether its own members stand beside the others, and its name on no wire.
    pub flat: bool,
    /// The bounds that a request must keep.
    pub checks: Checks,
}

/// Which way a member travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Both ways.
    #[default]
    Both,
    /// In replies only: requests leave it out.
    ReadOnly,
    /// In requests only: replies leave it out.
    WriteOnly,
}

/// A rule for a value that only the server checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// No item of a list stands in it twice.
    UniqueItems,
    /// A number is a multiple of this one.
    MultipleOf(Box<str>),
}

/// A value of a string enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The value on the wire.
    pub wire: String,
    /// The document's name for it.
    pub name: Option<String>,
    /// What the document says about it.
    pub docs: Docs,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A value without parts.
    Scalar(Scalar),
    /// A list of values of one type.
    List(Box<Type>),
    /// A map from strings to values of one type.
    Map(Box<Type>),
    /// A list of so many items, each of a type of its own.
    Tuple(Vec<Type>),
    /// A value, or `null`.
    Nullable(Box<Type>),
    /// A type with a name.
    Named(TypeId),
    /// Any JSON.
    Json(Reason),
}

impl Type {
    /// The named types in it: all of them, or those that a value holds in place and not on the heap of a list or a map.
    pub fn named(&self, in_place: bool, found: &mut Vec<TypeId>) {
        match self {
            Type::Scalar(_) | Type::Json(_) => {}
            Type::List(inner) | Type::Map(inner) => {
                if !in_place {
                    inner.named(in_place, found);
                }
            }
            Type::Nullable(inner) => inner.named(in_place, found),
            Type::Tuple(items) => {
                for item in items {
                    item.named(in_place, found);
                }
            }
            Type::Named(id) => found.push(*id),
        }
    }

    /// The type without `null`.
    pub fn non_null(&self) -> &Type {
        match self {
            Type::Nullable(inner) => inner.non_null(),
            other => other,
        }
    }

    /// The same type with `null` as a value.
    #[must_use]
    pub fn nullable(self) -> Type {
        match self {
            Type::Nullable(_) | Type::Json(_) => self,
            other => Type::Nullable(Box::new(other)),
        }
    }
}

/// Why a value is typed as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The document says nothing about it: any JSON is right.
    Unconstrained,
    /// `oneOf` or `anyOf`.
    Union,
    /// Several types at once.
    SeveralTypes,
    /// An `allOf` whose members are not all objects.
    MixedAllOf,
    /// `false`, or an object that allows nothing.
    Nothing,
    /// A tuple.
    Tuple,
    /// A reference that leads nowhere.
    MissingRef,
    /// A piece of the document that is broken.
    Broken,
    /// An enum of other things than strings.
    MixedEnum,
    /// Too deeply nested to follow.
    TooDeep,
}

/// What a walk through names does at `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
    /// It ends there: a type that may be `null` is another type.
    Kept,
    /// It goes on with what the value is if there is one.
    Dropped,
}

/// The type behind other names for it. A circle of names ends where it began.
pub fn behind<'t>(types: &'t [TypeDef], ty: &'t Type, null: Null) -> &'t Type {
    behind_until(types, ty, null, |_| false)
}

/// The type behind other names for it, up to a name that `opaque` says is a type of its own.
pub fn behind_until<'t>(
    types: &'t [TypeDef],
    ty: &'t Type,
    null: Null,
    opaque: impl Fn(TypeId) -> bool,
) -> &'t Type {
    let inner = |ty: &'t Type| match null {
        Null::Kept => ty,
        Null::Dropped => ty.non_null(),
    };
    let mut ty = inner(ty);
    for _ in 0..types.len() {
        let Type::Named(id) = ty else { break };
        match types.get(id.0 as usize).map(|definition| &definition.shape) {
            Some(Shape::Alias(target)) if !opaque(*id) => ty = inner(target),
            _ => break,
        }
    }
    ty
}
