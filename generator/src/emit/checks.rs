//! The checks that a builder makes.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Context;
use super::imports::Imports;
use super::literal;
use crate::ir::{Field, Scalar, Type};

/// What the checks of one object come to.
#[derive(Default)]
pub struct Checks {
    /// The statements, in the order of the fields.
    pub statements: Vec<TokenStream>,
    /// The patterns that they use.
    pub statics: Vec<TokenStream>,
}

impl Checks {
    /// Adds the checks of a field whose builder slot holds `Option<T>`, or `Maybe<T>` where `maybe` says so.
    pub fn add(
        &mut self,
        cx: &Context<'_>,
        imports: &mut Imports,
        field: &Field,
        name: &Ident,
        float: bool,
        maybe: bool,
    ) {
        let checks = &field.checks;
        let label = name.to_string();
        if checks.min_length.is_some() || checks.max_length.is_some() {
            imports.need("check_length");
            let text = text(name, maybe);
            let (minimum, maximum) = (optional(checks.min_length), optional(checks.max_length));
            self.statements
                .push(quote! { problems.length(#label, #text, #minimum, #maximum); });
        }
        if let Some(pattern) = &checks.pattern {
            let ty = imports.runtime("check_pattern", "Pattern");
            let constant = format_ident!("{}", label.trim_end_matches('_').to_uppercase());
            let text = text(name, maybe);
            let pattern = literal::text(pattern);
            self.statics
                .push(quote! { static #constant: #ty = #ty::new(#pattern); });
            self.statements
                .push(quote! { problems.pattern(#label, #text, &#constant); });
        }
        if checks.minimum.is_some() || checks.maximum.is_some() || float {
            imports.need("check_range");
            let bound = imports.item("std::ops::Bound");
            let value = if maybe {
                quote! { self.#name.value().copied() }
            } else {
                quote! { self.#name }
            };
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
                .push(quote! { problems.range(#label, #value, #bounds); });
        }
        if checks.min_items.is_some() || checks.max_items.is_some() {
            imports.need("check_items");
            let items = if maybe {
                quote! { self.#name.value() }
            } else {
                quote! { self.#name.as_ref() }
            };
            let (minimum, maximum) = (optional(checks.min_items), optional(checks.max_items));
            let length = length(cx, &field.ty);
            self.statements
                .push(quote! { problems.items(#label, #items.map(#length), #minimum, #maximum); });
        }
    }
}

fn text(name: &Ident, maybe: bool) -> TokenStream {
    if maybe {
        quote! { self.#name.value().map(String::as_str) }
    } else {
        quote! { self.#name.as_deref() }
    }
}

fn length(cx: &Context<'_>, ty: &Type) -> TokenStream {
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
pub fn is_float(cx: &Context<'_>, ty: &Type) -> bool {
    matches!(cx.plain(ty), Type::Scalar(Scalar::F64))
}
