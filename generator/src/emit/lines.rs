//! Functions as lines, which nobody parses: calls, lists, and values one below the other.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::quote;

use super::unit::WIDTH;
use super::words::words;
use crate::names::RustName;

/// How far one thing stands inside another.
pub const INDENT: &str = "    ";

/// Begins a function that stands so far in.
pub fn function(text: &mut String, indent: &str, head: &str, arguments: &[String], answer: &str) {
    let (open, close) = (format!("{head}("), format!(") -> {answer} {{"));
    listed(text, indent, &open, arguments, &close);
}

/// Adds a list with what stands around it, on one line or one below the other.
pub fn listed(text: &mut String, indent: &str, open: &str, items: &[String], close: &str) {
    let line = format!("{indent}{open}{}{close}", items.join(", "));
    if line.len() <= WIDTH {
        text.extend([&line, "\n"]);
        return;
    }
    let _ = writeln!(text, "{indent}{open}");
    for item in items {
        let _ = writeln!(text, "{indent}{INDENT}{item},");
    }
    let _ = writeln!(text, "{indent}{close}");
}

/// Adds a private module, which is there where the `condition` holds.
pub fn module(text: &mut String, condition: Option<&TokenStream>, name: &RustName) {
    attribute(text, condition);
    let _ = writeln!(text, "mod {name};");
}

/// Shows items of a private module one level up, where the `condition` holds.
pub fn exports(
    text: &mut String,
    condition: Option<&TokenStream>,
    module: &RustName,
    items: &[String],
) {
    attribute(text, condition);
    if let [only] = items {
        let _ = writeln!(text, "pub use {module}::{only};");
    } else {
        listed(text, "", &format!("pub use {module}::{{"), items, "};");
    }
}

/// Adds an attribute, such as `#[cfg(any(feature = "a", feature = "b"))]`.
fn attribute(text: &mut String, attribute: Option<&TokenStream>) {
    let Some(attribute) = attribute.map(words) else {
        return;
    };
    let of_many = attribute
        .split_once("(any(")
        .filter(|_| attribute.len() > WIDTH)
        .and_then(|(head, rest)| Some((head, rest.strip_suffix("))]")?)));
    match of_many {
        Some((head, items)) => {
            let items: Vec<String> = items.split(", ").map(str::to_owned).collect();
            listed(text, "", &format!("{head}(any("), &items, "))]");
        }
        None => text.extend([&attribute, "\n"]),
    }
}

/// Adds statements of any kind: calls as they are, the others printed.
pub fn statements(text: &mut String, indent: &str, statements: &TokenStream) {
    let mut rest = statements.clone().into_iter().peekable();
    while rest.peek().is_some() {
        let mut statement = TokenStream::new();
        for token in rest.by_ref() {
            let ends = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
            statement.extend([token]);
            if ends {
                break;
            }
        }
        match call(&statement).filter(|line| indent.len() + line.len() <= WIDTH) {
            Some(line) => text.extend([indent, &line, "\n"]),
            None => {
                for line in printed(&statement) {
                    let _ = writeln!(text, "{indent}{line}");
                }
            }
        }
    }
}

/// Adds a field of a value that is made.
pub fn field(text: &mut String, indent: &str, name: &str, value: &TokenStream) {
    if let Some(value) = call(value) {
        if value == name {
            let _ = writeln!(text, "{indent}{name},");
            return;
        }
        let below = format!("{indent}{INDENT}{value},");
        let line = format!("{indent}{name}: {value},");
        if line.len() <= WIDTH {
            text.extend([&line, "\n"]);
            return;
        }
        if below.len() <= WIDTH {
            let _ = writeln!(text, "{indent}{name}:\n{below}");
            return;
        }
    }
    let value = printed(value).join(&format!("\n{indent}"));
    let _ = writeln!(text, "{indent}{name}: {value},");
}

/// Adds an arm of a `match`, of which the value is a call.
pub fn arm(text: &mut String, indent: &str, pattern: &str, value: &TokenStream) {
    let value = words(value);
    let line = format!("{indent}{pattern} => {value},");
    if line.len() <= WIDTH {
        text.extend([&line, "\n"]);
    } else {
        let _ = writeln!(
            text,
            "{indent}{pattern} => {{\n{indent}{INDENT}{value}\n{indent}}}"
        );
    }
}

/// The words of a value or statement that is calls alone: without blocks, closures and operators.
fn call(value: &TokenStream) -> Option<String> {
    fn is_call(tokens: &TokenStream) -> bool {
        tokens.clone().into_iter().all(|token| match token {
            TokenTree::Group(group) => {
                group.delimiter() != Delimiter::Brace && is_call(&group.stream())
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                '.' | ',' | ':' | ';' | '?' => true,
                // Neither `&&` nor `==`.
                '&' | '=' => punct.spacing() == Spacing::Alone,
                _ => false,
            },
            TokenTree::Ident(_) | TokenTree::Literal(_) => true,
        })
    }
    is_call(value).then(|| words(value))
}

/// Any value or statements, line by line.
fn printed(value: &TokenStream) -> Vec<String> {
    let text = match syn::parse2(quote! { fn value() { #value } }) {
        Ok(file) => prettyplease::unparse(&file),
        // What is no Rust would be a fault of an emitter: the compiler says so where it would stand.
        Err(error) => return vec![error.to_compile_error().to_string()],
    };
    let inside = text.lines().skip(1).take_while(|line| *line != "}");
    inside
        .map(|line| line.strip_prefix(INDENT).unwrap_or(line).to_owned())
        .collect()
}
