//! What is true of each type: which members need a box, what it may derive, which way it travels.

mod depth;
mod graph;

use std::collections::BTreeSet;

use crate::ir::{Api, Null, Object, Operation, Scalar, Shape, Type, TypeId, Typed, behind};

pub use graph::{reached, reached_by_group, reached_by_webhooks};

use graph::{circles, edges};

/// The facts of every type, by [`TypeId`].
#[derive(Clone, Debug)]
pub struct Facts {
    types: Vec<TypeFacts>,
    /// How many types at most stand within each other.
    pub depth: usize,
}

/// The facts of one type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent answers to independent questions"
)]
pub struct TypeFacts {
    /// Which fields of an object stand behind a box, since the object would contain itself or grow too large.
    pub boxed: Vec<bool>,
    /// Whether a value can be made out of nothing: no required member.
    pub default: bool,
    /// Whether a member's value must not be shown.
    pub sensitive: bool,
    /// Whether another name for a type leads back to itself, so that only a struct can break the circle.
    pub recursive_alias: bool,
    /// Whether a caller makes values by a builder: `new` would be too long, or could be misread.
    pub builder: bool,
    /// Whether only a server makes values of it by their builder, so that a client has it for tests alone.
    pub built_in_tests: bool,
    /// About how many bytes a value takes in place; what it keeps on the heap does not count.
    pub size: usize,
    /// Whether a caller makes values of it to send them.
    pub sent: bool,
    /// Whether a value, or one inside it, has bounds to keep.
    pub bounded: bool,
    /// Whether its values stand inside those of another type.
    pub inside: bool,
}

impl Facts {
    /// The facts of one type.
    pub fn of(&self, id: TypeId) -> &TypeFacts {
        &self.types[id.0 as usize]
    }

    /// Whether values of a type are, or hold, such as have a type with bounds of its own.
    pub fn holds_bounds(&self, ty: &Type) -> bool {
        holds_bounds(ty, &self.types)
    }
}

/// Finds the facts of every type.
pub fn of(api: &Api) -> Facts {
    let contains = circles(api, true);
    let mentions = circles(api, false);
    let mut types: Vec<TypeFacts> = api
        .types()
        .map(|(id, definition)| match &definition.shape {
            Shape::Object(object) => TypeFacts {
                boxed: boxed(object.fields.iter().map(|field| &field.ty), id, &contains),
                default: object
                    .fields
                    .iter()
                    .all(|field| !field.required || is_preset(api, &field.ty)),
                sensitive: object.fields.iter().any(|field| field.sensitive),
                ..TypeFacts::default()
            },
            Shape::StringEnum(_) | Shape::ValueEnum(_) | Shape::Constant(_) => TypeFacts {
                default: is_preset(api, &Type::Named(id)),
                ..TypeFacts::default()
            },
            Shape::Sequence(sequence) => TypeFacts {
                boxed: boxed(sequence.items.iter(), id, &contains),
                default: sequence.required == 0,
                ..TypeFacts::default()
            },
            Shape::Union(union) => TypeFacts {
                boxed: union
                    .variants
                    .iter()
                    .map(|variant| is_unbroken(api, id, &variant.ty))
                    .collect(),
                ..TypeFacts::default()
            },
            Shape::Alias(ty) => TypeFacts {
                boxed: boxed(std::iter::once(ty), id, &contains),
                recursive_alias: is_alias_circle(api, &mentions, id, ty),
                ..TypeFacts::default()
            },
        })
        .collect();
    settle_bounds(api, &mut types);
    measure(api, &contains, &mut types);
    for id in sent(api) {
        types[id.0 as usize].sent = true;
    }
    for id in inside(api, &types) {
        types[id.0 as usize].inside = true;
    }
    for (id, definition) in api.types() {
        if let Shape::Object(object) = &definition.shape {
            let facts = &mut types[id.0 as usize];
            let builder = wants_builder(api, object, facts.sent);
            facts.builder = builder && facts.sent;
            facts.built_in_tests = builder && !facts.sent;
        }
    }
    Facts {
        types,
        depth: depth::depth(api, &mentions),
    }
}

/// The most required members that `new` takes.
const NEW_TAKES: usize = 3;

/// Whether an object needs a builder: more than three required members, or two neighbours of one Rust type that could be
/// swapped unseen, or, where callers make it, more to say than what is required.
fn wants_builder(api: &Api, object: &Object, sent: bool) -> bool {
    let required: Vec<&Type> = object
        .fields
        .iter()
        .filter(|field| field.asked && !(field.required && is_preset(api, &field.ty)))
        .map(|field| &field.ty)
        .collect();
    let swappable = required
        .windows(2)
        .any(|pair| matches!(pair, [left, right] if is_one_type(api, left, right)));
    let more = object
        .fields
        .iter()
        .any(|field| !field.required || !field.checks.is_empty());
    // `new` leaves out what is not required: a member that a caller has to say all the same needs a builder.
    let asked = object
        .fields
        .iter()
        .any(|field| field.asked && !field.required);
    required.len() > NEW_TAKES || swappable || asked || (sent && more)
}

