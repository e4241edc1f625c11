//! Adding a schema or an operation to a document renames nothing that was there.

mod additions;
mod public;

use generator::Input;

use crate::for_each;
use crate::listed;
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
const LARGEST: usize = 25_000;

#[test]
fn additions_rename_nothing_in_the_corpus() {
    let mut documents = listed::documents();
    documents.retain(|document| document.valid && document.text().len() < LARGEST);
    for_each(
        &documents,
        |document| document.file.clone(),
        |document| {
            assert_renames_nothing(&Input {
                spec: (&document.file, &document.text()),
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
