//! Functions as lines, which nobody parses: calls, lists, and values one below the other.

use std::fmt::{Display, Write as _};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::imports::Name;
use super::unit::WIDTH;
use super::words::{Words, calls, quoted, words};
use crate::names::RustName;

/// How far one thing stands inside another.
pub const INDENT: &str = "    ";

/// A text that becomes a part of a file, and begins so: most of them have some hundred bytes.
pub fn begun(with: impl Display) -> String {
    let mut text = String::with_capacity(1000);
    let _ = write!(text, "{with}");
    text
}

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

/// A value that is broken where its lists are, if it must be.
pub enum Value {
    /// What stays in one line.
    Words(String),
    /// What stands between brackets, with what stands before them.
    List(String, Vec<Value>, char),
}

impl Value {
    /// Texts as a slice.
    pub fn texts(texts: &[String]) -> Self {
        let texts = texts.iter().map(|text| Self::text(text));
        Self::List("&[".to_owned(), texts.collect(), ']')
    }

    /// Words that are known.
    pub fn words(words: &str) -> Self {
        Self::Words(words.to_owned())
    }

    /// A text.
    pub fn text(text: &str) -> Self {
        Self::Words(quoted(text))
    }

    /// A condition, such as `all(feature = "a", any(feature = "b", feature = "c"))`.
    fn condition(words: &str) -> Self {
        let Some((name, items)) = words
            .strip_suffix(')')
            .and_then(|rest| rest.split_once('('))
        else {
            return Self::words(words);
        };
        let mut depth = 0_usize;
        let items = items.split(|sign| {
            match sign {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            sign == ',' && depth == 0
        });
        let items = items.map(|item| Self::condition(item.trim()));
        Self::List(format!("{name}("), items.collect(), ')')
    }

    fn add_to(&self, text: &mut String) {
        match self {
            Self::Words(words) => text.push_str(words),
            Self::List(open, items, close) => {
                text.push_str(open);
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        text.push_str(", ");
                    }
                    item.add_to(text);
                }
                text.push(*close);
            }
        }
    }

    /// Adds it between what stands before and behind it.
    pub fn write(&self, text: &mut String, indent: &str, before: &str, behind: &str) {
        let begins = text.len();
        text.extend([indent, before]);
        self.add_to(text);
        text.push_str(behind);
        let fits = text.len() - begins <= WIDTH;
        match self {
            Self::List(open, items, close) if !fits => {
                text.truncate(begins);
                let _ = writeln!(text, "{indent}{before}{open}");
                let inside = format!("{indent}{INDENT}");
                for item in items {
                    item.write(text, &inside, "", ",");
                }
                let _ = writeln!(text, "{indent}{close}{behind}");
            }
            Self::List(..) | Self::Words(_) => text.push('\n'),
        }
    }
}

/// Adds another name for a type.
pub fn alias(text: &mut String, name: impl Display, ty: impl Display) {
    let begins = text.len();
    let _ = writeln!(text, "pub type {name} = {ty};");
    if text.len() - begins > WIDTH + "\n".len() {
        text.truncate(begins);
        let _ = writeln!(text, "pub type {name} =\n{INDENT}{ty};");
    }
}

/// Adds how a value of another type becomes one of this.
pub fn conversion(text: &mut String, name: impl Display, from: &str, argument: &str, value: &str) {
    implementation(text, &format!("impl From<{from}>"), name);
    let _ = writeln!(text, "{INDENT}#[inline]");
    let arguments = [format!("{argument}: {from}")];
    function(text, INDENT, "fn from", &arguments, "Self");
    let _ = writeln!(text, "{INDENT}{INDENT}{value}\n{INDENT}}}\n}}");
}

/// Begins to implement a trait for a type.
pub fn implementation(text: &mut String, head: &str, name: impl Display) {
    let begins = text.len();
    let _ = writeln!(text, "{head} for {name} {{");
    if text.len() - begins > WIDTH + "\n".len() {
        text.truncate(begins);
        let _ = writeln!(text, "{head}\n{INDENT}for {name}\n{{");
    }
}

