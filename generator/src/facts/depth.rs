//! How deep types stand within each other, as the compiler counts it.

use std::collections::BTreeMap;
use std::iter;

use crate::ir::{Api, Shape, Type, TypeId};

use super::graph::{delivered, edges, made_of, named};

/// A struct, the `Option` around a member of it and the four types that a box is made of.
const STRUCT: usize = 6;

/// A vector is made of three types.
const LIST: usize = 3;

/// A tree is made of ten types.
const MAP: usize = 10;

/// What is in the innermost struct, at most (any JSON, which may be a map), and what is around the outermost one, such as a
/// future.
const ENDS: usize = 32;

/// How many types at most stand within each other: the longest way from type to type, where a circle counts as all the types
/// on it, for the compiler may walk through them one after the other.
///
/// To know whether a type is `Send`, and the like, the compiler looks at the types that it is made of, one within the other,
/// and gives up where they are more than `recursion_limit`.
pub(super) fn depth(api: &Api, mentions: &[usize]) -> usize {
    let mut circles: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut order: Vec<_> = api.types().map(|(id, _)| id).collect();
    // The numbers of circles rise from what is mentioned to what mentions it.
    order.sort_by_key(|id| mentions[id.0 as usize]);
    for id in order {
        let circle = mentions[id.0 as usize];
        let mut held = Vec::new();
        edges(api, id, false, &mut held);
        let inner = held.iter().map(|id| mentions[id.0 as usize]);
        let inner = inner.filter(|inner| *inner != circle);
        let inner = inner.filter_map(|inner| circles.get(&inner));
        let inner = inner.map(|(own, inner)| own + inner).max().unwrap_or(0);
        let own = STRUCT + around(&api.ty(id).shape);
        let known = circles.entry(circle).or_default();
        *known = (known.0 + own, known.1.max(inner));
    }
    let depth_of = |id: &TypeId| {
        let known = circles.get(&mentions[id.0 as usize]);
        known.map_or(0, |(own, inner)| own + inner)
    };
    let of_types = api.types().map(|(id, _)| depth_of(&id));
    // What an operation or a webhook holds may be collected without a name.
    let held = api.operations().flat_map(made_of).chain(delivered(api));
    let of_held = held.map(|ty| {
        let named = named(iter::once(ty));
        let inner = named.iter().map(depth_of).max().unwrap_or(0);
        STRUCT + wrapped(ty) + inner
    });
    of_types.chain(of_held).max().unwrap_or(0) + ENDS
}

/// How many types stand between a type and those that it is made of, at most.
fn around(shape: &Shape) -> usize {
    let collected = match shape {
        Shape::Object(object) if object.extra.is_some() => MAP,
        Shape::Sequence(sequence) if sequence.rest.is_some() => LIST,
        _ => 0,
    };
    let held = shape.types().into_iter().map(wrapped);
    collected + held.max().unwrap_or(0)
}

/// How many types stand around the innermost one.
fn wrapped(ty: &Type) -> usize {
    match ty {
        Type::List(inner) => LIST + wrapped(inner),
        Type::Map(inner) => MAP + wrapped(inner),
        Type::Nullable(inner) => 1 + wrapped(inner),
        Type::Tuple(items) => 1 + items.iter().map(wrapped).max().unwrap_or(0),
        Type::Scalar(_) | Type::Named(_) | Type::Json(_) => 0,
    }
}
