//! Compiles clients: clippy and rustdoc.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::find::Document;
use super::keep::Store;
use super::pass::Pass;
use super::row::{Compiled, Row};
use super::workspace::Workspace;
use crate::console::Outcome;

/// How many messages of one client are kept.
const KEPT: usize = 5;

/// Compiles every client.
pub struct Compile;

impl Pass for Compile {
    type Found = Compiled;
    const TITLE: &'static str = "compiling";

    fn place(row: &mut Row) -> &mut Option<Compiled> {
        &mut row.compiled
    }

    fn find(
        workspace: &Workspace,
        documents: &[&Document],
        store: &Store,
    ) -> Outcome<Vec<Compiled>> {
        compiled(workspace, documents, store)
    }
}

fn compiled(
    workspace: &Workspace,
    documents: &[&Document],
    store: &Store,
) -> Outcome<Vec<Compiled>> {
    let packages = workspace.fill(documents, store, false)?;
    let mut found: BTreeMap<&str, Compiled> = packages
        .iter()
        .map(|package| (package.as_str(), Compiled::default()))
        .collect();
    let lints = ["--", "-W", "clippy::all"];
    for message in workspace.run(&["clippy", "--keep-going"], &lints)? {
        take(&message, &mut found);
    }
    for message in workspace.run(&["doc", "--no-deps", "--keep-going"], &[])? {
        take(&message, &mut found);
    }
    workspace.clear()?;
    Ok(packages
        .iter()
        .map(|package| found.remove(package.as_str()).unwrap_or_default())
        .collect())
}

/// Counts a message of the compiler for the package that it is about.
pub fn take(message: &Value, found: &mut BTreeMap<&str, Compiled>) {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let Some(manifest) = text(message, "manifest_path") else {
        return;
    };
    let Some(said) = message.get("message") else {
        return;
    };
    let package = Path::new(&manifest).parent().and_then(Path::file_name);
    let package = package.unwrap_or_default().to_string_lossy();
    let Some(compiled) = found.get_mut(&*package) else {
        return;
    };
    let words = text(said, "message").unwrap_or_default();
    let sums_up = words.starts_with("aborting due to") || words.ends_with(" emitted");
    match text(said, "level").as_deref() {
        _ if sums_up => return,
        Some("error") => compiled.errors += 1,
        Some("warning") => compiled.warnings += 1,
        _ => return,
    }
    let span = said.get("spans").and_then(|spans| spans.get(0));
    let place = span.and_then(|span| {
        let line = span.get("line_start")?.as_u64()?;
        Some(format!("{}:{line}: ", text(span, "file_name")?))
    });
    let code = said.get("code").and_then(|code| text(code, "code"));
    if compiled.words.len() < KEPT {
        let code = code.map_or(String::new(), |code| format!(" [{code}]"));
        compiled
            .words
            .push(format!("{}{words}{code}", place.unwrap_or_default()));
    }
}
