//! The bounds of a value: those of its schema, and of the schemas that it refers to; and those of the values inside it that
//! have no type of their own.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::dialect;
use crate::ir::{Bound, Checks, Null, Scalar, Shape, Type, TypeDef, behind};
use crate::node::{Map, Node, Value};

use super::Lower;
use super::sequence::{TUPLE, prefix};

/// How deep lists in lists are looked into.
const DEPTH: usize = 3;

/// The bounds of the value that all of `nodes` describe.
pub(super) fn of<'d>(lower: &Lower<'_, 'd>, nodes: &[&'d Node]) -> Checks {
    within(lower, nodes, DEPTH)
}

fn within<'d>(lower: &Lower<'_, 'd>, nodes: &[&'d Node], depth: usize) -> Checks {
    let mut checks = Checks::default();
    let mut inside = Inside::default();
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
        inside.read(node);
        work.extend(
            node.get("allOf")
                .and_then(Node::as_list)
                .into_iter()
                .flatten(),
        );
        work.extend(but_null(node));
    }
    let Some(deeper) = depth.checked_sub(1) else {
        return checks;
    };
    if (1..=TUPLE).contains(&inside.first.len()) {
        let items = inside.first.iter();
        checks.items = items.map(|node| within(lower, &[node], deeper)).collect();
    } else if !inside.each.is_empty() {
        checks.each = within(lower, &inside.each, deeper).of_each().each;
    }
    checks
}

/// The schemas of what is inside a value.
#[derive(Default)]
struct Inside<'d> {
    /// Of each item of a list, or each value of a map.
    each: Vec<&'d Node>,
    /// Of the first items of a list, one by one.
    first: &'d [Node],
}

impl<'d> Inside<'d> {
    fn read(&mut self, node: &'d Node) {
        if self.first.is_empty() {
            self.first = prefix(node);
        }
        let keys = ["items", "additionalProperties"];
        let schemas = keys.iter().filter_map(|key| node.get(key));
        self.each
            .extend(schemas.filter(|schema| schema.as_map().is_some()));
        let patterns = node.get("x-internal-patternProperties");
        let patterns = patterns.and_then(Node::as_map);
        self.each.extend(
            patterns
                .into_iter()
                .flat_map(Map::iter)
                .map(|(_, schema)| schema),
        );
    }
}

/// What a value is where the only alternative is `null`.
fn but_null(node: &Node) -> Option<&Node> {
    let lists = ["oneOf", "anyOf"].map(|key| node.get(key).and_then(Node::as_list));
    let ([Some(list), None] | [None, Some(list)]) = lists else {
        return None;
    };
    let mut told = list.iter().filter(|node| node.get(dialect::NULL).is_none());
    told.next().filter(|_| told.next().is_none())
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
        let found = bounded(definition).into_iter().map(|(ty, checks)| {
            if checks.is_empty() {
                return Checks::default();
            }
            fitting(types, checks, ty)
        });
        fitted.push((at, found.collect::<Vec<_>>()));
    }
    for (at, found) in fitted {
        for (slot, checks) in slots(&mut types[at].shape).into_iter().zip(found) {
            *slot = checks;
        }
    }
}

/// The values of a type that may have bounds: what each is, and its bounds.
fn bounded(definition: &TypeDef) -> Vec<(&Type, &Checks)> {
    match &definition.shape {
        Shape::Object(object) => {
            let fields = object.fields.iter();
            let extra = object.extra.iter();
            fields
                .map(|field| (&field.ty, &field.checks))
                .chain(extra.map(|ty| (ty, &object.extra_checks)))
                .collect()
        }
        Shape::Sequence(sequence) => {
            let items = sequence.items.iter().zip(&sequence.checks);
            let rest = sequence.rest.iter();
            items
                .chain(rest.map(|ty| (ty, &sequence.rest_checks)))
                .collect()
        }
        Shape::Union(union) => {
            let variants = union.variants.iter();
            variants
                .map(|variant| (&variant.ty, &variant.checks))
                .collect()
        }
        Shape::StringEnum(_) | Shape::ValueEnum(_) | Shape::Constant(_) | Shape::Alias(_) => {
            Vec::new()
        }
    }
}

/// The bounds of the same values, in the same order.
fn slots(shape: &mut Shape) -> Vec<&mut Checks> {
    match shape {
        Shape::Object(object) => {
            let fields = object.fields.iter_mut().map(|field| &mut field.checks);
            let extra = object.extra.is_some().then_some(&mut object.extra_checks);
            fields.chain(extra).collect()
        }
        Shape::Sequence(sequence) => {
            let rest = sequence.rest.is_some().then_some(&mut sequence.rest_checks);
            sequence.checks.iter_mut().chain(rest).collect()
        }
        Shape::Union(union) => {
            let variants = union.variants.iter_mut();
            variants.map(|variant| &mut variant.checks).collect()
        }
        Shape::StringEnum(_) | Shape::ValueEnum(_) | Shape::Constant(_) | Shape::Alias(_) => {
            Vec::new()
        }
    }
}

/// What of these bounds a value of this type, and what is inside it, can be held to.
pub(super) fn fitting(types: &[TypeDef], checks: &Checks, ty: &Type) -> Checks {
    let ty = behind(types, ty, Null::Dropped);
    let mut fitted = fitting_itself(checks, ty);
    match (ty, &checks.each) {
        (Type::List(inner) | Type::Map(inner), Some(each)) => {
            fitted.each = fitting(types, each, inner).of_each().each;
        }
        (Type::Tuple(items), _) if items.len() == checks.items.len() => {
            let items = items.iter().zip(&checks.items);
            let items: Vec<Checks> = items
                .map(|(ty, checks)| fitting(types, checks, ty))
                .collect();
            if items.iter().any(|checks| !checks.is_empty()) {
                fitted.items = items;
            }
        }
        _ => {}
    }
    fitted
}

fn fitting_itself(checks: &Checks, ty: &Type) -> Checks {
    let checks = checks.clone();
    let none = Checks::default();
    match ty {
        Type::Scalar(Scalar::String(_)) => Checks {
            min_length: checks.min_length.filter(|length| *length > 0),
            max_length: checks.max_length,
            pattern: checks.pattern,
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
