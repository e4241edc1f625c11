//! The names of types and of what they are made of.

use super::reserved::{FIELD_NAMES, FILE_NAMES, MODEL_NAMES};
use super::scope::{Scope, unique};
use super::{RustName, TypeNames, case};
use crate::facts::Facts;
use crate::ir::{Api, Field, Shape};

pub(super) fn types(api: &Api, _facts: &Facts) -> Vec<TypeNames> {
    let wanted: Vec<String> = api
        .types
        .iter()
        .map(|definition| {
            case::camel(
                definition
                    .name
                    .as_deref()
                    .unwrap_or(&definition.words.join(" ")),
            )
        })
        .collect();
    let mut scope = Scope::with_reserved(MODEL_NAMES, "Model");
    let mut claimed: Vec<Option<RustName>> = api
        .types
        .iter()
        .zip(&wanted)
        .map(|(definition, wanted)| {
            let exact = definition.words.as_slice() == [wanted.clone()]
                || definition.name.as_ref() == Some(wanted);
            if exact {
                scope.claim_exactly(wanted)
            } else {
                None
            }
        })
        .collect();
    for components in [true, false] {
        for ((definition, wanted), slot) in api.types.iter().zip(&wanted).zip(&mut claimed) {
            if slot.is_none() && (definition.words.len() == 1) == components {
                *slot = Some(scope.claim(wanted));
            }
        }
    }
    let mut files = Scope::with_reserved(FILE_NAMES, "_model");
    files.reserve("models");
    let names: Vec<RustName> = claimed
        .into_iter()
        .zip(&wanted)
        .map(|(name, wanted)| name.unwrap_or_else(|| scope.claim(wanted)))
        .collect();
    api.types
        .iter()
        .zip(names)
        .map(|(definition, ty)| TypeNames {
            builder: scope.claim(&format!("{ty}Builder")),
            module: files.claim_file(&case::snake(ty.as_str())),
            ty,
            members: members(&definition.shape),
            extra: extra(&definition.shape),
        })
        .collect()
}

fn members(shape: &Shape) -> Vec<RustName> {
    match shape {
        Shape::Object(object) => {
            let mut scope = Scope::with_reserved(FIELD_NAMES, "_");
            let words = |field: &Field| field.name.clone().unwrap_or_else(|| field.wire.clone());
            unique(
                &mut scope,
                object
                    .fields
                    .iter()
                    .map(|field| (words(field), case::snake(&words(field)))),
            )
        }
        Shape::StringEnum(values) => {
            let mut scope = Scope::with_reserved(&["Self", "UnknownValue"], "Value");
            unique(
                &mut scope,
                values
                    .iter()
                    .map(|value| variant(value.name.as_ref(), &value.wire)),
            )
        }
        Shape::ValueEnum(values) => {
            let mut scope = Scope::with_reserved(&["Self", "UnknownValue"], "Value");
            unique(
                &mut scope,
                values.values.iter().map(|value| match &value.wire {
                    serde_json::Value::String(text) => variant(value.name.as_ref(), text),
                    serde_json::Value::Number(number) => {
                        variant(value.name.as_ref(), &format!("value {}", spelled(number)))
                    }
                    other => variant(value.name.as_ref(), &other.to_string()),
                }),
            )
        }
        Shape::Sequence(sequence) => {
            let mut scope = Scope::with_reserved(FIELD_NAMES, "_");
            (1..=sequence.items.len())
                .map(|number| scope.claim(&format!("item{number}")))
                .collect()
        }
        Shape::Union(union) => {
            let mut scope = Scope::with_reserved(&["Self", "Unknown"], "Value");
            let variants = union.variants.iter();
            unique(
                &mut scope,
                variants.map(|variant| (variant.words.clone(), case::camel(&variant.words))),
            )
        }
        Shape::Constant(_) | Shape::Alias(_) => Vec::new(),
    }
}

/// A value by the document's name for it, or by itself.
fn variant(name: Option<&String>, wire: &str) -> (String, String) {
    match name {
        Some(name) => (name.clone(), case::camel(name)),
        None => (wire.to_owned(), case::camel(wire)),
    }
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
            scope.claim(&case::snake(field.name.as_deref().unwrap_or(&field.wire)));
        }
    }
    scope.claim(match shape {
        Shape::Sequence(_) => "rest",
        _ => "extra",
    })
}
