//! Numbers as Rust literals.

use std::f64::consts::{
    E, FRAC_1_PI, FRAC_1_SQRT_2, FRAC_2_PI, FRAC_2_SQRT_PI, FRAC_PI_2, FRAC_PI_3, FRAC_PI_4,
    FRAC_PI_6, FRAC_PI_8, LN_2, LN_10, LOG2_10, LOG2_E, LOG10_2, LOG10_E, PI, SQRT_2, TAU,
};
use std::str::FromStr as _;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::imports::Name;
use super::words::words;
use crate::ir::Bound;

/// Lets clippy pass over numbers that it takes for constants of `std::f64::consts`, where there are some.
pub fn allowance(numbers: impl IntoIterator<Item = f64>) -> Option<TokenStream> {
    const TOLERANCE: f64 = 0.002;
    let is_near = |number: f64, known: f64| (number.abs() / known - 1.0).abs() < TOLERANCE;
    let is_taken = |number: f64| FAMOUS.iter().any(|known| is_near(number, *known));
    let reason = "the number is the document's";
    let mut numbers = numbers.into_iter();
    numbers
        .any(is_taken)
        .then(|| quote! { #[allow(clippy::approx_constant, reason = #reason)] })
}

/// Euler's constant and the golden ratio are not in `std` of every version.
const FAMOUS: &[f64] = &[
    E,
    FRAC_1_PI,
    FRAC_1_SQRT_2,
    FRAC_2_PI,
    FRAC_2_SQRT_PI,
    FRAC_PI_2,
    FRAC_PI_3,
    FRAC_PI_4,
    FRAC_PI_6,
    FRAC_PI_8,
    LN_10,
    LN_2,
    LOG10_2,
    LOG10_E,
    LOG2_10,
    LOG2_E,
    PI,
    SQRT_2,
    TAU,
    0.577_215_664_9,
    1.618_033_988_7,
];

/// Both ends of a range as `(Bound<B>, Bound<B>)`, in whole numbers where both ends are.
pub fn bounds(
    bound: Name,
    minimum: Option<&Bound>,
    maximum: Option<&Bound>,
    float: bool,
) -> String {
    let whole =
        |bound: Option<&Bound>| bound.is_none_or(|bound| bound.number.parse::<i64>().is_ok());
    let float = float || !whole(minimum) || !whole(maximum);
    let minimum = end(bound, minimum, float);
    let maximum = end(bound, maximum, float);
    format!("({minimum}, {maximum})")
}

fn end(bound: Name, end: Option<&Bound>, float: bool) -> String {
    let Some(end) = end else {
        return format!("{bound}::Unbounded");
    };
    let number = words(&number(&end.number, float));
    if end.exclusive {
        format!("{bound}::Excluded({number})")
    } else {
        format!("{bound}::Included({number})")
    }
}

fn number(text: &str, float: bool) -> TokenStream {
    if float {
        let value: f64 = text.parse().unwrap_or_default();
        let negative = value.is_sign_negative() && value != 0.0;
        return signed(negative, &literal(&format!("{:?}", finite(value.abs()))));
    }
    let value: i64 = text.parse().unwrap_or_default();
    let suffix = if i32::try_from(value).is_ok() {
        ""
    } else {
        "i64"
    };
    let digits = value.unsigned_abs().to_string();
    signed(value < 0, &literal(&format!("{digits}{suffix}")))
}

fn signed(negative: bool, literal: &Literal) -> TokenStream {
    if negative {
        quote! { -#literal }
    } else {
        quote! { #literal }
    }
}

/// A whole number, in groups of three digits.
pub fn whole(value: u64) -> Literal {
    literal(&value.to_string())
}

/// A number whose whole part stands in groups of three digits.
fn literal(text: &str) -> Literal {
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let mut grouped = String::with_capacity(text.len() + text.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at) % 3 == 0 && digits.len() > 4 {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    let separator = if grouped.contains('_') && rest.starts_with('i') {
        "_"
    } else {
        ""
    };
    grouped.push_str(separator);
    grouped.push_str(rest);
    Literal::from_str(&grouped).unwrap_or_else(|_| Literal::u64_unsuffixed(0))
}

/// Text without escapes where that reads better: patterns are full of backslashes.
pub fn text(value: &str) -> Literal {
    let plain = !value.contains('\\') || value.contains(['"', '\r', '\n']);
    let raw = if plain {
        None
    } else {
        Literal::from_str(&format!("r\"{value}\"")).ok()
    };
    raw.unwrap_or_else(|| Literal::string(value))
}

/// A bound beyond every `f64` is as good as the largest.
fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { f64::MAX }
}

/// A whole number, with its sign.
pub fn integer(value: i64) -> TokenStream {
    signed(value < 0, &whole(value.unsigned_abs()))
}

/// A floating point number, with its sign.
pub fn float(value: f64) -> TokenStream {
    let digits = literal(&format!("{:?}", finite(value.abs())));
    signed(value.is_sign_negative() && value != 0.0, &digits)
}
