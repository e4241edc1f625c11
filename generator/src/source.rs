//! The texts that a document is made of, and the origin of every node in them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Which text of [`Sources`] a node came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// One text: the name that diagnostics print, and the words themselves.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name as the caller wrote it, such as `spec/bandwidth-mfa.yaml`.
    pub name: String,
    /// The whole text, UTF-8.
    pub text: Arc<str>,
}

/// Every text that was read for one run, in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a text and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source {
            name: name.into(),
            text: text.into(),
        });
        id
    }

    /// The text with this id.
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }
}

/// Where a node stands in the sources: an index into [`Origins`]. Two nodes with the same origin were written once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(pub u32);

impl Origin {
    fn at(number: usize) -> Self {
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }
}

/// By how much the number of an origin grows that was added from another table.
#[derive(Clone, Copy, Debug)]
pub struct Growth(usize);

impl Growth {
    /// What an origin of the other table is here, where its first ones are `known`.
    pub fn of(self, origin: Origin, known: &[Origin]) -> Origin {
        let at = origin.0 as usize;
        let known = known.get(at).copied();
        known.unwrap_or_else(|| Origin::at(at.saturating_add(self.0)))
    }
}

/// One step of a path from a file's root to a node.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The root of a text.
    Root(FileId),
    /// The value of this key in a map.
    Key(Arc<str>),
    /// The value that a repeated key has at its second, third, .. place in the map (counted from 0; the first is [`Step::Key`]).
    Repeated(Arc<str>, u32),
    /// The item with this index in a list.
    Index(u32),
}

/// The table behind [`Origin`]: each entry names its parent and the step from there.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    entries: Vec<(Origin, Step)>,
}

impl Origins {
    /// Adds the root of a text.
    pub fn root(&mut self, file: FileId) -> Origin {
        let origin = self.next();
        self.entries.push((origin, Step::Root(file)));
        origin
    }

    /// Adds the node one step below `parent`.
    pub fn child(&mut self, parent: Origin, step: Step) -> Origin {
        let origin = self.next();
        self.entries.push((parent, step));
        origin
    }

    /// The file and the steps that lead to `origin`, outermost first.
    pub fn path(&self, origin: Origin) -> Path {
        let mut steps = Vec::new();
        let mut at = origin;
        while let Some((parent, step)) = self.entries.get(at.0 as usize) {
            if let Step::Root(file) = step {
                steps.reverse();
                return Path { file: *file, steps };
            }
            steps.push(step.clone());
            at = *parent;
        }
        steps.reverse();
        Path {
            file: FileId(0),
            steps,
        }
    }

    /// The node that `origin` stands in; `None` for the root of a text.
    pub fn parent(&self, origin: Origin) -> Option<Origin> {
        match self.entries.get(origin.0 as usize)? {
            (_, Step::Root(_)) => None,
            (parent, _) => Some(*parent),
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Forgets all but the first `count`.
    pub fn truncate(&mut self, count: usize) {
        self.entries.truncate(count);
    }

    /// Adds those of another table but for its first ones, which are `known` here: by how much the numbers of the added ones grow.
    pub fn append(&mut self, other: Self, known: &[Origin]) -> Growth {
        let growth = Growth(self.entries.len().saturating_sub(known.len()));
        let added = other.entries.into_iter().skip(known.len());
        let added = added.map(|(parent, step)| (growth.of(parent, known), step));
        self.entries.extend(added);
        growth
    }

    fn next(&self) -> Origin {
        Origin::at(self.entries.len())
    }
}

/// A file and the steps from its root to a node; prints as a JSON pointer fragment (RFC 6901), such as `#/paths/~1pets/get`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    /// The file.
    pub file: FileId,
    /// The steps below the root, outermost first.
    pub steps: Vec<Step>,
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("#")?;
        for step in &self.steps {
            match step {
                Step::Root(_) => {}
                Step::Key(key) | Step::Repeated(key, _) => {
                    write!(out, "/{}", escaped(key))?;
                }
                Step::Index(index) => write!(out, "/{index}")?,
            }
        }
        Ok(())
    }
}

/// A key as a token of a JSON pointer.
pub fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The key that a token of a JSON pointer stands for.
pub fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// The files beside a document, as far as the caller lets it refer to them.
pub trait Files: fmt::Debug {
    /// The path of the document itself, below the folder that references may not leave: `openapi.yaml`.
    fn document(&self) -> &str;

    /// The text of another file by its path below that folder: `/` between its parts, and no part is `.` or `..`. What leads out
    /// of the folder in another way, such as a symbolic link, is refused here; the words say why there is no text.
    fn read(&self, path: &str) -> Result<Arc<str>, String>;
}

/// Files that are texts already, for a document called `openapi.yaml`.
impl Files for BTreeMap<String, Arc<str>> {
    fn document(&self) -> &'static str {
        "openapi.yaml"
    }

    fn read(&self, path: &str) -> Result<Arc<str>, String> {
        self.get(path)
            .cloned()
            .ok_or_else(|| "there is no such file".to_owned())
    }
}
