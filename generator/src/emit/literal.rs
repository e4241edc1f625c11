//! Numbers as Rust literals.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::Bound;

/// Both ends of a range as `(Bound<B>, Bound<B>)`, in whole numbers where both ends are.
pub fn bounds(
    bound: &proc_macro2::Ident,
    minimum: Option<&Bound>,
    maximum: Option<&Bound>,
    float: bool,
) -> TokenStream {
    let whole =
        |bound: Option<&Bound>| bound.is_none_or(|bound| bound.number.parse::<i64>().is_ok());
    let float = float || !whole(minimum) || !whole(maximum);
    let minimum = end(bound, minimum, float);
    let maximum = end(bound, maximum, float);
    quote! { (#minimum, #maximum) }
}

fn end(bound: &proc_macro2::Ident, end: Option<&Bound>, float: bool) -> TokenStream {
    let Some(end) = end else {
        return quote! { #bound::Unbounded };
    };
    let number = number(&end.number, float);
    if end.exclusive {
        quote! { #bound::Excluded(#number) }
    } else {
        quote! { #bound::Included(#number) }
    }
}

fn number(text: &str, float: bool) -> TokenStream {
    if float {
        let value: f64 = text.parse().unwrap_or_default();
        let (sign, literal) = (
            value.is_sign_negative() && value != 0.0,
            Literal::f64_unsuffixed(finite(value.abs())),
        );
        return if sign {
            quote! { -#literal }
        } else {
            quote! { #literal }
        };
    }
    let value: i64 = text.parse().unwrap_or_default();
    let literal = Literal::u64_unsuffixed(value.unsigned_abs());
    let needs_suffix = i32::try_from(value).is_err();
    match (value < 0, needs_suffix) {
        (false, false) => quote! { #literal },
        (true, false) => quote! { -#literal },
        (_, true) => {
            let literal = Literal::i64_suffixed(value);
            quote! { #literal }
        }
    }
}

/// A bound beyond every `f64` is as good as the largest.
fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::MAX }
}
