//! The checks of single values.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Context;
use super::imports::Imports;
use super::literal;
use crate::ir::{Checks as Bounds, Field, Scalar, Type};

/// What the checks of one object come to.
#[derive(Default)]
pub struct Checks {
    /// The statements, in the order of the fields.
    pub statements: Vec<TokenStream>,
    /// The patterns that they use.
    pub statics: Vec<TokenStream>,
}

/// A value that is checked: how it is reached, each time as an `Option` that is empty where it is not set.
pub struct Value<'a> {
    /// Its name in Rust.
    pub name: &'a Ident,
    /// Its type.
    pub ty: &'a Type,
    /// Its bounds.
    pub checks: &'a Bounds,
    /// What collects the problems.
    pub problems: TokenStream,
    /// The value as `&str`.
    pub text: TokenStream,
    /// The value as a copy of a number.
    pub copied: TokenStream,
    /// The number of its items or members.
    pub counted: TokenStream,
    /// What the pattern is called.
    pub constant: Ident,
}

impl Checks {
    /// Adds the checks of a field. `value` is what is checked: the text, the number or the count of items in it.
    pub fn add(
        &mut self,
        cx: &Context<'_>,
        imports: &mut Imports,
        field: &Field,
        name: &Ident,
        value: &TokenStream,
    ) {
        let value = Value {
            name,
            ty: &field.ty,
            checks: &field.checks,
            problems: quote! { problems },
            text: value.clone(),
            copied: value.clone(),
            counted: value.clone(),
            constant: constant(name, ""),
        };
        self.add_value(cx, imports, &value);
    }

    /// Adds the checks of a value. A floating point number is checked in any case: it may be none at all.
    pub fn add_value(&mut self, cx: &Context<'_>, imports: &mut Imports, value: &Value<'_>) {
        let Value {
            checks,
            problems,
            text,
            copied,
            counted,
            constant,
            ..
        } = value;
        let label = value.name.to_string();
        let float = is_float(cx, value.ty);
        if checks.min_length.is_some() || checks.max_length.is_some() {
            imports.need("check_length");
            let (minimum, maximum) = (optional(checks.min_length), optional(checks.max_length));
            self.statements
                .push(quote! { #problems.length(#label, #text, #minimum, #maximum); });
        }
        if let Some(pattern) = &checks.pattern {
            let ty = imports.runtime("check_pattern", "Pattern");
            let pattern = literal::text(pattern);
            self.statics
                .push(quote! { static #constant: #ty = #ty::new(#pattern); });
            self.statements
                .push(quote! { #problems.pattern(#label, #text, &#constant); });
        }
        if checks.minimum.is_some() || checks.maximum.is_some() || float {
            imports.need("check_range");
            let bound = imports.item("std::ops::Bound");
            let bounds = if checks.minimum.is_none() && checks.maximum.is_none() {
                quote! { (#bound::<f64>::Unbounded, #bound::Unbounded) }
            } else {
                literal::bounds(
                    &bound,
                    checks.minimum.as_ref(),
                    checks.maximum.as_ref(),
                    float,
                )
            };
            self.statements
                .push(quote! { #problems.range(#label, #copied, #bounds); });
        }
        if checks.min_items.is_some() || checks.max_items.is_some() {
            imports.need("check_items");
            let (minimum, maximum) = (optional(checks.min_items), optional(checks.max_items));
            self.statements
                .push(quote! { #problems.items(#label, #counted, #minimum, #maximum); });
        }
    }
}

/// What the pattern of a value is called.
pub fn constant(name: &Ident, suffix: &str) -> Ident {
    let name = name.to_string().to_uppercase();
    format_ident!("{}{suffix}", name.trim_end_matches('_'))
}

/// The function that counts items or members.
pub fn length(cx: &Context<'_>, ty: &Type) -> TokenStream {
    if matches!(cx.plain(ty), Type::List(_)) {
        quote! { Vec::len }
    } else {
        quote! { |items| items.len() }
    }
}

fn optional(value: Option<u64>) -> TokenStream {
    match value {
        Some(value) => {
            let value = literal::whole(value);
            quote! { Some(#value) }
        }
        None => quote! { None },
    }
}

/// Whether a value is a floating point number, which may be none at all.
fn is_float(cx: &Context<'_>, ty: &Type) -> bool {
    matches!(cx.plain(ty), Type::Scalar(Scalar::F64))
}
