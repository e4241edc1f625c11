//! What the generator makes of whole documents.

mod bundled;
mod extensions;
mod fixtures;
mod inline;
#[path = "../support/corpus.rs"]
mod listed;
mod many;
mod mutations;
mod pairs;
mod rejects;
mod same;
mod seed;
mod stays;
#[path = "../support/mod.rs"]
mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use generator::{Output, report};

/// The diagnostics as a person reads them.
fn said(output: &Output) -> String {
    report::render(&output.diagnostics, &output.sources, &output.origins, false)
}

/// Compares with the snapshot `<folder>/<name>.snap`.
fn assert_snapshot(folder: &Path, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Runs a test for each item, and fails at the end with the names of those that failed.
fn for_each<T>(items: &[T], name: impl Fn(&T) -> String, test: impl Fn(&T)) {
    let failed: Vec<String> = items
        .iter()
        .filter(|item| catch_unwind(AssertUnwindSafe(|| test(item))).is_err())
        .map(name)
        .collect();
    assert!(failed.is_empty(), "failed: {}", failed.join(", "));
}
