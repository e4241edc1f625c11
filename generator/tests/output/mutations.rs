//! The repository's own document with each line broken in turn: a client or a diagnostic with its place, never a panic.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use generator::diagnostic::{Code, Diagnostic};
use generator::{Input, Options};

use crate::said;
use crate::support::{folder, text};

/// The values that a line's own is replaced by.
const VALUES: [&str; 5] = ["5", "null", "[a]", "{a: b}", "true"];

fn mutations(document: &str) -> Vec<String> {
    let lines: Vec<&str> = document.lines().collect();
    let mut mutations = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            continue;
        }
        let mut changed = vec![String::new(), format!("{line}\n{line}")];
        if let Some((key, _)) = line.split_once(':') {
            changed.extend(VALUES.map(|value| format!("{key}: {value}")));
        }
        let (before, after) = (lines[..at].join("\n"), lines[at + 1..].join("\n"));
        let whole = changed
            .into_iter()
            .map(|line| format!("{before}\n{line}\n{after}\n"));
        mutations.extend(whole);
    }
    mutations
}

#[test]
fn any_broken_line_gives_a_client_or_a_diagnostic_with_its_place() {
    let document = text(&folder("../../spec").join("bandwidth-mfa.yaml"));
    let overlay = text(&folder("../../spec").join("overlay.yaml"));
    let overlay = ("overlay.yaml", overlay.as_str());
    let mutations = mutations(&document);
    let next = AtomicUsize::new(0);
    let told = AtomicUsize::new(0);
    let known = Mutex::new(HashSet::new());
    let work = || {
        while let Some(mutation) = mutations.get(next.fetch_add(1, Ordering::Relaxed)) {
            let found = checked(mutation, Some(overlay), &known);
            // Where an action of the overlay matches nothing any more, the document is still to be tried.
            if found.iter().any(|found| found.code == Code::DeadAction) {
                checked(mutation, None, &known);
            }
            told.fetch_add(usize::from(!found.is_empty()), Ordering::Relaxed);
        }
    };
    thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(2, usize::from);
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    assert!(
        told.into_inner() > mutations.len() / 2,
        "mistakes go unnoticed"
    );
}

/// The texts that are known to be Rust: most of them are the same whatever line is broken.
type Known = Mutex<HashSet<String>>;

/// What is said about a mutation, after a look at whatever came of it.
fn checked(mutation: &str, overlay: Option<(&str, &str)>, known: &Known) -> Vec<Diagnostic> {
    let input = Input {
        spec: ("a.yaml", mutation),
        overlay,
        files: None,
    };
    let output = generator::generate(&input, &Options::default());
    assert!(
        !output.files.is_empty() || !output.diagnostics.is_empty(),
        "nothing comes of this and nothing is said:\n{mutation}"
    );
    let printed = said(&output);
    let places = printed.lines().filter(|line| is_place(line)).count();
    assert_eq!(
        places,
        output.diagnostics.len(),
        "a place is missing:\n{printed}"
    );
    for (path, text) in output.files {
        let is_known = known.lock().is_ok_and(|known| known.contains(&text));
        if is_known {
            continue;
        }
        if let Err(error) = syn::parse_file(&text) {
            panic!("{path} is no Rust: {error}\n{mutation}");
        }
        if let Ok(mut known) = known.lock() {
            known.insert(text);
        }
    }
    output.diagnostics
}

/// Whether a line is like `--> a.yaml:3:5`.
fn is_place(line: &str) -> bool {
    let Some(place) = line.trim_start().strip_prefix("--> ") else {
        return false;
    };
    let mut parts = place.split(':').skip(1);
    let number = |part: Option<&str>| part.is_some_and(|part| part.parse::<u32>().is_ok());
    number(parts.next()) && number(parts.next())
}
