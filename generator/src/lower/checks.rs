//! The bounds of a value: those of its schema, and of the schemas that it refers to.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::ir::{Bound, Checks, Scalar, Shape, Type, TypeDef};
use crate::node::{Node, Value};
use crate::source::Origin;

use super::Lower;

/// The bounds of the value that `node` describes.
pub(super) fn of<'d>(lower: &Lower<'_, 'd>, node: &'d Node) -> Checks {
    let mut checks = Checks::default();
    let mut seen = HashSet::new();
    let mut work = vec![node];
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
    keep(&mut checks.min_length, count("minLength"));
    keep(&mut checks.max_length, count("maxLength"));
    keep(&mut checks.pattern, node.str("pattern").map(str::to_owned));
    keep(&mut checks.minimum, bound("minimum", "exclusiveMinimum"));
    keep(&mut checks.maximum, bound("maximum", "exclusiveMaximum"));
    keep(
        &mut checks.min_items,
        count("minItems").or_else(|| count("minProperties")),
    );
    keep(
        &mut checks.max_items,
        count("maxItems").or_else(|| count("maxProperties")),
    );
}

fn keep<T>(slot: &mut Option<T>, found: Option<T>) {
    if slot.is_none() {
        *slot = found;
    }
}

/// Keeps of each field's bounds what its type can be held to: a bound of text says nothing about a number. Runs when every
/// type is defined, since the type may stand behind another name.
pub(super) fn fit(types: &mut [TypeDef], sink: &mut Sink) {
    let mut fitted = Vec::new();
    for (at, definition) in types.iter().enumerate() {
        let Shape::Object(object) = &definition.shape else {
            continue;
        };
        for (index, field) in object.fields.iter().enumerate() {
            if !field.checks.is_empty() {
                let ty = behind_alias(types, &field.ty);
                fitted.push((at, index, fitting(&field.checks, field.origin, &ty, sink)));
            }
        }
    }
    for (at, index, checks) in fitted {
        if let Shape::Object(object) = &mut types[at].shape {
            object.fields[index].checks = checks;
        }
    }
}

/// What of the bounds of the value at `origin` a value of this type can be held to. The type stands behind no other name.
pub(super) fn fitting(checks: &Checks, origin: Origin, ty: &Type, sink: &mut Sink) -> Checks {
    let checks = checks.clone();
    let none = Checks::default();
    match ty.non_null() {
        Type::Scalar(Scalar::String(_)) => Checks {
            min_length: checks.min_length.filter(|length| *length > 0),
            max_length: checks.max_length,
            pattern: checks
                .pattern
                .filter(|pattern| can_check(origin, pattern, sink)),
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
        Type::Scalar(_) | Type::Nullable(_) | Type::Named(_) | Type::Json(_) => none,
    }
}

fn can_check(origin: Origin, pattern: &str, sink: &mut Sink) -> bool {
    let Err(problem) = regex_lite::Regex::new(pattern) else {
        return true;
    };
    let message = format!("the client cannot check this `pattern`: {problem}");
    let diagnostic = Diagnostic::new(Code::PatternUnchecked, origin, message);
    sink.push(diagnostic.help("the server still checks it"));
    false
}

/// The type behind other names for it.
pub(super) fn behind_alias(types: &[TypeDef], ty: &Type) -> Type {
    let mut ty = ty;
    for _ in 0..types.len() {
        let Type::Named(id) = ty.non_null() else {
            break;
        };
        match types.get(id.0 as usize).map(|definition| &definition.shape) {
            Some(Shape::Alias(target)) => ty = target,
            _ => break,
        }
    }
    ty.clone()
}
