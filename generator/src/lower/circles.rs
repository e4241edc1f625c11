//! Types that are made of themselves and nothing else.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::ir::{Reason, Shape, Type, TypeDef, TypeId};

/// Types that are nothing but another name for each other, in a circle, are nothing at all: they become JSON.
pub(super) fn break_names(types: &mut [TypeDef], sink: &mut Sink) {
    for start in 0..types.len() {
        let mut at = start;
        for _ in 0..types.len() {
            let Shape::Alias(target) = &types[at].shape else {
                break;
            };
            let Type::Named(next) = target.non_null() else {
                break;
            };
            at = next.0 as usize;
            if at == start {
                let message = format!(
                    "`{}` is defined by nothing but itself",
                    types[start].words.join(" ")
                );
                let diagnostic = Diagnostic::new(Code::CircularRef, types[start].origin, message);
                sink.push(diagnostic.help("say what it is; until then it is typed as JSON"));
                types[start].shape = Shape::Alias(Type::Json(Reason::MissingRef));
                break;
            }
        }
    }
}

/// Types that hold one of themselves as the very same value are never done: the variant or member that closes such a circle
/// is left out.
pub(super) fn break_same(types: &mut [TypeDef], sink: &mut Sink) {
    for at in 0..types.len() {
        let inside = same_value(types, at);
        for (index, target) in inside.into_iter().rev() {
            if !leads_to(types, target, at) {
                continue;
            }
            let Some(definition) = types.get_mut(at) else {
                continue;
            };
            let name = definition.words.join(" ");
            match &mut definition.shape {
                Shape::Union(union) => drop(union.variants.remove(index)),
                Shape::Object(object) => drop(object.fields.remove(index)),
                _ => continue,
            }
            let message = format!("an alternative of `{name}` is `{name}` itself");
            let diagnostic = Diagnostic::new(Code::CircularRef, definition.origin, message);
            sink.push(diagnostic.help("that alternative is left out"));
        }
    }
}

/// The types of which a value of this one is a value too, with the index of the variant or member.
fn same_value(types: &[TypeDef], at: usize) -> Vec<(usize, TypeId)> {
    let named = |(index, ty): (usize, &Type)| match ty.non_null() {
        Type::Named(id) => Some((index, *id)),
        _ => None,
    };
    match types.get(at).map(|definition| &definition.shape) {
        Some(Shape::Union(union)) => {
            let variants = union.variants.iter().map(|variant| &variant.ty);
            variants.enumerate().filter_map(named).collect()
        }
        Some(Shape::Object(object)) => {
            let fields = object.fields.iter().enumerate();
            let flat = fields.filter(|(_, field)| field.flat);
            flat.filter_map(|(index, field)| named((index, &field.ty)))
                .collect()
        }
        Some(Shape::Alias(ty)) => named((0, ty)).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn leads_to(types: &[TypeDef], from: TypeId, to: usize) -> bool {
    let mut seen = HashSet::new();
    let mut work = vec![from.0 as usize];
    while let Some(at) = work.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            work.extend(
                same_value(types, at)
                    .into_iter()
                    .map(|(_, id)| id.0 as usize),
            );
        }
    }
    false
}
