//! The bounds of a value: those of its schema, and of the schemas that it refers to.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::ir::{Bound, Checks, Null, Scalar, Shape, Type, TypeDef, behind};
use crate::node::{Node, Value};

use super::Lower;

/// The bounds of the value that all of `nodes` describe.
pub(super) fn of<'d>(lower: &Lower<'_, 'd>, nodes: &[&'d Node]) -> Checks {
    let mut checks = Checks::default();
    let mut seen = HashSet::new();
    let mut work = nodes.to_vec();
    while let Some(node) = work.pop() {
        if !seen.insert(node.origin) {
            continue;
        }
        if node.get("$ref").is_some() {
            // A schema that refers to itself says nothing new the second time.
            if let Some(target) = lower.quiet_target(node) {
                work.push(target);
            }
            continue;
        }
        read(&mut checks, node);
        work.extend(
            node.get("allOf")
                .and_then(Node::as_list)
                .into_iter()
                .flatten(),
        );
    }
    checks
}

/// Adds the bounds of one schema: of two bounds the tighter one counts, of two patterns the one that stands nearer.
fn read(checks: &mut Checks, node: &Node) {
    let count = |key: &str| match &node.get(key)?.value {
        Value::Number(number) => number.0.parse::<u64>().ok(),
        _ => None,
    };
    let bound = |key: &str, exclusive: &str| match &node.get(key)?.value {
        Value::Number(number) => Some(Bound {
            number: number.0.clone(),
            exclusive: node.get(exclusive).and_then(Node::as_bool) == Some(true),
        }),
        _ => None,
    };
    keep(&mut checks.min_length, count("minLength"), u64::gt);
    keep(&mut checks.max_length, count("maxLength"), u64::lt);
    if checks.pattern.is_none() {
        checks.pattern = node.str("pattern").map(str::to_owned);
    }
    let minimum = bound("minimum", "exclusiveMinimum");
    let maximum = bound("maximum", "exclusiveMaximum");
    keep(&mut checks.minimum, minimum, |new, old| {
        is_tighter(new, old, Ordering::Greater)
    });
    keep(&mut checks.maximum, maximum, |new, old| {
        is_tighter(new, old, Ordering::Less)
    });
    let least = count("minItems").or_else(|| count("minProperties"));
    let most = count("maxItems").or_else(|| count("maxProperties"));
    keep(&mut checks.min_items, least, u64::gt);
    keep(&mut checks.max_items, most, u64::lt);
}

fn keep<T>(slot: &mut Option<T>, found: Option<T>, tighter: impl Fn(&T, &T) -> bool) {
    let Some(found) = found else { return };
    if slot.as_ref().is_none_or(|known| tighter(&found, known)) {
        *slot = Some(found);
    }
}

/// Whether a bound leaves fewer numbers than another; `inward` is the direction in which it does.
fn is_tighter(new: &Bound, old: &Bound, inward: Ordering) -> bool {
    let whole = |bound: &Bound| bound.number.parse::<i128>().ok();
    let real = |bound: &Bound| bound.number.parse::<f64>().ok();
    let order = match (whole(new), whole(old)) {
        (Some(new), Some(old)) => Some(new.cmp(&old)),
        _ => real(new)
            .zip(real(old))
            .and_then(|(new, old)| new.partial_cmp(&old)),
    };
    order == Some(inward) || (order == Some(Ordering::Equal) && new.exclusive && !old.exclusive)
}

/// Keeps of each field's bounds what its type can be held to: a bound of text says nothing about a number. Runs when every
/// type is defined, since the type may stand behind another name.
pub(super) fn fit(types: &mut [TypeDef]) {
    let mut fitted = Vec::new();
    for (at, definition) in types.iter().enumerate() {
        let Shape::Object(object) = &definition.shape else {
            continue;
        };
        for (index, field) in object.fields.iter().enumerate() {
            if !field.checks.is_empty() {
                let ty = behind(types, &field.ty, Null::Dropped);
                fitted.push((at, index, fitting(&field.checks, ty)));
            }
        }
    }
    for (at, index, checks) in fitted {
        if let Shape::Object(object) = &mut types[at].shape {
            object.fields[index].checks = checks;
        }
    }
}

/// What of these bounds a value of this type can be held to. The type stands behind no other name.
pub(super) fn fitting(checks: &Checks, ty: &Type) -> Checks {
    let checks = checks.clone();
    let none = Checks::default();
    match ty {
        Type::Scalar(Scalar::String(_)) => Checks {
            min_length: checks.min_length.filter(|length| *length > 0),
            max_length: checks.max_length,
            pattern: checks
                .pattern
                // One that cannot be checked was reported where it stands.
                .filter(|pattern| regex_lite::Regex::new(pattern).is_ok()),
            ..none
        },
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F64) => {
            Checks {
                minimum: checks.minimum,
                maximum: checks.maximum,
                ..none
            }
        }
        Type::List(_) | Type::Map(_) => {
            let min_items = checks.min_items.filter(|count| *count > 0);
            Checks {
                min_items,
                max_items: checks.max_items,
                ..none
            }
        }
        Type::Scalar(_) | Type::Nullable(_) | Type::Named(_) | Type::Tuple(_) | Type::Json(_) => {
            none
        }
    }
}
