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
    let type_names = |(definition, ty): (&TypeDef, RustName)| {
        let (members, extra) = members(&definition.shape);
        TypeNames {
            builder: scope.claim_derived(&format!("{ty}Builder")),
            module: files.claim_derived(file_name(&case::snake(ty.as_str()))),
            ty,
            members,
            extra,
        }
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

/// The fields or variants, and the field for what is not declared: `extra`, unless a declared one is called so; what follows the
/// items of a sequence is its `rest`.
fn members(shape: &Shape) -> (Vec<RustName>, RustName) {
    let mut scope = match shape {
        Shape::StringEnum(_) | Shape::ValueEnum(_) => {
            Scope::with_reserved(&["Self", "UnknownValue"], "Value")
        }
        Shape::Union(_) => Scope::with_reserved(&["Self", "Unknown"], "Value"),
        _ => Scope::with_reserved(FIELD_NAMES, "_"),
    };
    let wanted: Vec<Wanted> = match shape {
        Shape::Object(object) => object.fields.iter().map(field).collect(),
        Shape::StringEnum(values) => {
            let values = values.iter();
            let values = values.map(|value| variant(value.name.as_deref(), &value.wire));
            values.collect()
        }
        Shape::ValueEnum(values) => {
            let values = values.values.iter();
            let values = values.map(|value| match (value.name.as_deref(), &value.wire) {
                (name, serde_json::Value::String(text)) => variant(name, text),
                (name, serde_json::Value::Number(number)) => {
                    variant(name, &format!("value {}", spelled(number)))
                }
                (name, other) => variant(name, &other.to_string()),
            });
            values.collect()
        }
        Shape::Sequence(sequence) => {
            let names = (1..=sequence.items.len()).map(|number| format!("item{number}"));
            names.map(|name| Wanted::new("", name)).collect()
        }
        Shape::Union(union) => {
            let variants = union.variants.iter();
            variants.map(|variant| variant_of(&variant.words)).collect()
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

fn field(field: &Field) -> Wanted {
    let words = field.name.as_deref().unwrap_or(&field.wire);
    Wanted::new(words, case::snake(words))
}

fn variant_of(words: &str) -> Wanted {
    Wanted::new(words, case::camel(words))
}

/// A value by the document's name for it, or by itself.
fn variant(name: Option<&str>, wire: &str) -> Wanted {
    variant_of(name.unwrap_or(wire))
}

/// A number in words that keep its sign.
fn spelled(number: &serde_json::Number) -> String {
    let text = number.to_string();
    match text.strip_prefix('-') {
        Some(digits) => format!("minus {digits}"),
        None => text,
    }
}
