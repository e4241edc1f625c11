//! The checks of single values.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens as _, format_ident, quote};

use super::Context;
use super::imports::Imports;
use super::lines::Statement;
use super::pattern::Pattern;
use super::reach::{Part, Reach};
use super::words::quoted;
use super::{inner, literal};
use crate::ir::{Checks as Bounds, Scalar, Type};

/// What the checks of one object come to.
#[derive(Default)]
pub struct Checks {
    /// The statements, in the order of the fields.
    pub statements: Vec<Statement>,
    /// The patterns that they use.
    pub statics: Vec<TokenStream>,
}

/// A value that is checked.
#[derive(Clone)]
pub struct Value<'a> {
    /// Its name in Rust; empty where it has none.
    pub label: String,
    /// Its type.
    pub ty: &'a Type,
    /// Its bounds.
    pub checks: &'a Bounds,
    /// What collects the problems.
    pub problems: &'static str,
    /// Where it is.
    pub reach: Reach,
    /// What the pattern is called.
    pub constant: Ident,
}

impl Value<'_> {
    /// A part of it, as an `Option` that is empty where it is not set.
    pub fn part(&self, cx: &Context<'_>, part: Part) -> String {
        self.reach.part(part, length(cx, self.ty))
    }
}

impl Checks {
    /// The statements with what they use.
    pub fn block(&self) -> TokenStream {
        let (statics, statements) = (&self.statics, &self.statements);
        quote! { #(#statics)* #(#statements)* }
    }

    /// Adds the checks of a value. A floating point number is checked in any case: it may be none at all.
    pub fn add(&mut self, cx: &Context<'_>, imports: &mut Imports, value: &Value<'_>) {
        let Value {
            label,
            checks,
            problems,
            ..
        } = value;
        let label = quoted(label);
        let float = is_float(cx, value.ty);
        if checks.min_length.is_some() || checks.max_length.is_some() {
            imports.need("check_length");
            let (minimum, maximum) = (optional(checks.min_length), optional(checks.max_length));
            let text = value.part(cx, Part::Text);
            self.call(format!(
                "{problems}.length({label}, {text}, {minimum}, {maximum});"
            ));
        }
        if let Some(pattern) = &checks.pattern {
            let text = value.part(cx, Part::Text);
            self.pattern(pattern, &text, value, imports);
        }
        if checks.minimum.is_some() || checks.maximum.is_some() || float {
            imports.need("check_range");
            let bound = imports.item("std::ops::Bound");
            let bounds = if checks.minimum.is_none() && checks.maximum.is_none() {
                format!("({bound}::<f64>::Unbounded, {bound}::Unbounded)")
            } else {
                literal::bounds(
                    bound,
                    checks.minimum.as_ref(),
                    checks.maximum.as_ref(),
                    float,
                )
            };
            let ends = [&checks.minimum, &checks.maximum].into_iter().flatten();
            let allowance = literal::allowance(ends.filter_map(|end| end.number.parse().ok()));
            let number = value.part(cx, Part::Number);
            let call = Statement::Call(format!("{problems}.range({label}, {number}, {bounds});"));
            self.statements.push(match allowance {
                Some(allowance) => Statement::Any(quote! { #allowance #call }),
                None => call,
            });
        }
        if checks.min_items.is_some() || checks.max_items.is_some() {
            imports.need("check_items");
            let (minimum, maximum) = (optional(checks.min_items), optional(checks.max_items));
            let count = value.part(cx, Part::Count);
            self.call(format!(
                "{problems}.items({label}, {count}, {minimum}, {maximum});"
            ));
        }
        self.statements.extend(inner::own(cx, imports, value));
    }

    fn call(&mut self, call: String) {
        self.statements.push(Statement::Call(call));
    }

    fn pattern(&mut self, pattern: &str, text: &str, value: &Value<'_>, imports: &mut Imports) {
        let Value {
            label,
            problems,
            constant,
            ..
        } = value;
        let label = quoted(label);
        let source = literal::text(pattern);
        match Pattern::of(pattern) {
            Pattern::Within(part) => {
                imports.need("check_within");
                let part = literal::text(&part);
                self.call(format!(
                    "{problems}.within({label}, {text}, {source}, {part});"
                ));
            }
            Pattern::Steps { steps, is_whole } => {
                let module = imports.runtime_module("steps");
                let steps = steps.iter().map(|step| {
                    let ranges = step.of.iter().map(|(first, last)| {
                        let (first, last) = (Literal::character(*first), Literal::character(*last));
                        quote! { (#first, #last) }
                    });
                    let least = literal::whole(step.least.into());
                    let most = match step.most {
                        Some(most) => literal::whole(most.into()).to_token_stream(),
                        None => quote! { u32::MAX },
                    };
                    quote! { #module::of(&[#(#ranges),*], #least, #most) }
                });
                self.statics.push(quote! {
                    static #constant: #module::Pattern = #module::Pattern {
                        text: #source,
                        steps: &[#(#steps),*],
                        is_whole: #is_whole,
                    };
                });
                self.call(format!("{problems}.steps({label}, {text}, &{constant});"));
            }
            Pattern::Expression => {
                let ty = imports.runtime("check_pattern", "Pattern");
                self.statics
                    .push(quote! { static #constant: #ty = #ty::new(#source); });
                self.call(format!("{problems}.pattern({label}, {text}, &{constant});"));
            }
        }
    }
}

/// What the pattern of a value is called.
pub fn constant(name: &Ident, suffix: &str) -> Ident {
    let name = name.to_string().to_uppercase();
    format_ident!("{}{suffix}", name.trim_end_matches('_'))
}

/// The function that counts items or members.
fn length(cx: &Context<'_>, ty: &Type) -> &'static str {
    if matches!(cx.plain(ty), Type::List(_)) {
        "Vec::len"
    } else {
        "|items| items.len()"
    }
}

fn optional(value: Option<u64>) -> String {
    match value {
        Some(value) => format!("Some({})", literal::whole(value)),
        None => "None".to_owned(),
    }
}

/// Whether a value is a floating point number, which may be none at all.
fn is_float(cx: &Context<'_>, ty: &Type) -> bool {
    matches!(cx.plain(ty), Type::Scalar(Scalar::F64))
}
