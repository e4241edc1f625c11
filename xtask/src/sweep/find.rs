//! The documents of a directory.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::console::{Outcome, Problem, While};

/// One document to be swept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its path below the directory, with `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// The directory that is swept: what the document refers to lies in it too.
    pub root: PathBuf,
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
        let folder = directory.parent().unwrap_or(directory);
        let document = document(folder, directory, name.into_owned(), None)?;
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
            found.push(document(directory, &path, name, valid)?);
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok((found, parts))
}

fn document(root: &Path, path: &Path, name: String, valid: Option<bool>) -> Outcome<Document> {
    let bytes = fs::metadata(path).while_doing("look at", path)?.len();
    Ok(Document {
        name,
        path: path.to_owned(),
        root: root.to_owned(),
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
    let parts = below.components().map(Component::as_os_str);
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::documents;

    fn names(files: &[(&str, &str)], filters: &[&str]) -> (Vec<String>, usize) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let filters: Vec<String> = filters.iter().map(|text| (*text).to_owned()).collect();
        let (documents, parts) = documents(folder.path(), &filters).unwrap();
        let named = documents.into_iter().map(|document| {
            let valid = document
                .valid
                .map_or("?", |valid| if valid { "+" } else { "-" });
            format!("{valid}{}", document.name)
        });
        (named.collect(), parts)
    }

    const FILES: [(&str, &str); 5] = [
        ("b/one.yaml", "info: {}\nopenapi: 3.1.0\n"),
        ("b/two.json", "{ \"openapi\": \"3.0.0\" }"),
        ("old.yml", "swagger: '2.0'"),
        ("part.yaml", "type: string\ndescription: openapi"),
        ("notes.md", "openapi: 3.1.0"),
    ];

    #[test]
    fn documents_are_the_files_that_name_a_version() {
        let all = ["?b/one.yaml", "?b/two.json", "?old.yml"];
        assert_eq!(names(&FILES, &[]), (all.map(str::to_owned).to_vec(), 1));
        assert_eq!(names(&FILES, &["two"]), (vec!["?b/two.json".to_owned()], 1));
    }

    #[test]
    fn an_index_says_which_files_are_documents() {
        let index = r#"[{"file":"part.yaml","valid":false},{"file":"b/one.yaml","valid":true}]"#;
        let mut files = FILES.to_vec();
        files.push(("index.json", index));
        let listed = ["+b/one.yaml", "-part.yaml"];
        assert_eq!(names(&files, &[]), (listed.map(str::to_owned).to_vec(), 2));
    }
}
