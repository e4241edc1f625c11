//! Compares what was generated with what is on the disk.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::console::{Outcome, Problem, While};
use crate::manifest;
use generator::Output;

/// The directory that belongs to the generator alone.
pub const GENERATED: &str = "src/generated";

/// One file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'o> {
    /// The path below the crate, `/`-separated.
    pub path: String,
    /// What stands there.
    pub before: Option<Vec<u8>>,
    /// What should; `None` where nothing should.
    pub after: Option<Cow<'o, str>>,
}

/// Whether only the generator writes what is at this path.
pub fn is_generated(path: &str) -> bool {
    path.strip_prefix(GENERATED)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Everything that differs, and entries that are nobody's business.
#[derive(Debug, Default)]
pub struct Difference<'o> {
    /// In the order of paths.
    pub changes: Vec<Change<'o>>,
    /// Paths below `src/generated` that are neither files nor directories: they are left alone.
    pub foreign: Vec<String>,
}

/// Compares `output` with the crate in `root`. Reads only.
pub fn compare<'o>(root: &Path, output: &'o Output) -> Outcome<Difference<'o>> {
    let mut places = Places::new(root);
    let mut wanted: BTreeMap<&str, Cow<'o, str>> = BTreeMap::new();
    for (path, text) in &output.scaffold {
        if places.at(path)? != Place::File {
            wanted.insert(path, Cow::Borrowed(text));
        }
    }
    for (path, text) in &output.files {
        wanted.insert(path, Cow::Borrowed(text));
    }
    let manifest = match wanted.remove("Cargo.toml") {
        Some(text) => Some(text),
        None => places
            .read("Cargo.toml")?
            .map(|bytes| String::from_utf8(bytes).map(Cow::Owned))
            .transpose()
            .map_err(|_| Problem::new("Cargo.toml is not UTF-8"))?,
    };
    if let Some(text) = manifest {
        let edited = manifest::edit(&text, &output.manifest)?;
        wanted.insert("Cargo.toml", Cow::Owned(edited));
    }

    let mut difference = Difference::default();
    let mut changes = BTreeMap::new();
    for path in present(root, &mut difference.foreign)? {
        if !wanted.contains_key(path.as_str()) {
            let before = places.read(&path)?;
            changes.insert(path, (before, None));
        }
    }
    for (path, after) in wanted {
        let before = places.read(path)?;
        if before.as_deref() != Some(after.as_bytes()) {
            changes.insert(path.to_owned(), (before, Some(after)));
        }
    }
    difference.changes = changes
        .into_iter()
        .map(|(path, (before, after))| Change {
            path,
            before,
            after,
        })
        .collect();
    Ok(difference)
}

/// Refuses a path that leaves the crate, whoever asks for it.
pub fn checked(path: &str) -> Outcome<&str> {
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    if path.split('/').all(plain) {
        return Ok(path);
    }
    Err(Problem::new(format!("{path:?} is no path below the crate")))
}

/// Refuses a path that has a symbolic link on its way, or is one: it may lead out of the crate. What is neither a file nor a
/// directory, such as a pipe, is refused as well: who reads it may wait for ever.
pub fn unlinked(root: &Path, path: &str) -> Outcome<()> {
    Places::new(root).at(path).map(|_| ())
}

/// The bytes of a file, if it is there.
pub fn read(root: &Path, path: &str) -> Outcome<Option<Vec<u8>>> {
    Places::new(root).read(path)
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nothing, as everywhere below what is no directory.
    Nothing,
    /// A regular file.
    File,
    /// A directory.
    Directory,
}

/// What stands where in a crate while nothing changes there. Each place is looked at once, and none below one where there is nothing.
#[derive(Debug)]
pub struct Places<'r> {
    root: &'r Path,
    known: HashMap<String, Place>,
}

impl<'r> Places<'r> {
    /// The places of the crate in `root`.
    pub fn new(root: &'r Path) -> Self {
        Self {
            root,
            known: HashMap::new(),
        }
    }

    /// What stands at a path, which must not leave the crate, nor by a symbolic link.
    pub fn at(&mut self, path: &str) -> Outcome<Place> {
        self.look(checked(path)?)
    }

    fn look(&mut self, path: &str) -> Outcome<Place> {
        if let Some(known) = self.known.get(path) {
            return Ok(*known);
        }
        let parent = match path.rsplit_once('/') {
            Some((parent, _)) => self.look(parent)?,
            None => Place::Directory,
        };
        if parent != Place::Directory {
            return Ok(Place::Nothing);
        }
        let full = self.full(path);
        let place = match fs::symlink_metadata(&full) {
            Ok(found) if found.is_dir() => Place::Directory,
            Ok(found) if found.is_file() => Place::File,
            Ok(found) if found.is_symlink() => {
                return Err(Problem::new(format!(
                    "{} is a symbolic link, which is not followed: put a file or a directory in its place",
                    full.display()
                )));
            }
            Ok(_) => {
                return Err(Problem::new(format!(
                    "{} is neither a file nor a directory: move it away",
                    full.display()
                )));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Place::Nothing,
            Err(error) => return Err(error).while_doing("look at", &full),
        };
        self.known.insert(path.to_owned(), place);
        Ok(place)
    }

    /// The path on the disk.
    pub fn full(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The bytes of a file, if it is there.
    pub fn read(&mut self, path: &str) -> Outcome<Option<Vec<u8>>> {
        if self.at(path)? != Place::File {
            return Ok(None);
        }
        let full = self.full(path);
        match fs::read(&full) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).while_doing("read", &full),
        }
    }
}

/// The regular files below `src/generated`, in the order of paths.
fn present(root: &Path, foreign: &mut Vec<String>) -> Outcome<Vec<String>> {
    unlinked(root, GENERATED)?;
    let mut files = Vec::new();
    let mut directories = vec![GENERATED.to_owned()];
    while let Some(directory) = directories.pop() {
        let full = root.join(&directory);
        let entries = match fs::read_dir(&full) {
            Ok(entries) => entries,
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                continue;
            }
            Err(error) => return Err(error).while_doing("read the directory", &full),
        };
        for entry in entries {
            let entry = entry.while_doing("read the directory", &full)?;
            // The entry's own kind: a link to a directory is a link.
            let kind = entry.file_type().while_doing("look at", &entry.path())?;
            let name = entry.file_name();
            let path = format!("{directory}/{}", name.to_string_lossy());
            match name.to_str() {
                Some(_) if kind.is_dir() => directories.push(path),
                Some(_) if kind.is_file() => files.push(path),
                _ => foreign.push(path),
            }
        }
    }
    files.sort();
    foreign.sort();
    Ok(files)
}
