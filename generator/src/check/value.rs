//! Whether one value is what its keyword takes.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::dialect::table::{Expect, Kind};
use crate::node::{Node, Number, Value};

/// Makes a text of what was meant as one, and says so.
pub(super) fn as_text(node: &mut Node, key: &str) -> Option<Diagnostic> {
    let text = match &node.value {
        Value::Number(number) => number.0.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => return None,
    };
    let message = format!(
        "`{key}` must be a string, but this is {}",
        found(&node.value)
    );
    node.value = Value::String(text.as_str().into());
    let help = format!("it is read as a string: write `'{text}'`");
    Some(Diagnostic::new(Code::WrongType, node.origin, message).help(help))
}

/// What is wrong with the value, if anything is.
pub(super) fn mismatch(node: &mut Node, expect: Expect, key: &str) -> Option<Diagnostic> {
    if let (Expect::Number, Value::String(text)) = (expect, &node.value) {
        // YAML has no number beyond the range of a double: it comes as a string.
        if text.parse::<f64>().is_ok_and(f64::is_infinite) && text.contains(['e', 'E']) {
            node.value = Value::Number(Number((&**text).into()));
        }
    }
    let fits = match (expect, &node.value) {
        (_, Value::Unknown)
        | (Expect::Anything, _)
        | (Expect::Text | Expect::Name, Value::String(_))
        | (Expect::Flag | Expect::FlagOrSchema, Value::Bool(_))
        | (Expect::Number, Value::Number(_))
        | (
            Expect::Object(_) | Expect::ObjectOrRef(_) | Expect::FlagOrSchema | Expect::Map(_),
            Value::Map(_),
        )
        | (Expect::List(_), Value::List(_)) => true,
        (Expect::Count, Value::Number(number)) => is_count(number),
        (Expect::Word(words), Value::String(text)) => {
            if !words.contains(&&**text) {
                return Some(unknown_word(node, words, text, key));
            }
            true
        }
        _ => false,
    };
    if fits {
        return None;
    }
    let message = format!(
        "`{key}` must be {}, but this is {}",
        wanted(expect),
        found(&node.value)
    );
    Some(Diagnostic::new(Code::WrongType, node.origin, message))
}

fn unknown_word(node: &Node, words: &[&'static str], text: &str, key: &str) -> Diagnostic {
    let message = format!("`{text}` is not a value of `{key}`");
    let help = match nearest(text, words.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("it takes one of: {}", words.join(", ")),
    };
    Diagnostic::new(Code::UnknownValue, node.origin, message).help(help)
}

/// A whole number from 0, also when it is written as `2.0` or `1e3`.
fn is_count(number: &Number) -> bool {
    number
        .0
        .parse::<f64>()
        .is_ok_and(|value| value >= 0.0 && (value.fract() == 0.0 || value.is_infinite()))
}

/// Whether a key of the author's choice has the form that its object asks for.
pub(super) fn fits(kind: Kind, key: &str) -> bool {
    match kind {
        Kind::Paths => key.starts_with('/'),
        Kind::Responses => is_status(key),
        _ => true,
    }
}

fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        b"default" | [b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => true,
        [b'1'..=b'9', one, two] => one.is_ascii_digit() && two.is_ascii_digit(),
        _ => false,
    }
}

fn wanted(expect: Expect) -> &'static str {
    match expect {
        Expect::Text | Expect::Name | Expect::Word(_) => "a string",
        Expect::Flag => "`true` or `false`",
        Expect::Number => "a number",
        Expect::Count => "a whole number from 0",
        Expect::Anything => "a value",
        Expect::Object(_) | Expect::ObjectOrRef(_) | Expect::Map(_) => "a map",
        Expect::FlagOrSchema => "`true`, `false` or a schema",
        Expect::List(_) => "a list",
    }
}

fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(flag) => format!("`{flag}`"),
        Value::Number(number) => format!("the number {}", number.0),
        Value::String(_) => "a string".into(),
        Value::List(_) => "a list".into(),
        Value::Map(_) => "a map".into(),
        Value::Unknown => "something else".into(),
    }
}

/// The object in words.
pub(super) fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::Document => "the document",
        Kind::Info => "`info`",
        Kind::Contact => "`contact`",
        Kind::License => "`license`",
        Kind::Server => "a server",
        Kind::ServerVariable => "a server variable",
        Kind::Components => "`components`",
        Kind::Paths => "`paths`",
        Kind::PathItem => "a path",
        Kind::Operation => "an operation",
        Kind::ExternalDocs => "`externalDocs`",
        Kind::Parameter => "a parameter",
        Kind::RequestBody => "a request body",
        Kind::MediaType => "a media type",
        Kind::Encoding => "an encoding",
        Kind::Responses => "`responses`",
        Kind::Response => "a response",
        Kind::Callback => "a callback",
        Kind::Example => "an example",
        Kind::Link => "a link",
        Kind::Header => "a header",
        Kind::Tag => "a tag",
        Kind::Schema => "a schema",
        Kind::Discriminator => "`discriminator`",
        Kind::Xml => "`xml`",
        Kind::SecurityScheme => "a security scheme",
        Kind::Flows => "`flows`",
        Kind::ImplicitFlow
        | Kind::PasswordFlow
        | Kind::ClientCredentialsFlow
        | Kind::AuthorizationCodeFlow => "an OAuth2 flow",
    }
}
