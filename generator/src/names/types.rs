//! The names of types and of what they are made of.

use super::imports::Place;
use super::reserved::{FIELD_NAMES, FILE_NAMES};
use super::scope::{Scope, Wanted, file_name, unique};
use super::{RustName, TypeNames, case};
use crate::ir::{Api, Field, Shape, TypeDef};

pub(super) fn types(api: &Api) -> Vec<TypeNames> {
    // A builder is called after what it builds, so that no other type may be called like a builder.
    let mut scope = Scope::of_types(&[Place::Model], "Model").and_endings(&["Builder"]);
    let wanted: Vec<Wanted> = api.types.iter().map(wanted).collect();
    let names = unique(&mut scope, &wanted);
    let mut files = Scope::with_reserved(FILE_NAMES, "_model");
    files.reserve("models");
    let type_names = |(definition, ty): (&TypeDef, RustName)| TypeNames {
        builder: scope.claim_derived(&format!("{ty}Builder")),
        module: files.claim_derived(file_name(&case::snake(ty.as_str()))),
        ty,
        members: members(&definition.shape),
        extra: extra(&definition.shape),
    };
    api.types.iter().zip(names).map(type_names).collect()
}

fn wanted(definition: &TypeDef) -> Wanted {
    let place = definition.words.as_slice();
    match (&definition.name, place) {
        (Some(words), _) => Wanted::new(words, case::camel(words)),
        (None, [component]) => Wanted::new(component, case::camel(component)),
        (None, place) => Wanted::of_place(place, case::camel(&place.join(" "))),
    }
}

fn members(shape: &Shape) -> Vec<RustName> {
    match shape {
        Shape::Object(object) => {
            let mut scope = Scope::with_reserved(FIELD_NAMES, "_");
            let fields = object.fields.iter().map(|field| {
                let words = field_words(field);
                Wanted::new(words, case::snake(words))
            });
            unique(&mut scope, &fields.collect::<Vec<_>>())
        }
        Shape::StringEnum(values) => values_of_enum(
            values
                .iter()
                .map(|value| variant(value.name.as_deref(), &value.wire)),
        ),
        Shape::ValueEnum(values) => values_of_enum(values.values.iter().map(|value| {
            let name = value.name.as_deref();
            match &value.wire {
                serde_json::Value::String(text) => variant(name, text),
                serde_json::Value::Number(number) => {
                    variant(name, &format!("value {}", spelled(number)))
                }
                other => variant(name, &other.to_string()),
            }
        })),
        Shape::Sequence(sequence) => {
            let mut scope = Scope::with_reserved(FIELD_NAMES, "_");
            (1..=sequence.items.len())
                .map(|number| scope.claim(&format!("item{number}")))
                .collect()
        }
        Shape::Union(union) => {
            let mut scope = Scope::with_reserved(&["Self", "Unknown"], "Value");
            let variants = union.variants.iter();
            let variants =
                variants.map(|variant| Wanted::new(&variant.words, case::camel(&variant.words)));
            unique(&mut scope, &variants.collect::<Vec<_>>())
        }
        Shape::Constant(_) | Shape::Alias(_) => Vec::new(),
    }
}

fn values_of_enum(values: impl Iterator<Item = Wanted>) -> Vec<RustName> {
    let mut scope = Scope::with_reserved(&["Self", "UnknownValue"], "Value");
    unique(&mut scope, &values.collect::<Vec<_>>())
}

fn field_words(field: &Field) -> &str {
    field.name.as_deref().unwrap_or(&field.wire)
}

/// A value by the document's name for it, or by itself.
fn variant(name: Option<&str>, wire: &str) -> Wanted {
    let words = name.unwrap_or(wire);
    Wanted::new(words, case::camel(words))
}

/// A number in words that keep its sign.
fn spelled(number: &serde_json::Number) -> String {
    let text = number.to_string();
    match text.strip_prefix('-') {
        Some(digits) => format!("minus {digits}"),
        None => text,
    }
}

/// The member for what is not declared: `extra`, unless a declared one is called so; what follows the items of a sequence
/// is its `rest`.
fn extra(shape: &Shape) -> RustName {
    let mut scope = Scope::with_reserved(FIELD_NAMES, "_");
    if let Shape::Object(object) = shape {
        for field in &object.fields {
            scope.claim(&case::snake(field_words(field)));
        }
    }
    scope.claim(match shape {
        Shape::Sequence(_) => "rest",
        _ => "extra",
    })
}
