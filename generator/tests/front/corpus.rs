//! Every document of the shared corpus goes through load, dialect and check.

use generator::diagnostic::Severity;
use generator::node::{Node, Value};
use generator::report;

use crate::{Front, front, listed};

#[test]
fn valid_documents_of_the_corpus_load_and_none_panics() {
    let mut refused = Vec::new();
    let mut misplaced = Vec::new();
    for document in listed::documents() {
        let (name, text) = (&*document.file, document.text());
        let front = front(name, &text);
        for diagnostic in &front.found {
            if document.valid && diagnostic.code.severity() == Severity::Error {
                refused.push(format!("{name}: {}", diagnostic.message));
            }
        }
        // The large ones have nothing in this that the others have not.
        if text.len() > 100_000 {
            continue;
        }
        let map = crate::map(name, &text);
        misplaced.extend(
            wrong_places(&map)
                .into_iter()
                .map(|key| format!("{name}: {key}")),
        );
    }
    assert_eq!(misplaced, Vec::<String>::new());
    assert_eq!(refused, Vec::<String>::new());
}

/// The keys of entries whose place in the text, as it is found, does not show the key.
fn wrong_places(front: &Front) -> Vec<String> {
    let mut entries = Vec::new();
    let mut tasks: Vec<&Node> = front.root.iter().collect();
    while let Some(node) = tasks.pop() {
        match &node.value {
            Value::List(items) => tasks.extend(items),
            Value::Map(map) => {
                for (key, node) in map.iter() {
                    tasks.push(node);
                    entries.push((key, node.origin));
                }
            }
            _ => {}
        }
    }
    let places: Vec<_> = entries.iter().map(|(_, origin)| *origin).collect();
    let located = report::locate(&places, &front.sources, &front.origins);
    let shows = |key: &str, location: &report::Location| {
        let source = front.sources.get(location.id);
        let tail = source.and_then(|source| source.text.get(location.offset..));
        tail.is_some_and(|tail| tail.trim_start_matches(['"', '\'']).starts_with(key))
    };
    entries
        .iter()
        .zip(located)
        // An escaped key is written otherwise than it reads.
        .filter(|((key, _), _)| {
            let escaped = |one: char| one.is_control() || "\\\"'/<>&".contains(one);
            !key.contains(escaped)
        })
        .filter(|((key, _), location)| !location.as_ref().is_some_and(|place| shows(key, place)))
        .map(|((key, _), _)| key.to_string())
        .collect()
}
