//! Types, and what makes a value, as people write them in a line.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A type, or what makes a value.
pub fn words(tokens: &TokenStream) -> String {
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
