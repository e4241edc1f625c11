//! Every document of the shared corpus goes through load, dialect and check.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use generator::diagnostic::{Diagnostic, Severity, Sink};
use generator::source::{Origins, Sources};
use generator::{check, dialect, load, report};

fn front(name: &str, text: &str) -> (Vec<Diagnostic>, Sources, Origins) {
    let mut sources = Sources::default();
    let mut origins = Origins::default();
    let mut sink = Sink::default();
    if let Some(mut root) = load::document(name, text, &mut sources, &mut origins, &mut sink) {
        dialect::normalise(&mut root, &mut origins, &mut sink);
        check::check(&mut root, &mut sink);
    }
    (sink.into_vec(), sources, origins)
}

#[test]
fn valid_documents_of_the_corpus_load_and_none_panics() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = std::env::var_os("OPENAPI_CORPUS").map_or(beside, PathBuf::from);
    let Ok(list) = std::fs::read_to_string(corpus.join("index.json")) else {
        eprintln!("skipped: there is no corpus beside the repository");
        return;
    };
    let index: Vec<serde_json::Value> = serde_json::from_str(&list).expect("the index is a list");
    let mut refused = Vec::new();
    let mut counts: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for entry in &index {
        let name = entry["file"].as_str().expect("each entry names a file");
        let valid = entry["valid"].as_bool().unwrap_or(false);
        let Ok(bytes) = std::fs::read(corpus.join(name)) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        let (found, sources, origins) = front(name, &text);
        for diagnostic in &found {
            *counts.entry((valid, diagnostic.code.name())).or_default() += 1;
            if valid && diagnostic.code.severity() == Severity::Error {
                refused.push(format!("{name}: {}", diagnostic.message));
            }
        }
        if std::env::var_os("FRONT_VERBOSE").is_some() && valid && !found.is_empty() {
            eprintln!("{}", report::render(&found, &sources, &origins, false));
        }
    }
    eprintln!("{counts:#?}");
    assert_eq!(refused, Vec::<String>::new());
}