/// Whether two types are one in Rust. Text is text whatever its format, and a name for a type is that type.
pub(crate) fn is_one_type(api: &Api, left: &Type, right: &Type) -> bool {
    match (
        behind(&api.types, left, Null::Kept),
        behind(&api.types, right, Null::Kept),
    ) {
        (Type::Scalar(Scalar::String(_)), Type::Scalar(Scalar::String(_)))
        | (Type::Json(_), Type::Json(_)) => true,
        (Type::List(left), Type::List(right))
        | (Type::Map(left), Type::Map(right))
        | (Type::Nullable(left), Type::Nullable(right)) => is_one_type(api, left, right),
        (left, right) => left == right,
    }
}

/// Whether one value is the only one to send, so that nobody needs to be asked for it.
pub(crate) fn is_preset(api: &Api, ty: &Type) -> bool {
    let Type::Named(id) = behind(&api.types, ty, Null::Kept) else {
        return false;
    };
    match &api.ty(*id).shape {
        Shape::Constant(_) => true,
        Shape::StringEnum(values) => values.len() == 1,
        Shape::ValueEnum(values) => values.values.len() == 1,
        Shape::Object(_) | Shape::Sequence(_) | Shape::Union(_) | Shape::Alias(_) => false,
    }
}

fn boxed<'a>(types: impl Iterator<Item = &'a Type>, id: TypeId, circles: &[usize]) -> Vec<bool> {
    let own = circles[id.0 as usize];
    let is_circle = |ty: &Type| {
        let mut edges = Vec::new();
        ty.named(true, &mut edges);
        edges.iter().any(|to| circles[to.0 as usize] == own)
    };
    types.map(is_circle).collect()
}

/// Whether a variant leads back to its enum in place, with no member of a struct on the way: those stand behind boxes of
/// their own.
fn is_unbroken(api: &Api, id: TypeId, ty: &Type) -> bool {
    let mut seen = vec![false; api.types.len()];
    let mut work = Vec::new();
    ty.named(true, &mut work);
    while let Some(at) = work.pop() {
        if at == id {
            return true;
        }
        if std::mem::replace(&mut seen[at.0 as usize], true) {
            continue;
        }
        match &api.ty(at).shape {
            Shape::Union(_) | Shape::Alias(_) => edges(api, at, true, &mut work),
            Shape::Object(_)
            | Shape::StringEnum(_)
            | Shape::ValueEnum(_)
            | Shape::Constant(_)
            | Shape::Sequence(_) => {}
        }
    }
    false
}

/// Another name needs a struct only if the way back to it leads through other names alone: an object breaks the circle by itself.
fn is_alias_circle(api: &Api, mentions: &[usize], id: TypeId, ty: &Type) -> bool {
    let own = mentions[id.0 as usize];
    let mut seen = vec![false; api.types.len()];
    let mut work = Vec::new();
    ty.named(false, &mut work);
    while let Some(at) = work.pop() {
        if at == id {
            return true;
        }
        let slot = at.0 as usize;
        if mentions[slot] != own || std::mem::replace(&mut seen[slot], true) {
            continue;
        }
        if let Shape::Alias(inner) = &api.ty(at).shape {
            inner.named(false, &mut work);
        }
    }
    false
}

/// A value has bounds to keep if a member has, or if a value inside has, however deep.
fn settle_bounds(api: &Api, types: &mut [TypeFacts]) {
    let mut changed = true;
    while changed {
        changed = false;
        for (id, definition) in api.types() {
            let slot = id.0 as usize;
            let inside = |ty: &&Type| holds_bounds(ty, types);
            let bounded = match &definition.shape {
                Shape::Object(object) => {
                    object.fields.iter().any(|field| !field.checks.is_empty())
                        || !object.extra_checks.is_empty()
                        || definition.shape.types().iter().any(inside)
                }
                Shape::Union(union) => {
                    union
                        .variants
                        .iter()
                        .any(|variant| !variant.checks.is_empty())
                        || definition.shape.types().iter().any(inside)
                }
                Shape::Sequence(sequence) => {
                    sequence.checks.iter().any(|checks| !checks.is_empty())
                        || !sequence.rest_checks.is_empty()
                        || definition.shape.types().iter().any(inside)
                }
                // One that leads back to itself is a struct of its own.
                Shape::Alias(ty) => !types[slot].recursive_alias && holds_bounds(ty, types),
                Shape::StringEnum(_) | Shape::ValueEnum(_) | Shape::Constant(_) => false,
            };
            if bounded && !types[slot].bounded {
                types[slot].bounded = true;
                changed = true;
            }
        }
    }
}

