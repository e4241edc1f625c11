//! Every line of a document deleted, doubled and retyped in turn.

use std::path::Path;

use generator::resolve::Refs;

use crate::front;

/// What a line may be turned into: other types, broken quotes, half a line.
fn variants(lines: &[&str], at: usize) -> Vec<String> {
    let line = lines[at];
    let indent: String = line.chars().take_while(|one| *one == ' ').collect();
    let body = line.trim_start();
    let key = body
        .split_once(": ")
        .map_or(body.trim_end_matches(':'), |(key, _)| key);
    let mut changed = vec![String::new(), format!("{line}\n{line}")];
    for value in [
        "", " 5", " [a]", " {a: b}", " null", " true", " 'text'", " \"open", " *x", " {",
    ] {
        changed.push(format!("{indent}{key}:{value}"));
    }
    changed.push(format!("{indent}- {body}"));
    changed.push(format!("\t{line}"));
    changed.push(line.chars().take(line.chars().count() / 2).collect());
    changed
        .into_iter()
        .map(|replacement| {
            let before = lines[..at].join("\n");
            let after = lines[at + 1..].join("\n");
            format!("{before}\n{replacement}\n{after}\n")
        })
        .collect()
}

#[test]
fn any_broken_line_is_accepted_or_reported_with_its_place() {
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/bandwidth-mfa.yaml");
    let own = include_str!("../fixtures/front.yaml");
    let text = std::fs::read_to_string(bundled).unwrap_or_else(|_| own.to_owned());
    let lines: Vec<&str> = text.lines().collect();
    let mut reported = 0;
    for at in 0..lines.len() {
        for variant in variants(&lines, at) {
            let front = front("a.yaml", &variant);
            if let Some(root) = &front.root {
                let mut sink = generator::diagnostic::Sink::default();
                if let Some(info) = root.get("info") {
                    Refs::new(root).info(info, &mut sink);
                }
            } else {
                assert!(!front.found.is_empty(), "silently refused:\n{variant}");
            }
            let printed = front.printed();
            let places = printed.matches("--> a.yaml:").count();
            assert_eq!(places, front.found.len(), "a place is missing:\n{printed}");
            reported += usize::from(!front.found.is_empty());
        }
    }
    assert!(reported > lines.len(), "mistakes go unnoticed");
}

#[test]
fn the_document_as_it_is_has_nothing_to_report() {
    let own = include_str!("../fixtures/front.yaml");
    assert_eq!(front("front.yaml", own).printed(), "");
}
