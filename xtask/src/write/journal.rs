//! The list of steps that a run has promised to take, as text.

use std::hash::{DefaultHasher, Hasher as _};

use serde_json::{Value, json};

use crate::tree;

/// Steps that may be taken any number of times: removals first, so that a directory can take the place of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// Paths below the crate to remove.
    pub removals: Vec<String>,
    /// What to put in place.
    pub writes: Vec<Write>,
}

/// A file to put in place, or a directory of generated files that was not there.
#[derive(Debug, PartialEq, Eq)]
pub struct Write {
    /// The path below the crate.
    pub path: String,
    /// What it is called in the staging directory.
    pub staged: String,
    /// What stood there when the run began, as a digest, where that counts: the generator's own files are nobody else's.
    pub before: Option<String>,
}

/// Tells an edited file from an untouched one. Another release of Rust may count otherwise: the file then counts as edited.
pub fn digest(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}

impl Journal {
    /// The name in the staging directory of what is put in place at `path`. It is asked for in the order of paths, so that the
    /// files of a directory follow one another.
    pub fn staged(&mut self, path: &str, before: Option<&[u8]>) -> String {
        if let Some(last) = self.writes.last().filter(|last| last.path == path) {
            return last.staged.clone();
        }
        let staged = format!("{}.new", self.writes.len());
        self.writes.push(Write {
            path: path.to_owned(),
            staged: staged.clone(),
            before: before.filter(|_| !tree::is_generated(path)).map(digest),
        });
        staged
    }

    /// The journal as JSON.
    pub fn to_text(&self) -> String {
        let writes: Vec<Value> = self
            .writes
            .iter()
            .map(|write| json!({ "path": write.path, "staged": write.staged, "before": write.before }))
            .collect();
        json!({ "remove": self.removals, "write": writes }).to_string()
    }

    /// Reads a journal; `None` if this is none, or names a path outside the crate.
    pub fn read(value: &Value) -> Option<Self> {
        let path = |value: &Value| tree::checked(value.as_str()?).ok().map(str::to_owned);
        let removals = value.get("remove")?.as_array()?.iter().map(path);
        let writes = value.get("write")?.as_array()?.iter().map(|write| {
            let staged = path(write.get("staged")?)?;
            Some(Write {
                path: path(write.get("path")?)?,
                staged: Some(staged).filter(|staged| !staged.contains('/'))?,
                before: write.get("before")?.as_str().map(str::to_owned),
            })
        });
        Some(Self {
            removals: removals.collect::<Option<_>>()?,
            writes: writes.collect::<Option<_>>()?,
        })
    }
}
