//! The checks of what is inside a value: items of lists, values of maps and items of tuples.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Context;
use super::checks::{Checks, Value};
use super::imports::Imports;
use super::lines::Statement;
use super::reach::{Part, Reach};
use super::words::{Words, quoted};
use crate::ir::Type;

/// The checks of values inside `value` that have no name of their own.
pub fn own(cx: &Context<'_>, imports: &mut Imports, value: &Value<'_>) -> Option<Statement> {
    match (cx.plain(value.ty), &value.checks.each) {
        (Type::List(item) | Type::Map(item), Some(each)) => {
            let mut checks = Checks::default();
            let item = Value {
                label: String::new(),
                ty: item,
                checks: each,
                problems: "problems",
                reach: Reach::variable("item".to_owned(), item),
                constant: format_ident!("PATTERN"),
            };
            checks.add(cx, imports, &item);
            each_of(cx, imports, value, &checks.block())
        }
        (Type::Tuple(items), _) => {
            let at = tuple(value);
            let mut checks = Checks::default();
            let bounds = items.iter().zip(&value.checks.items).enumerate();
            for (index, (ty, bounds)) in bounds.filter(|(_, (_, bounds))| !bounds.is_empty()) {
                let item = Value {
                    label: joined(&value.label, index),
                    ty,
                    checks: bounds,
                    problems: value.problems,
                    reach: at.item(index, ty),
                    constant: format_ident!("PATTERN_{index}"),
                };
                checks.add(cx, imports, &item);
            }
            of_tuple(value, &checks.block(), !checks.statics.is_empty())
        }
        _ => None,
    }
}

/// The checks of values inside `value` that have a type with bounds of its own.
pub fn typed(cx: &Context<'_>, imports: &mut Imports, value: &Value<'_>) -> Option<Statement> {
    if !cx.facts.holds_bounds(value.ty) {
        return None;
    }
    if !has_tuple(cx, value.ty) {
        imports.need("check_inside");
        let (problems, label, value) =
            (value.problems, quoted(&value.label), value.reach.borrowed());
        return Some(Statement::Call(format!(
            "{problems}.inside({label}, {value});"
        )));
    }
    match cx.plain(value.ty) {
        Type::List(item) | Type::Map(item) => {
            let item = Value {
                label: String::new(),
                ty: item,
                problems: "problems",
                reach: Reach::variable("item".to_owned(), item),
                ..value.clone()
            };
            let body = typed(cx, imports, &item)?;
            each_of(cx, imports, value, &quote! { #body })
        }
        Type::Tuple(items) => {
            let at = tuple(value);
            let mut statements = TokenStream::new();
            for (index, ty) in items.iter().enumerate() {
                let item = Value {
                    label: joined(&value.label, index),
                    ty,
                    reach: at.item(index, ty),
                    ..value.clone()
                };
                let checks = typed(cx, imports, &item);
                statements.extend(quote! { #checks });
            }
            of_tuple(value, &statements, false)
        }
        Type::Scalar(_) | Type::Nullable(_) | Type::Named(_) | Type::Json(_) => None,
    }
}

/// `check` for each item of a list, or each value of a map.
fn each_of(
    cx: &Context<'_>,
    imports: &mut Imports,
    value: &Value<'_>,
    check: &TokenStream,
) -> Option<Statement> {
    if check.is_empty() {
        return None;
    }
    let (problems, label) = (Words::from(value.problems), &value.label);
    Some(Statement::Any(
        if matches!(cx.plain(value.ty), Type::List(_)) {
            imports.need("check_each");
            let items = Words::from(value.part(cx, Part::List));
            quote! { #problems.each(#label, #items).check(|problems, item| { #check }); }
        } else {
            imports.need("check_each_value");
            let values = Words::from(value.part(cx, Part::Map));
            quote! { #problems.each_value(#label, #values).check(|problems, item| { #check }); }
        },
    ))
}

/// A tuple by a name under which it is there.
fn tuple(value: &Value<'_>) -> Reach {
    if value.reach.is_there() {
        value.reach.clone()
    } else {
        Reach::place("items".to_owned())
    }
}

/// The checks of the items of a tuple, where it is there.
fn of_tuple(value: &Value<'_>, checks: &TokenStream, scoped: bool) -> Option<Statement> {
    if checks.is_empty() {
        return None;
    }
    if !value.reach.is_there() {
        let tuple = Words::from(value.reach.matched());
        return Some(Statement::Any(
            quote! { if let Some(items) = #tuple { #checks } },
        ));
    }
    Some(Statement::Any(if scoped && value.reach.is_place() {
        quote! { { #checks } }
    } else {
        checks.clone()
    }))
}

/// Where an item of a tuple is, in Rust's words.
fn joined(label: &str, index: usize) -> String {
    if label.is_empty() {
        index.to_string()
    } else {
        format!("{label}.{index}")
    }
}

/// Whether a tuple stands between a value and what it holds: nobody has a method for all of its items.
fn has_tuple(cx: &Context<'_>, ty: &Type) -> bool {
    match cx.plain(ty) {
        Type::Tuple(_) => true,
        Type::List(inner) | Type::Map(inner) => has_tuple(cx, inner),
        Type::Scalar(_) | Type::Nullable(_) | Type::Named(_) | Type::Json(_) => false,
    }
}