fn holds_bounds(ty: &Type, types: &[TypeFacts]) -> bool {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => holds_bounds(inner, types),
        Type::Tuple(items) => items.iter().any(|item| holds_bounds(item, types)),
        Type::Named(id) => types[id.0 as usize].bounded,
        Type::Scalar(_) | Type::Json(_) => false,
    }
}

/// The most bytes that a member takes in place. Whoever reads a reply has what it holds on the stack several times over, so
/// that structs in structs without a limit would outgrow it.
const MOST_IN_PLACE: usize = 512;

/// Sizes, innermost types first: the numbers of circles rise from what is contained to what contains it. What turns out too
/// large stands behind a box.
fn measure(api: &Api, contains: &[usize], types: &mut [TypeFacts]) {
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by_key(|at| contains[*at]);
    for at in order {
        let shape = &api.types[at].shape;
        let is_container = matches!(shape, Shape::Object(_) | Shape::Union(_));
        let mut boxed = std::mem::take(&mut types[at].boxed);
        let mut in_place = |held: Vec<&Type>| -> Vec<usize> {
            let pairs = held.into_iter().zip(boxed.iter_mut());
            let sized = pairs.map(|(ty, boxed)| {
                let size = size(ty, types);
                *boxed |= is_container && size > MOST_IN_PLACE;
                if *boxed { 8 } else { size }
            });
            sized.collect()
        };
        let size = match shape {
            Shape::Object(object) => {
                let fields = object.fields.iter().map(|field| &field.ty).collect();
                let size: usize = in_place(fields).iter().sum();
                size + object.extra.as_ref().map_or(0, |_| 24)
            }
            Shape::StringEnum(_) => 24,
            Shape::ValueEnum(values) if values.whole => 16,
            Shape::ValueEnum(_) => 32,
            Shape::Constant(_) => 0,
            Shape::Sequence(sequence) => {
                let size: usize = in_place(sequence.items.iter().collect()).iter().sum();
                size + sequence.rest.as_ref().map_or(0, |_| 24)
            }
            Shape::Union(union) => {
                let variants = union.variants.iter().map(|variant| &variant.ty).collect();
                in_place(variants).into_iter().max().unwrap_or(0).max(24) + 8
            }
            Shape::Alias(ty) => size(ty, types),
        };
        types[at].boxed = boxed;
        types[at].size = size;
    }
}

/// About how many bytes a value takes in place. Whether it is optional makes little difference: most types have a spare bit.
pub(crate) fn size_of(facts: &Facts, ty: &Type) -> usize {
    size(ty, &facts.types)
}

fn size(ty: &Type, types: &[TypeFacts]) -> usize {
    match ty {
        Type::Scalar(Scalar::Bool) => 1,
        Type::Scalar(Scalar::I32 | Scalar::U32 | Scalar::Typed(Typed::Date | Typed::Ipv4)) => 4,
        Type::Scalar(Scalar::I64 | Scalar::U64 | Scalar::F64) => 8,
        Type::Scalar(Scalar::Typed(Typed::Timestamp | Typed::Uuid | Typed::Ipv6 | Typed::Ip)) => 16,
        Type::Scalar(Scalar::Typed(Typed::Duration)) => 64,
        Type::Scalar(Scalar::Number | Scalar::String(_) | Scalar::Base64)
        | Type::List(_)
        | Type::Map(_) => 24,
        Type::Nullable(inner) => size(inner, types) + 8,
        Type::Tuple(items) => items.iter().map(|item| size(item, types)).sum(),
        Type::Named(id) => types[id.0 as usize].size,
        Type::Json(_) => 32,
    }
}

/// The types whose values stand inside those of a struct or an enum. A name for another type holds nothing itself, and one
/// that leads back to itself checks nothing.
fn inside(api: &Api, types: &[TypeFacts]) -> BTreeSet<TypeId> {
    let owners = api.types().map(|(_, definition)| &definition.shape);
    let owners = owners.filter(|shape| !matches!(shape, Shape::Alias(_)));
    let mut work = graph::named(owners.flat_map(Shape::types));
    let mut found = BTreeSet::new();
    while let Some(id) = work.pop() {
        if found.insert(id)
            && let Shape::Alias(ty) = &api.ty(id).shape
            && !types[id.0 as usize].recursive_alias
        {
            work.extend(graph::named(std::iter::once(ty)));
        }
    }
    found
}

/// The types that requests are made of.
fn sent(api: &Api) -> Vec<TypeId> {
    reached(api, api.operations().flat_map(Operation::sent))
}
