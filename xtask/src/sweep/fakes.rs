//! Compiles the fakes of clients, and tries every request and every reply with them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::Value;

use super::compile;
use super::find::Document;
use super::keep::Store;
use super::pass::Pass;
use super::pool;
use super::row::{Compiled, Fakes, Row};
use super::workspace::{self, Workspace};
use crate::console::Outcome;

/// Tries the fakes.
pub struct Fake;

impl Pass for Fake {
    type Found = Fakes;
    const TITLE: &'static str = "trying fakes";

    fn place(row: &mut Row) -> &mut Option<Fakes> {
        &mut row.fakes
    }

    fn find(workspace: &Workspace, documents: &[&Document], store: &Store) -> Outcome<Vec<Fakes>> {
        tried(workspace, documents, store)
    }
}

fn tried(workspace: &Workspace, documents: &[&Document], store: &Store) -> Outcome<Vec<Fakes>> {
    let packages = workspace.fill(documents, store, true)?;
    let mut compiled: BTreeMap<&str, Compiled> = packages
        .iter()
        .map(|package| (package.as_str(), Compiled::default()))
        .collect();
    let features = [
        "--no-default-features",
        "--features",
        "testing",
        "--features",
        workspace::ALL_TAGS,
    ];
    let lints = ["--", "-W", "clippy::all"];
    let clippy = [&["clippy", "--keep-going"], features.as_slice()].concat();
    for message in workspace.run(&clippy, &lints)? {
        compile::take(&message, &mut compiled);
    }
    let test = [&["build", "--tests", "--keep-going"], features.as_slice()].concat();
    let mut programs: BTreeMap<String, PathBuf> = BTreeMap::new();
    for message in workspace.run(&test, &[])? {
        // The test itself is nobody's but the sweep's.
        if level(&message) == Some("error") {
            compile::take(&message, &mut compiled);
        }
        programs.extend(program(&message));
    }
    let results = pool::map(&packages, workspace.jobs, |package| {
        let compiled = compiled.get(package.as_str()).cloned().unwrap_or_default();
        let found = match programs.get(package) {
            Some(program) => run(program),
            None => Err("there is no program".to_owned()),
        };
        judged(compiled, found)
    });
    workspace.clear()?;
    Ok(results)
}

/// What a program prints.
#[derive(Debug, Default, Deserialize)]
struct Said {
    same: usize,
    skipped: Vec<String>,
    wrong: Vec<String>,
}

fn judged(compiled: Compiled, found: Result<Said, String>) -> Fakes {
    let said = found.unwrap_or_else(|words| Said {
        wrong: vec![words],
        ..Said::default()
    });
    Fakes {
        compiled,
        same: said.same,
        skipped: said.skipped,
        wrong: said.wrong,
    }
}

/// How bad a message of the compiler is.
fn level(message: &Value) -> Option<&str> {
    message.get("message")?.get("level")?.as_str()
}

/// The package whose test was compiled, and the program.
fn program(message: &Value) -> Option<(String, PathBuf)> {
    let program = message.get("executable")?.as_str()?;
    let manifest = Path::new(message.get("manifest_path")?.as_str()?);
    let package = manifest.parent()?.file_name()?.to_string_lossy();
    Some((package.into_owned(), PathBuf::from(program)))
}

fn run(program: &Path) -> Result<Said, String> {
    let output = Command::new(program)
        .args(["--nocapture", "trial"])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find_map(|line| line.split_once("trial: "));
    let said = line.and_then(|(_, json)| serde_json::from_str(json).ok());
    said.ok_or_else(|| {
        let words = String::from_utf8_lossy(&output.stderr);
        let words: Vec<&str> = words
            .lines()
            .filter(|line| !line.is_empty())
            .take(2)
            .collect();
        format!("{}: {}", output.status, words.join(" "))
    })
}
