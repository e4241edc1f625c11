//! The names of types and of what they are made of.

use super::case::Cases;
use super::imports::Place;
use super::reserved::{FIELD_NAMES, FILE_NAMES};
use super::scope::{Scope, Wanted, file_name, unique};
use super::{RustName, TypeNames, case};
use crate::ir::{Api, Shape, TypeDef};
use crate::threads::both;

pub(super) fn types(api: &Api) -> Vec<TypeNames> {
    let (members, names) = both(|| all_members(api), || names(api));
    let type_names = |(own, (members, extra)): ([RustName; 3], _)| {
        let [ty, builder, module] = own;
        TypeNames {
            ty,
            builder,
            module,
            members,
            extra,
        }
    };
    names.into_iter().zip(members).map(type_names).collect()
}

/// For each type its own name, that of its builder, and that of its module.
fn names(api: &Api) -> Vec<[RustName; 3]> {
    // A builder is called after what it builds, so that no other type may be called like a builder.
    let mut scope = Scope::of_types(&[Place::Model], "Model").and_endings(&["Builder"]);
    let wanted: Vec<Wanted> = api.types.iter().map(wanted).collect();
    let names = unique(&mut scope, &wanted);
    let mut files = Scope::with_reserved(FILE_NAMES, "_model");
    files.reserve("models");
    let with_others = |ty: RustName| {
        let builder = scope.claim_derived(&format!("{ty}Builder"));
        let module = files.claim_derived(file_name(&case::snake(ty.as_str())));
        [ty, builder, module]
    };
    names.into_iter().map(with_others).collect()
}

fn all_members(api: &Api) -> Vec<(Vec<RustName>, RustName)> {
    let mut cases = Cases::default();
    let shapes = api.types.iter().map(|definition| &definition.shape);
    shapes.map(|shape| members(shape, &mut cases)).collect()
}

fn wanted(definition: &TypeDef) -> Wanted {
    let place = definition.words.as_slice();
    match (&definition.name, place) {
        (Some(words), _) => Wanted::new(words, case::camel(words)),
        (None, [component]) => Wanted::new(component, case::camel(component)),
        (None, place) => Wanted::of_place(place, case::camel(&place.join(" "))),
    }
}

/// The fields or variants, and the field for what is not declared: `extra`, unless a declared one is called so; what follows the
/// items of a sequence is its `rest`.
fn members(shape: &Shape, cases: &mut Cases) -> (Vec<RustName>, RustName) {
    let mut scope = match shape {
        Shape::StringEnum(_) | Shape::ValueEnum(_) => {
            Scope::with_reserved(&["Self", "UnknownValue"], "Value")
        }
        Shape::Union(_) => Scope::with_reserved(&["Self", "Unknown"], "Value"),
        _ => Scope::with_reserved(FIELD_NAMES, "_"),
    };
    let mut variant = |words: &str| Wanted::new(words, cases.camel(words));
    let wanted: Vec<Wanted> = match shape {
        Shape::Object(object) => {
            let fields = object.fields.iter();
            let words = fields.map(|field| field.name.as_deref().unwrap_or(&field.wire));
            words
                .map(|words| Wanted::new(words, cases.snake(words)))
                .collect()
        }
        Shape::StringEnum(values) => {
            let values = values.iter();
            values
                .map(|value| variant(value.name.as_deref().unwrap_or(&value.wire)))
                .collect()
        }
        Shape::ValueEnum(values) => {
            let values = values.values.iter();
            let values = values.map(|value| match (value.name.as_deref(), &value.wire) {
                (Some(name), _) => variant(name),
                (None, serde_json::Value::String(text)) => variant(text),
                (None, serde_json::Value::Number(number)) => {
                    variant(&format!("value {}", spelled(number)))
                }
                (None, other) => variant(&other.to_string()),
            });
            values.collect()
        }
        Shape::Sequence(sequence) => {
            let names = (1..=sequence.items.len()).map(|number| format!("item{number}"));
            names.map(|name| Wanted::new("", name)).collect()
        }
        Shape::Union(union) => {
            let variants = union.variants.iter();
            variants.map(|held| variant(&held.words)).collect()
        }
        Shape::Constant(_) | Shape::Alias(_) => Vec::new(),
    };
    let members = unique(&mut scope, &wanted);
    let extra = match shape {
        Shape::Sequence(_) => "rest",
        _ => "extra",
    };
    (members, scope.claim(extra))
}

/// A number in words that keep its sign.
fn spelled(number: &serde_json::Number) -> String {
    let text = number.to_string();
    match text.strip_prefix('-') {
        Some(digits) => format!("minus {digits}"),
        None => text,
    }
}
