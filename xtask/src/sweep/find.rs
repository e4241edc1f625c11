//! The documents of a directory.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::console::{Outcome, Problem, While};

/// One document to be swept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its path below the directory, with `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// How many bytes it has.
    pub bytes: u64,
    /// Whether an index calls it valid.
    pub valid: Option<bool>,
}

/// An entry of an `index.json` beside the documents.
#[derive(Deserialize)]
struct Entry {
    file: String,
    valid: Option<bool>,
}

/// Every document under `directory`, by name, and how many other files there are that documents may refer to.
///
/// With an `index.json` the documents are those it names; without one, those that name a version of OpenAPI.
pub fn documents(directory: &Path, filters: &[String]) -> Outcome<(Vec<Document>, usize)> {
    if directory.is_file() {
        let name = directory.file_name().unwrap_or_default().to_string_lossy();
        let document = document(directory, name.into_owned(), None)?;
        return Ok((vec![document], 0));
    }
    let index = index(directory)?;
    let mut found = Vec::new();
    let mut parts = 0;
    for path in files(directory)? {
        let name = name_of(directory, &path);
        let valid = match &index {
            Some(index) => match index.get(&name) {
                Some(valid) => *valid,
                None => {
                    parts += usize::from(name != "index.json");
                    continue;
                }
            },
            None if names_a_version(&path)? => None,
            None => {
                parts += 1;
                continue;
            }
        };
        if filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str())) {
            found.push(document(&path, name, valid)?);
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok((found, parts))
}

fn document(path: &Path, name: String, valid: Option<bool>) -> Outcome<Document> {
    let bytes = fs::metadata(path).while_doing("look at", path)?.len();
    Ok(Document {
        name,
        path: path.to_owned(),
        bytes,
        valid,
    })
}

fn index(directory: &Path) -> Outcome<Option<BTreeMap<String, Option<bool>>>> {
    let path = directory.join("index.json");
    let Ok(text) = fs::read_to_string(&path) else {
        return Ok(None);
    };
    let entries: Vec<Entry> = serde_json::from_str(&text)
        .map_err(|error| Problem::new(format!("cannot read {}: {error}", path.display())))?;
    let entries = entries.into_iter().map(|entry| (entry.file, entry.valid));
    Ok(Some(entries.collect()))
}

fn files(directory: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![directory.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).while_doing("read the directory", &folder)? {
            let entry = entry.while_doing("read the directory", &folder)?;
            let kind = entry.file_type().while_doing("look at", &entry.path())?;
            let path = entry.path();
            let readable = path
                .extension()
                .is_some_and(|end| ["json", "yaml", "yml"].iter().any(|known| end == *known));
            if kind.is_dir() {
                folders.push(path);
            } else if readable {
                found.push(path);
            }
        }
    }
    Ok(found)
}

fn name_of(directory: &Path, path: &Path) -> String {
    let below = path.strip_prefix(directory).unwrap_or(path);
    let parts = below.components().map(|part| part.as_os_str());
    let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Whether a text has the key that only a whole document has.
fn names_a_version(path: &Path) -> Outcome<bool> {
    let bytes = fs::read(path).while_doing("read", path)?;
    let text = String::from_utf8_lossy(&bytes);
    let keys = ["openapi", "swagger"];
    Ok(if text.trim_start().starts_with('{') {
        keys.iter()
            .any(|key| text.contains(&format!("\"{key}\"")) || text.contains(&format!("{key}:")))
    } else {
        text.lines().any(|line| {
            let line = line
                .trim_start_matches('\u{feff}')
                .trim_start_matches(['"', '\'']);
            keys.iter().any(|key| line.starts_with(key))
        })
    })
}
