//! Scratch packages in batches: one workspace and one target directory, so that their dependencies are compiled once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::child::{self, Wanted};
use super::find::Document;
use super::keep::{self, Store};
use super::pool;
use crate::console::{Outcome, Problem, While};

/// What the packages of a sweep are called, so that what was made of them can be told from their dependencies.
const PREFIX: &str = "swept-";

/// The feature of every package that has all of its operations there.
pub const ALL_TAGS: &str = "swept";

/// A batch is as large as this many documents, or bytes of them: a bound for the disk.
const BATCH: (usize, u64) = (32, 400_000);

/// Documents by their index, the small ones first, in batches that the disk holds.
pub fn batches(mut pending: Vec<usize>, documents: &[Document]) -> Vec<Vec<usize>> {
    pending.sort_by_key(|index| documents[*index].bytes);
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut held = u64::MAX;
    for index in pending {
        let bytes = documents[index].bytes;
        match batches.last_mut() {
            Some(batch) if batch.len() < BATCH.0 && held.saturating_add(bytes) <= BATCH.1 => {
                held += bytes;
                batch.push(index);
            }
            _ => {
                held = bytes;
                batches.push(vec![index]);
            }
        }
    }
    batches
}

/// What the packages of documents are called.
pub fn packages(documents: &[&Document]) -> Vec<String> {
    let stems = documents.iter().map(|document| keep::stem(&document.name));
    stems.map(|stem| format!("{PREFIX}{stem}")).collect()
}

/// Where scratch packages are compiled.
pub struct Workspace {
    /// The directory of the packages.
    pub clients: PathBuf,
    /// The target directory.
    pub target: PathBuf,
    /// How many things to do at once.
    pub jobs: usize,
    lock: PathBuf,
}

impl Workspace {
    /// The workspace of sweeps in the repository at `root`.
    pub fn new(root: &Path, jobs: usize) -> Self {
        Self {
            clients: root.join("target/sweep/clients"),
            // The tests of the generator compile their clients there too: dependencies are compiled once.
            target: root.join("target/clients"),
            lock: root.join("Cargo.lock"),
            jobs,
        }
    }

    /// A workspace of nothing but a package for each document: their names. With `trial` each has the test of its fakes.
    pub fn fill(
        &self,
        documents: &[&Document],
        store: &Store,
        trial: bool,
    ) -> Outcome<Vec<String>> {
        self.clear()?;
        let packages = packages(documents);
        let tasks: Vec<(&Document, &String)> = documents.iter().copied().zip(&packages).collect();
        pool::map(&tasks, self.jobs, |(document, package)| {
            let wanted = Wanted {
                package: Some(((*package).clone(), self.clients.join(package))),
                trial,
                ..Wanted::default()
            };
            child::row(document, store, &wanted)
        });
        self.manifest(&packages)?;
        Ok(packages)
    }

    /// Makes the packages members of the workspace.
    pub fn manifest(&self, packages: &[String]) -> Outcome<()> {
        for package in packages {
            let path = self.clients.join(package).join("Cargo.toml");
            let text = fs::read_to_string(&path).while_doing("read", &path)?;
            let mut manifest: toml_edit::DocumentMut = text
                .parse()
                .map_err(|error| crate::manifest::unreadable(&error))?;
            // A crate of its own becomes a member.
            manifest.remove("workspace");
            // Cargo takes no feature that no package has: this one they all have.
            let features = manifest.entry("features").or_insert_with(toml_edit::table);
            let all = features.get("all-tags").map(|_| "all-tags");
            features[ALL_TAGS] = toml_edit::value(toml_edit::Array::from_iter(all));
            fs::write(&path, manifest.to_string()).while_doing("write", &path)?;
        }
        let path = self.clients.join("Cargo.toml");
        let text = format!("[workspace]\nresolver = \"3\"\nmembers = {packages:?}\n");
        fs::write(&path, text).while_doing("write", &path)?;
        let path = self.clients.join("Cargo.lock");
        fs::copy(&self.lock, &path).while_doing("write", &path)?;
        Ok(())
    }

    /// Runs a command of cargo over the workspace: its messages. That code does not compile is a message, too.
    pub fn run(&self, before: &[&str], after: &[&str]) -> Outcome<Vec<Value>> {
        self.cargo(before, &["--workspace"], after)
    }

    /// The same over one package.
    pub fn run_one(&self, package: &str, before: &[&str]) -> Outcome<Vec<Value>> {
        self.cargo(before, &["--package", package], &[])
    }

    fn cargo(&self, before: &[&str], which: &[&str], after: &[&str]) -> Outcome<Vec<Value>> {
        let output = Command::new("cargo")
            .args(before)
            .args(which)
            .args(["--offline", "--message-format", "json"])
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
        let messages = text.lines().map(serde_json::from_str);
        let messages: Vec<Value> = messages.filter_map(Result::ok).collect();
        // Cargo ends with this message, unless it did not come as far as compiling.
        let last = messages.last().and_then(|message| message.get("reason"));
        if last.and_then(Value::as_str) == Some("build-finished") {
            return Ok(messages);
        }
        let words = String::from_utf8_lossy(&output.stderr);
        let words: Vec<&str> = words.lines().take(12).collect();
        let words = format!("cargo {}: {}", before.join(" "), words.join("\n"));
        Err(Problem::new(words))
    }

    /// Removes the packages and what was made of them, and leaves their dependencies.
    pub fn clear(&self) -> Outcome<()> {
        let remove = |path: &Path| {
            let result = if path.is_dir() {
                fs::remove_dir_all(path)
            } else {
                fs::remove_file(path)
            };
            result.while_doing("remove", path)
        };
        let debug = self.target.join("debug");
        let folders =
            ["", "deps", ".fingerprint", "incremental", "build"].map(|name| debug.join(name));
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
