//! Every line of a document deleted, doubled and retyped in turn.

use std::path::Path;

use generator::diagnostic::Sink;
use generator::resolve::Refs;

use crate::front;

/// What a line of ours may be turned into: other types, broken quotes, half a line.
const VALUES: &[&str] = &[
    "", " 5", " [a]", " {a: b}", " null", " true", " 'text'", " \"open", " *x", " {",
];

/// The document with the line at `at` deleted, doubled, made an item, indented by a tab, halved, and given other values.
fn variants(lines: &[&str], at: usize, values: &[&str]) -> Vec<String> {
    let line = lines[at];
    let indent: String = line.chars().take_while(|one| *one == ' ').collect();
    let body = line.trim_start();
    let key = body
        .split_once(": ")
        .map_or(body.trim_end_matches(':'), |(key, _)| key);
    let mut changed = vec![String::new(), format!("{line}\n{line}")];
    changed.extend(values.iter().map(|value| format!("{indent}{key}:{value}")));
    if values.len() > 2 {
        changed.push(format!("{indent}- {body}"));
        changed.push(format!("\t{line}"));
        changed.push(line.chars().take(line.chars().count() / 2).collect());
    }
    let before = lines[..at].join("\n");
    let after = lines[at + 1..].join("\n");
    changed
        .into_iter()
        .map(|replacement| format!("{before}\n{replacement}\n{after}\n"))
        .collect()
}

/// Whether anything is reported; panics if the text is refused silently, or if a diagnostic has no place.
fn is_reported(text: &str) -> bool {
    let front = front("a.yaml", text);
    if let Some(root) = &front.root {
        let mut sink = Sink::default();
        if let Some(info) = root.get("info") {
            Refs::new(root).info(info, &mut sink);
        }
    } else {
        assert!(!front.found.is_empty(), "silently refused:\n{text}");
    }
    let printed = front.printed();
    let places = printed.matches("--> a.yaml:").count();
    assert_eq!(places, front.found.len(), "a place is missing:\n{printed}");
    !front.found.is_empty()
}

/// Breaks every line, on all processors; returns how many of the broken texts were reported.
fn broken(text: &str, values: &[&str]) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let part = |first: usize| {
        let lines = &lines;
        move || {
            (first..lines.len())
                .step_by(threads)
                .flat_map(|at| variants(lines, at, values))
                .filter(|variant| is_reported(variant))
                .count()
        }
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads).map(|first| scope.spawn(part(first))).collect();
        parts
            .into_iter()
            .map(|part| part.join().expect("no broken line panics"))
            .sum()
    })
}

#[test]
fn any_broken_line_is_accepted_or_reported_with_its_place() {
    let text = include_str!("../fixtures/front.yaml");
    assert!(broken(text, VALUES) > text.lines().count());
}

#[test]
fn any_broken_line_of_the_bundled_document_is_accepted_or_reported() {
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/bandwidth-mfa.yaml");
    let Ok(text) = std::fs::read_to_string(bundled) else {
        println!("skipped: there is no bundled document");
        return;
    };
    assert!(broken(&text, &[" 5", " [a]"]) > text.lines().count() / 2);
}

#[test]
fn the_document_as_it_is_has_nothing_to_report() {
    let own = include_str!("../fixtures/front.yaml");
    assert_eq!(front("front.yaml", own).printed(), "");
}
