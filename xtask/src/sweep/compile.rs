//! Compiles clients in batches: one workspace and one target directory, so that their dependencies are compiled once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::child::{self, Wanted};
use super::find::Document;
use super::keep::{self, Store};
use super::row::{Compiled, Outcome as Ended, Row};
use super::{bar, pool};
use crate::console::{Outcome, Problem, While};

/// What the packages of a sweep are called, so that what was made of them can be told from their dependencies.
const PREFIX: &str = "swept-";

/// A batch is as large as this many documents, or bytes of them: a bound for the disk.
const BATCH: (usize, u64) = (32, 400_000);

/// How many messages of one client are kept.
const KEPT: usize = 5;

/// Fills in what the compiler says, where that is not known yet.
pub fn all(
    documents: &[Document],
    rows: &mut [Row],
    store: &Store,
    root: &Path,
    jobs: usize,
) -> Outcome<()> {
    let workspace = Workspace::new(root, jobs);
    let mut pending: Vec<usize> = (0..rows.len().min(documents.len()))
        .filter(|index| rows[*index].outcome == Ended::Generated && rows[*index].compiled.is_none())
        .collect();
    pending.sort_by_key(|index| documents[*index].bytes);
    let bar = bar(pending.len(), "compiling");
    for batch in batches(&pending, documents) {
        let batch_documents: Vec<&Document> = batch.iter().map(|at| &documents[*at]).collect();
        let results = workspace.compile(&batch_documents, store)?;
        for (index, compiled) in batch.iter().zip(results) {
            rows[*index].compiled = Some(compiled);
            store.keep(&documents[*index], &rows[*index]);
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    Ok(())
}

fn batches(pending: &[usize], documents: &[Document]) -> Vec<Vec<usize>> {
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut held = u64::MAX;
    for index in pending {
        let bytes = documents[*index].bytes;
        match batches.last_mut() {
            Some(batch) if batch.len() < BATCH.0 && held.saturating_add(bytes) <= BATCH.1 => {
                held += bytes;
                batch.push(*index);
            }
            _ => {
                held = bytes;
                batches.push(vec![*index]);
            }
        }
    }
    batches
}

struct Workspace {
    clients: PathBuf,
    target: PathBuf,
    lock: PathBuf,
    jobs: usize,
}

impl Workspace {
    fn new(root: &Path, jobs: usize) -> Self {
        Self {
            clients: root.join("target/sweep/clients"),
            target: root.join("target/sweep/target"),
            lock: root.join("Cargo.lock"),
            jobs,
        }
    }

    fn compile(&self, documents: &[&Document], store: &Store) -> Outcome<Vec<Compiled>> {
        self.clear()?;
        let packages: Vec<String> = documents
            .iter()
            .map(|document| format!("{PREFIX}{}", keep::stem(&document.name)))
            .collect();
        let tasks: Vec<(&Document, &String)> = documents.iter().copied().zip(&packages).collect();
        pool::map(&tasks, self.jobs, |(document, package)| {
            let wanted = Wanted {
                package: Some(((*package).clone(), self.clients.join(package))),
                ..Wanted::default()
            };
            child::row(document, store, &wanted)
        });
        self.manifest(&packages)?;
        let mut found: BTreeMap<&str, Compiled> = packages
            .iter()
            .map(|package| (package.as_str(), Compiled::default()))
            .collect();
        self.cargo(
            &["clippy", "--keep-going"],
            &["--", "-W", "clippy::all"],
            &mut found,
        )?;
        self.cargo(&["doc", "--no-deps", "--keep-going"], &[], &mut found)?;
        self.clear()?;
        Ok(packages
            .iter()
            .map(|package| found.remove(package.as_str()).unwrap_or_default())
            .collect())
    }

    fn manifest(&self, packages: &[String]) -> Outcome<()> {
        for package in packages {
            let path = self.clients.join(package).join("Cargo.toml");
            let text = fs::read_to_string(&path).while_doing("read", &path)?;
            let mut manifest: toml_edit::DocumentMut = text
                .parse()
                .map_err(|error| crate::manifest::unreadable(&error))?;
            // A crate of its own becomes a member.
            manifest.remove("workspace");
            fs::write(&path, manifest.to_string()).while_doing("write", &path)?;
        }
        let path = self.clients.join("Cargo.toml");
        let text = format!("[workspace]\nresolver = \"3\"\nmembers = {packages:?}\n");
        fs::write(&path, text).while_doing("write", &path)?;
        let path = self.clients.join("Cargo.lock");
        fs::copy(&self.lock, &path).while_doing("write", &path)?;
        Ok(())
    }

    /// Runs a command of cargo over the workspace and sorts its messages by package.
    fn cargo(
        &self,
        before: &[&str],
        after: &[&str],
        found: &mut BTreeMap<&str, Compiled>,
    ) -> Outcome<()> {
        let output = Command::new("cargo")
            .args(before)
            .args(["--offline", "--workspace", "--message-format", "json"])
            .args(["--jobs", &self.jobs.to_string()])
            .args(after)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env_remove("RUSTFLAGS")
            .env_remove("RUSTDOCFLAGS")
            .current_dir(&self.clients)
            .stdin(Stdio::null())
            .output()
            .while_doing("run cargo in", &self.clients)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let messages = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        let mut any = false;
        for message in messages {
            any = true;
            take(&message, found);
        }
        if output.status.success() || any && found.values().any(|compiled| compiled.errors > 0) {
            return Ok(());
        }
        let words = String::from_utf8_lossy(&output.stderr);
        let words: Vec<&str> = words.lines().take(12).collect();
        Err(Problem::new(format!(
            "cargo {before:?}: {}",
            words.join("\n")
        )))
    }

    /// Removes the clients and what was made of them, and leaves their dependencies.
    fn clear(&self) -> Outcome<()> {
        let remove = |path: &Path| {
            let result = if path.is_dir() {
                fs::remove_dir_all(path)
            } else {
                fs::remove_file(path)
            };
            result.while_doing("remove", path)
        };
        let debug = self.target.join("debug");
        let folders = ["deps", ".fingerprint", "incremental", "build"].map(|name| debug.join(name));
        for folder in folders {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = entry.file_name().to_string_lossy().replace('_', "-");
                if name.contains(PREFIX) {
                    remove(&entry.path())?;
                }
            }
        }
        for folder in [self.target.join("doc"), self.clients.clone()] {
            if folder.exists() {
                remove(&folder)?;
            }
        }
        fs::create_dir_all(&self.clients).while_doing("make the directory", &self.clients)
    }
}

/// Counts a message of the compiler for the package that it is about.
fn take(message: &Value, found: &mut BTreeMap<&str, Compiled>) {
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
