//! What is known of documents from one run to the next.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::find::Document;
use super::row::Row;
use crate::console::{Outcome, While};
use crate::write::{self, Lock};
use generator::lower::Formats;

/// Rows by document, text, generator and its options.
pub struct Store {
    folder: PathBuf,
    program: PathBuf,
    build: String,
    formats: Formats,
    _lock: Lock,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    stamp: String,
    row: Row,
}

impl Store {
    /// The store in a directory, which is made if it is not there.
    pub fn open(directory: &Path, formats: Formats) -> Outcome<Self> {
        let folder = directory.join("rows");
        fs::create_dir_all(&folder).while_doing("make the directory", &folder)?;
        let lock = Lock::exclusive(directory)?;
        let here = std::env::current_exe().while_doing("find the program below", directory)?;
        let program = directory.join("program");
        // A build in the meantime would replace it: all documents go through the same one.
        fs::copy(&here, &program).while_doing("write", &program)?;
        let build = build(&here).while_doing("look at", &here)?;
        Ok(Self {
            folder,
            program,
            build,
            formats,
            _lock: lock,
        })
    }

    /// The program that documents are run with.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// What becomes of strings whose format names a type.
    pub fn formats(&self) -> Formats {
        self.formats
    }

    /// Where passing files may go.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is known of a document, if neither its text nor the generator has changed since, nor what is asked of it.
    pub fn kept(&self, document: &Document) -> Option<Row> {
        let text = fs::read_to_string(self.path(document)).ok()?;
        let kept: Kept = serde_json::from_str(&text).ok()?;
        let current = kept.stamp == self.stamp(document)?;
        current.then_some(Row {
            valid: document.valid,
            ..kept.row
        })
    }

    /// Keeps what is known. Where that fails, the next run finds it out again.
    pub fn keep(&self, document: &Document, row: &Row) {
        let Some(stamp) = self.stamp(document) else {
            return;
        };
        let row = row.clone();
        if let Ok(text) = serde_json::to_string(&Kept { stamp, row }) {
            let _ = fs::write(self.path(document), text);
        }
    }

    fn path(&self, document: &Document) -> PathBuf {
        self.folder.join(format!("{}.json", stem(&document.name)))
    }

    fn stamp(&self, document: &Document) -> Option<String> {
        let bytes = fs::read(&document.path).ok()?;
        let formats = self.formats.name();
        Some(format!(
            "{} {} {formats}",
            write::digest(&bytes),
            self.build
        ))
    }
}

/// A file name for a document.
pub fn stem(name: &str) -> String {
    write::digest(name.as_bytes())
}

/// Tells one build of a program from another.
fn build(program: &Path) -> io::Result<String> {
    let about = fs::metadata(program)?;
    let time = about.modified()?.duration_since(UNIX_EPOCH);
    let time = time.unwrap_or_default().as_millis();
    Ok(format!("{} {time}", about.len()))
}