/// Adds a module, `mod` or `pub mod`, which is there where the `condition` holds.
pub fn module(text: &mut String, condition: Option<&TokenStream>, kind: &str, name: impl Display) {
    attribute(text, condition);
    let _ = writeln!(text, "{kind} {name};");
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
    let inside = attribute.strip_prefix("#[cfg(");
    match inside.and_then(|inside| inside.strip_suffix(")]")) {
        Some(condition) => Value::condition(condition).write(text, "", "#[cfg(", ")]"),
        None => text.extend([&attribute, "\n"]),
    }
}

/// A statement, or the value that a function ends with.
pub enum Statement {
    /// A call, which stands in a line if it fits there.
    Call(String),
    /// Any other.
    Any(TokenStream),
}

impl ToTokens for Statement {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Call(call) => Words::from(call.as_str()).to_tokens(tokens),
            Self::Any(other) => other.to_tokens(tokens),
        }
    }
}

/// Adds statements.
pub fn statements(text: &mut String, indent: &str, statements: &[Statement]) {
    for statement in statements {
        match statement {
            Statement::Call(call) if indent.len() + call.len() <= WIDTH => {
                text.extend([indent, call, "\n"]);
            }
            Statement::Call(_) | Statement::Any(_) => {
                for line in printed(&quote! { #statement }) {
                    let _ = writeln!(text, "{indent}{line}");
                }
            }
        }
    }
}

/// Adds what collects the problems of a value of this type.
pub fn problems(text: &mut String, problems: Name, ty: &RustName) {
    let open = format!("let mut problems = {problems}::new(");
    listed(text, "        ", &open, &[format!("\"{ty}\"")], ");");
}

/// Adds a value that is made of fields, which stand beside each other only where they are as short as rustfmt wants them.
pub fn made(text: &mut String, indent: &str, open: &str, fields: &[(String, Words)], close: &str) {
    const SHORT: usize = 18;
    if fields.is_empty() {
        let _ = writeln!(text, "{indent}{open}{close}");
        return;
    }
    let fields_in_line: Vec<String> = fields
        .iter()
        .map(|(name, value)| match value.as_str() {
            value if value == name => value.to_owned(),
            value => format!("{name}: {value}"),
        })
        .collect();
    let line = fields_in_line.join(", ");
    if line.len() <= SHORT {
        let _ = writeln!(text, "{indent}{open} {{ {line} }}{close}");
        return;
    }
    let _ = writeln!(text, "{indent}{open} {{");
    let inside = format!("{indent}{INDENT}");
    for (name, value) in fields {
        field(text, &inside, name, value);
    }
    let _ = writeln!(text, "{indent}}}{close}");
}

/// Adds a field of a value that is made, what it holds being calls alone.
pub fn field(text: &mut String, indent: &str, name: &str, value: &Words) {
    if value.as_str() == name {
        let _ = writeln!(text, "{indent}{name},");
        return;
    }
    let begins = text.len();
    let _ = writeln!(text, "{indent}{name}: {value},");
    if text.len() - begins <= WIDTH + "\n".len() {
        return;
    }
    text.truncate(begins);
    let below = format!("{indent}{INDENT}{value},");
    if below.len() <= WIDTH {
        let _ = writeln!(text, "{indent}{name}:\n{below}");
    } else {
        printed_field(text, indent, name, &quote! { #value });
    }
}

/// Adds a field of a value that is made, whatever it holds.
pub fn any_field(text: &mut String, indent: &str, name: &str, value: &TokenStream) {
    match calls(value) {
        Some(value) => field(text, indent, name, &value.into()),
        None => printed_field(text, indent, name, value),
    }
}

fn printed_field(text: &mut String, indent: &str, name: &str, value: &TokenStream) {
    let value = printed(value).join(&format!("\n{indent}"));
    let _ = writeln!(text, "{indent}{name}: {value},");
}

/// Adds an arm of a `match`, of which the value is a call.
pub fn arm(text: &mut String, indent: &str, pattern: &str, value: &Value) {
    let mut words = String::new();
    value.add_to(&mut words);
    let line = format!("{indent}{pattern} => {words},");
    let below = format!("{indent}{INDENT}{words}");
    match value {
        _ if line.len() <= WIDTH => text.extend([&line, "\n"]),
        Value::List(..) if below.len() > WIDTH => {
            value.write(text, indent, &format!("{pattern} => "), ",");
        }
        Value::Words(_) | Value::List(..) => {
            let _ = writeln!(text, "{indent}{pattern} => {{\n{below}\n{indent}}}");
        }
    }
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
