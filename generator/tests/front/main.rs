//! The front half of the generator: what it makes of documents, and what it says about them.

mod check;
mod corpus;
mod dialect;
mod hostile;
mod lines;
#[path = "../support/corpus.rs"]
mod listed;
mod load;
mod overlay;
mod report;
mod resolve;

use generator::diagnostic::{Diagnostic, Sink};
use generator::node::{Node, Value};
use generator::source::{Origins, Sources};

/// What the front half makes of one text.
struct Front {
    root: Option<Node>,
    found: Vec<Diagnostic>,
    sources: Sources,
    origins: Origins,
}

impl Front {
    /// The tree and the diagnostics as printed.
    fn show(&self) -> String {
        let tree = self.root.as_ref().map_or("nothing".to_owned(), tree);
        format!("{tree}\n\n{}", self.printed())
    }

    fn printed(&self) -> String {
        generator::report::render(&self.found, &self.sources, &self.origins, false)
    }
}

/// Load, dialect and check.
fn front(name: &str, text: &str) -> Front {
    let mut sources = Sources::default();
    let mut origins = Origins::default();
    let mut sink = Sink::default();
    let mut root = generator::load::document(name, text, &mut sources, &mut origins, &mut sink);
    if let Some(root) = &mut root {
        generator::dialect::normalise(root, &mut origins, &mut sink);
        generator::check::check(root, &mut sink);
    }
    Front {
        root,
        found: sink.into_vec(),
        sources,
        origins,
    }
}

/// Reads a text without asking for an OpenAPI version.
fn map(name: &str, text: &str) -> Front {
    let mut sources = Sources::default();
    let mut origins = Origins::default();
    let mut sink = Sink::default();
    let root = generator::load::map(name, text, &mut sources, &mut origins, &mut sink);
    Front {
        root,
        found: sink.into_vec(),
        sources,
        origins,
    }
}

/// A tree as compact text: strings quoted, numbers as written.
fn tree(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.0.to_string(),
        Value::String(text) => format!("{text:?}"),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(tree).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(map) => {
            let entries: Vec<String> = map
                .iter()
                .map(|(key, node)| format!("{key}: {}", tree(node)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Unknown => "UNKNOWN".to_owned(),
    }
}

/// The same with the entries of maps sorted, for comparing what two spellings mean.
fn sorted(node: &Node) -> String {
    match &node.value {
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(sorted).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(map) => {
            let mut entries: Vec<String> = map
                .iter()
                .map(|(key, node)| format!("{key}: {}", sorted(node)))
                .collect();
            entries.sort();
            format!("{{{}}}", entries.join(", "))
        }
        _ => tree(node),
    }
}

/// A document with these lines under `components: schemas:`.
fn with_schemas(version: &str, schemas: &str) -> String {
    let mut text = format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n"
    );
    for line in schemas.lines() {
        text.push_str("    ");
        text.push_str(line);
        text.push('\n');
    }
    text
}
