//! Path templates: what stands in one, and what tells two apart.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::node::Map;
use crate::template::{self, Part};

/// Reports templates that no URL has, and those that the same URLs have.
pub(super) fn hold(map: &Map, sink: &mut Sink) {
    let mut known: HashMap<String, &str> = HashMap::new();
    for (template, node) in map.iter().filter(|(key, _)| key.starts_with('/')) {
        let (shape, names) = taken_apart(template);
        let mut seen = HashSet::new();
        for name in names {
            if !seen.insert(name) {
                let message = format!("`{template}` has the parameter `{name}` twice");
                let help = "both take the same value: give one of them another name";
                sink.push(Diagnostic::new(Code::DuplicateKey, node.origin, message).help(help));
            }
        }
        if let Some(mark) = shape.chars().find(|mark| matches!(mark, '?' | '#')) {
            let message = format!("the path `{template}` has a `{mark}` in it");
            let help = "a path ends before the query and the fragment: describe parameters of the query with `in: query`";
            sink.push(Diagnostic::new(Code::UnknownValue, node.origin, message).help(help));
        }
        if let Some(other) = known.get(&shape) {
            let message = format!("the same URLs have the paths `{other}` and `{template}`");
            let help = "names of parameters tell no paths apart: a server sees one of the two";
            sink.push(Diagnostic::new(Code::AmbiguousPath, node.origin, message).help(help));
        } else {
            known.insert(shape, template);
        }
    }
}

/// A template with its parameters as `{}`, and their names.
fn taken_apart(template: &str) -> (String, Vec<&str>) {
    let mut shape = String::new();
    let mut names = Vec::new();
    for part in template::parts(template) {
        match part {
            Part::Text(text) | Part::Unclosed(text) => shape.push_str(text),
            Part::Name(name) => {
                shape.push_str("{}");
                names.push(name);
            }
        }
    }
    (shape, names)
}
