//! Setters as rows of a table: what each takes, and what is kept of it.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;

use super::imports::Imports;
use super::ty::Argument;
use super::{doc, is_like_operator};

/// A method that sets a value.
pub struct Setter {
    /// What there is to say about it.
    pub docs: Vec<String>,
    /// Whether the document says that nobody should use it.
    pub deprecated: bool,
    /// Its name, and that of the field.
    pub name: Ident,
    /// What it takes, and how that becomes a value.
    pub argument: Argument,
    /// How the field keeps it.
    pub kept: Kept,
}

/// How a field keeps the value that its setter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As it is.
    Plain,
    /// In `Some`.
    Some,
    /// In `Some`, behind a box.
    SomeBoxed,
    /// In the `Maybe` that the setter takes, behind a box.
    MaybeBoxed,
}

impl Kept {
    fn of(self, value: &TokenStream) -> TokenStream {
        match self {
            Self::Plain => value.clone(),
            Self::Some => quote! { Some(#value) },
            Self::SomeBoxed => quote! { Some(Box::new(#value)) },
            Self::MaybeBoxed => quote! { #value.map(Box::new) },
        }
    }
}

/// The setters of a type, which is said as the macro wants it.
pub fn table(of: &str, setters: &[Setter], imports: &mut Imports) -> String {
    let table = imports.runtime("setters", "setters");
    let mut text = format!("{table}! {{\n    {of} {{\n");
    for (at, setter) in setters.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        row(&mut text, setter);
    }
    text.push_str("    }\n}\n");
    text
}

fn row(text: &mut String, setter: &Setter) {
    for line in doc::texts(&setter.docs) {
        let _ = writeln!(text, "        ///{}", line.trim_end());
    }
    if setter.deprecated {
        text.push_str("        #[deprecated]\n");
    }
    let name = &setter.name;
    if is_like_operator(name) {
        text.push_str(
            "        #[allow(clippy::should_implement_trait, reason = \"the document calls it so\")]\n",
        );
    }
    let ty = words(&setter.argument.ty);
    let value = words(&setter.kept.of(&setter.argument.value(name)));
    let _ = writeln!(text, "        {name}: {ty} = {value};");
}

/// A type, or what makes a value, as people write it.
fn words(tokens: &TokenStream) -> String {
    let mut text = String::new();
    add(&mut text, tokens);
    text
}

fn add(text: &mut String, tokens: &TokenStream) {
    for token in tokens.clone() {
        if text.ends_with(',') {
            text.push(' ');
        }
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                add(text, &group.stream());
                // Only a tuple of one needs the comma at its end.
                if close == ")" && text.ends_with(',') && commas(&group.stream()) > 1 {
                    text.pop();
                }
                text.push_str(close);
            }
            TokenTree::Punct(punct) if matches!(punct.as_char(), '=' | '+') => {
                let _ = write!(text, " {punct} ");
            }
            TokenTree::Punct(punct) => text.push(punct.as_char()),
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if text.ends_with(|last: char| last.is_alphanumeric() || last == '_') {
                    text.push(' ');
                }
                let _ = write!(text, "{token}");
            }
        }
    }
}

fn commas(tokens: &TokenStream) -> usize {
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    tokens.clone().into_iter().filter(is_comma).count()
}
