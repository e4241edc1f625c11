//! Types, and what makes a value, as people write them in a line.

use std::fmt::{self, Display, Write as _};

use proc_macro2::{Delimiter, Literal, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// A type, or what makes a value, as text: most of them go into lines that nobody parses. They were tokens once, which took a
/// twelfth of the time of a client of small types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(String);

impl Words {
    /// As they are written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Display for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl ToTokens for Words {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self.0.parse::<TokenStream>() {
            Ok(own) => tokens.extend(own),
            // What is no Rust would be a fault of an emitter: the compiler says so where it would stand.
            Err(error) => {
                let message = format!("{}: {error}", self.0);
                tokens.extend(quote! { compile_error!(#message) });
            }
        }
    }
}

/// A text as a literal.
pub fn quoted(text: &str) -> String {
    let is_plain = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    if text.bytes().all(is_plain) {
        ["\"", text, "\""].concat()
    } else {
        Literal::string(text).to_string()
    }
}

/// A type, or what makes a value.
pub fn words(tokens: &TokenStream) -> String {
    let mut text = String::new();
    add(&mut text, tokens, true);
    text
}

/// A value or statement that is calls alone: without blocks, closures and operators.
pub fn calls(tokens: &TokenStream) -> Option<String> {
    let mut text = String::new();
    add(&mut text, tokens, false).then_some(text)
}

/// Adds tokens, as far as they are calls or `anything` will do; whether that was all of them.
fn add(text: &mut String, tokens: &TokenStream, anything: bool) -> bool {
    for token in tokens.clone() {
        if text.ends_with(',') {
            text.push(' ');
        }
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace if !anything => return false,
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                let inside = group.stream();
                if !add(text, &inside, anything) {
                    return false;
                }
                // Only a tuple of one needs the comma at its end.
                if close == ")" && text.ends_with(',') && commas(&inside) > 1 {
                    text.pop();
                }
                text.push_str(close);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                sign @ ('.' | ',' | ':' | ';' | '?') => text.push(sign),
                // Neither `&&` nor `==`.
                '&' | '=' if !anything && punct.spacing() == Spacing::Joint => return false,
                '&' => text.push('&'),
                '=' => text.push_str(" = "),
                _ if !anything => return false,
                '+' => text.push_str(" + "),
                sign => text.push(sign),
            },
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if text.ends_with(|last: char| last.is_alphanumeric() || last == '_') {
                    text.push(' ');
                }
                let _ = write!(text, "{token}");
            }
        }
    }
    true
}

fn commas(tokens: &TokenStream) -> usize {
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    tokens.clone().into_iter().filter(is_comma).count()
}
