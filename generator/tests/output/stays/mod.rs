//! Adding a schema or an operation to a document renames nothing that was there.

mod additions;
mod public;

use std::path::{Path, PathBuf};

use generator::Input;

use crate::for_each;
use crate::support::Case;
use additions::{Document, Place};

#[test]
fn additions_rename_nothing_in_the_documents_of_features() {
    for_each(
        &Case::fixtures(),
        |fixture| fixture.name.clone(),
        |fixture| assert_renames_nothing(&fixture.input()),
    );
}

/// Larger documents say the same things more often.
const LARGEST: u64 = 25_000;

#[test]
fn additions_rename_nothing_in_the_corpus() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = std::env::var_os("OPENAPI_CORPUS").map_or(beside, PathBuf::from);
    let Ok(list) = std::fs::read_to_string(corpus.join("index.json")) else {
        println!("skipped: there is no corpus beside the repository");
        return;
    };
    let index: Vec<serde_json::Value> = serde_json::from_str(&list).expect("the index is a list");
    let is_wanted = |entry: &&serde_json::Value| {
        entry["valid"].as_bool() == Some(true)
            && entry["bytes"].as_u64().is_some_and(|bytes| bytes < LARGEST)
    };
    let files = index.iter().filter(is_wanted);
    let files: Vec<&str> = files.filter_map(|entry| entry["file"].as_str()).collect();
    for_each(
        &files,
        |file| (*file).to_owned(),
        |file| {
            let bytes = std::fs::read(corpus.join(file)).expect("the index lists what is there");
            let text = String::from_utf8_lossy(&bytes);
            assert_renames_nothing(&Input {
                spec: (file, &text),
                overlay: None,
                files: None,
            });
        },
    );
}

fn assert_renames_nothing(input: &Input<'_>) {
    let document = Document::read(input);
    let before = public::names(&document);
    // Where names are numbered already, one more may push the others on.
    let is_crowded = |words: &str| {
        let letters = words.chars().filter(char::is_ascii_alphanumeric);
        let second = format!("{}2", letters.collect::<String>().to_ascii_lowercase());
        let mut names = before
            .iter()
            .filter_map(|(_, name)| name.split(' ').next_back());
        names.any(|name| {
            name.replace('_', "")
                .to_ascii_lowercase()
                .ends_with(&second)
        })
    };
    let mut renamed = Vec::new();
    for place in Place::ALL {
        for (addition, document) in document.with_additions(place, &is_crowded) {
            let after = public::names(&document);
            let gone = before.difference(&after);
            renamed.extend(gone.map(|(_, name)| format!("{addition}, {place:?}: {name}")));
        }
    }
    assert_eq!(renamed, Vec::<String>::new());
}
