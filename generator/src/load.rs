//! Reads a text, YAML or JSON, into our own tree.

mod halves;
mod json;
mod version;
mod visit;
mod yaml;

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::node::{Node, Value};
use crate::source::{FileId, Origins, Sources};

pub use version::{Version, version};

/// Reads an OpenAPI document; `None` if it cannot be read or is of another version, which the sink says.
pub fn document(
    name: &str,
    text: &str,
    sources: &mut Sources,
    origins: &mut Origins,
    sink: &mut Sink,
) -> Option<Node> {
    let root = map(name, text, sources, origins, sink)?;
    version::gate(&root, sink).then_some(root)
}

/// Reads any text whose root is a map, such as an overlay.
pub fn map(
    name: &str,
    text: &str,
    sources: &mut Sources,
    origins: &mut Origins,
    sink: &mut Sink,
) -> Option<Node> {
    let root = file(name, text, sources, origins, sink)?;
    let found = match &root.value {
        Value::Map(_) => return Some(root),
        Value::Null => "the text is empty",
        Value::List(_) => "the text is a list",
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Unknown => {
            "the text is a single value"
        }
    };
    let message = format!("{found}, not a map of keys and values");
    sink.push(
        Diagnostic::new(Code::NotOpenApi, root.origin, message).help(
            "a document starts with `openapi: 3.1.0`, `info:` and `paths:`, or the same in JSON",
        ),
    );
    None
}

/// Reads any text: a file that a document refers to may be a map, a list or a single value.
pub fn file(
    name: &str,
    text: &str,
    sources: &mut Sources,
    origins: &mut Origins,
    sink: &mut Sink,
) -> Option<Node> {
    let file = sources.add(name, text);
    let tree = tree(file, text, origins, sink);
    tree.map_err(|failure| sink.push(failure.diagnostic(file)))
        .ok()
}

/// The depth of maps and lists that the parsers read.
const DEPTH: usize = 128;

/// A parser's message in words for the author of a document.
fn readable(language: &str, message: &str) -> String {
    if message.contains("recursion limit") {
        return format!("maps and lists are nested more than {DEPTH} deep");
    }
    if message.contains("repetition limit") || message.contains(visit::TOO_MANY) {
        return visit::TOO_MANY.to_owned();
    }
    if message.contains("expected a string") {
        return "a key must be a single text".to_owned();
    }
    format!("this is not {language}: {message}")
}

/// Why a text could not be read, and where, as line and column from 1.
struct Failure {
    message: String,
    position: (u32, u32),
}

impl Failure {
    fn diagnostic(self, file: FileId) -> Diagnostic {
        Diagnostic {
            code: Code::Syntax,
            origin: None,
            position: Some((file, self.position.0, self.position.1)),
            message: self.message,
            help: None,
        }
    }
}

/// Text that starts like JSON is JSON if it parses as such: a YAML map in braces starts the same way.
fn tree(file: FileId, text: &str, origins: &mut Origins, sink: &mut Sink) -> Result<Node, Failure> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let trimmed = text.trim_start();
    if !trimmed.starts_with(['{', '[']) {
        return yaml::read(file, text, origins, sink);
    }
    let mut held = Sink::default();
    let failure = match json::read(file, text, origins, &mut held) {
        Ok(root) => {
            sink.append(held);
            return Ok(root);
        }
        Err(failure) => failure,
    };
    let inside = trimmed
        .trim_start_matches(['{', '['])
        .trim_start()
        .chars()
        .next();
    let looks_like_json = matches!(inside, Some('"' | '}' | ']') | None);
    yaml::read(file, text, origins, sink)
        .map_err(|other| if looks_like_json { failure } else { other })
}
