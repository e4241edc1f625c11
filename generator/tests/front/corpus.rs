//! Every document of the shared corpus goes through load, dialect and check.

use std::path::{Path, PathBuf};

use generator::diagnostic::Severity;
use generator::report;

use crate::front;

#[test]
fn valid_documents_of_the_corpus_load_and_none_panics() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = std::env::var_os("OPENAPI_CORPUS").map_or(beside, PathBuf::from);
    let Ok(list) = std::fs::read_to_string(corpus.join("index.json")) else {
        println!("skipped: there is no corpus beside the repository");
        return;
    };
    let index: Vec<serde_json::Value> = serde_json::from_str(&list).expect("the index is a list");
    let mut refused = Vec::new();
    for entry in &index {
        let name = entry["file"].as_str().expect("each entry names a file");
        let valid = entry["valid"].as_bool().unwrap_or(false);
        let Ok(bytes) = std::fs::read(corpus.join(name)) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        let front = front(name, &text);
        for diagnostic in &front.found {
            if valid && diagnostic.code.severity() == Severity::Error {
                refused.push(format!("{name}: {}", diagnostic.message));
            }
        }
        // Every place must be found, whatever the document is like.
        let places: Vec<_> = front.found.iter().filter_map(|one| one.origin).collect();
        let located = report::locate(&places, &front.sources, &front.origins);
        assert!(located.iter().all(Option::is_some), "{name}");
    }
    assert_eq!(refused, Vec::<String>::new());
}
