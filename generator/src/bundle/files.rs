//! The files that a document refers to, each read once, and places in them.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Sink, nearest};
use crate::load;
use crate::node::{Map, Node, Value};
use crate::source::{FileId, Files, Origin, Origins, Sources};

use super::paths::{self, Refused};

/// The index of the document itself.
pub(super) const ROOT: usize = 0;

/// References that one pointer may pass through on its way.
const HOPS: u32 = 32;

/// The files that one document may be made of.
const MOST: usize = 20_000;

/// A node in a file, by the steps that lead to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) file: usize,
    steps: Vec<String>,
}

impl Place {
    /// A reference to the place from inside of its file.
    pub(super) fn reference(&self) -> String {
        let steps = self
            .steps
            .iter()
            .map(|step| format!("/{}", paths::escaped(step)));
        std::iter::once("#".to_owned()).chain(steps).collect()
    }
}

/// Why a reference leads nowhere.
pub(super) enum Problem {
    Refused(Refused),
    /// The caller's words.
    Unreadable(String),
    /// The file is not YAML or JSON; all that is to be said about it.
    Parse(Sink),
    Missing(Option<String>),
    Circle,
    TooMany,
}

impl Problem {
    pub(super) fn diagnostic(self, reference: &str, origin: Origin) -> Diagnostic {
        let (code, message, help) = match self {
            Problem::Refused(Refused::Network) => (
                Code::ForeignRef,
                format!("`{reference}` is on the network, where nothing is read"),
                "save what it describes beside the document and refer to that file".to_owned(),
            ),
            Problem::Refused(Refused::Absolute) => (
                Code::ForeignRef,
                format!("`{reference}` starts at the root of a disk"),
                "write the path relative to this file".to_owned(),
            ),
            Problem::Refused(Refused::Outside) => (
                Code::ForeignRef,
                format!("`{reference}` leads out of the document's folder, and is not read"),
                "move the file below that folder, or name a folder above both as the root"
                    .to_owned(),
            ),
            Problem::Refused(Refused::Malformed) => (
                Code::ForeignRef,
                format!("`{reference}` is not the path of a file"),
                "a reference to a file looks like `models.yaml#/Pet`".to_owned(),
            ),
            Problem::Unreadable(words) => (
                Code::MissingRef,
                format!("`{reference}` cannot be read: {words}"),
                "add the file, or correct the reference".to_owned(),
            ),
            Problem::Missing(near) => (
                Code::MissingRef,
                format!("`{reference}` leads nowhere"),
                match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "add what it refers to, or correct the reference".to_owned(),
                },
            ),
            Problem::Circle | Problem::Parse(_) => (
                Code::CircularRef,
                format!("`{reference}` leads back to itself"),
                "let one of the references in this circle describe something".to_owned(),
            ),
            Problem::TooMany => (
                Code::ForeignRef,
                format!("`{reference}` is not read: the document is made of too many files"),
                "bundle it into fewer".to_owned(),
            ),
        };
        Diagnostic::new(code, origin, message).help(help)
    }
}

/// One file.
struct File {
    path: String,
    /// `None` for the document itself, which is changed meanwhile.
    tree: Option<Node>,
    /// The places that `$anchor` gives a name.
    anchors: HashMap<String, Vec<String>>,
}

/// All files that were read so far.
pub(super) struct Loaded<'b> {
    reader: Option<&'b dyn Files>,
    /// What stands before the path of a file in the name that diagnostics print.
    prefix: String,
    files: Vec<File>,
    by_path: HashMap<String, usize>,
}

impl<'b> Loaded<'b> {
    pub(super) fn new(document: &Node, name: &str, reader: Option<&'b dyn Files>) -> Self {
        let path = reader.map_or(name, Files::document).to_owned();
        let prefix = name.strip_suffix(&path).unwrap_or_default().to_owned();
        let root = File {
            anchors: anchors(document),
            tree: None,
            path: path.clone(),
        };
        Self {
            reader,
            prefix,
            files: vec![root],
            by_path: HashMap::from([(path, ROOT)]),
        }
    }

    pub(super) fn has_files(&self) -> bool {
        self.reader.is_some()
    }

    /// The document is the first text of a run.
    #[allow(
        clippy::unused_self,
        reason = "a question about the root, asked like the others"
    )]
    pub(super) fn root_id(&self) -> FileId {
        FileId(0)
    }

    /// The node at a place of another file.
    pub(super) fn node(&self, place: &Place) -> Option<&Node> {
        let mut node = self.files.get(place.file)?.tree.as_ref()?;
        for step in &place.steps {
            node = child(node, step)?;
        }
        Some(node)
    }

    /// What the place is called, outermost word first.
    pub(super) fn words(&self, place: &Place) -> Vec<String> {
        const SECTIONS: [&str; 4] = ["components", "schemas", "definitions", "$defs"];
        let path = self
            .files
            .get(place.file)
            .map_or("", |file| file.path.as_str());
        let mut words: Vec<String> = path.split('/').map(str::to_owned).collect();
        if let Some(file) = words.last_mut() {
            let stem = file.split('.').next().unwrap_or_default();
            *file = stem.to_owned();
        }
        // A file called `index` is about its folder.
        if words.len() > 1 && words.last().is_some_and(|word| word == "index") {
            words.pop();
        }
        let steps = place
            .steps
            .iter()
            .filter(|step| !SECTIONS.contains(&step.as_str()));
        words.extend(steps.cloned());
        words
    }

    /// The place that a reference in a file leads to. What is nothing but a reference itself is passed through.
    pub(super) fn find(
        &mut self,
        from: usize,
        reference: &str,
        sources: &mut Sources,
        origins: &mut Origins,
    ) -> Result<Place, Problem> {
        let mut hops = HOPS;
        let mut place = self.named(from, reference, sources, origins)?;
        loop {
            place = self.reached(place, &mut hops, sources, origins)?;
            let Some(next) = self
                .node(&place)
                .and_then(super::only_reference)
                .map(str::to_owned)
            else {
                return Ok(place);
            };
            hops = hops.checked_sub(1).ok_or(Problem::Circle)?;
            place = self.named(place.file, &next, sources, origins)?;
        }
    }

    /// The place that a reference names, whether or not anything is there.
    fn named(
        &mut self,
        from: usize,
        reference: &str,
        sources: &mut Sources,
        origins: &mut Origins,
    ) -> Result<Place, Problem> {
        let (path, fragment) = paths::split(reference);
        let file = if path.is_empty() {
            from
        } else {
            let from = self.files.get(from).map_or("", |file| file.path.as_str());
            let path = paths::resolved(from, path).map_err(Problem::Refused)?;
            self.file(&path, sources, origins)?
        };
        let anchors = self.files.get(file).map(|file| &file.anchors);
        let steps = paths::steps(fragment)
            .or_else(|| anchors?.get(fragment).cloned())
            .ok_or(Problem::Missing(None))?;
        Ok(Place { file, steps })
    }

    /// The same place without references on the way: tools in use resolve `a.yaml#/Pet/properties/id` where `Pet` is one.
    fn reached(
        &mut self,
        mut place: Place,
        hops: &mut u32,
        sources: &mut Sources,
        origins: &mut Origins,
    ) -> Result<Place, Problem> {
        'again: loop {
            let Some(mut node) = self
                .files
                .get(place.file)
                .and_then(|file| file.tree.as_ref())
            else {
                // The document itself: what follows references looks there.
                return Ok(place);
            };
            for (at, step) in place.steps.iter().enumerate() {
                if let Some(next) = child(node, step) {
                    node = next;
                    continue;
                }
                let Some(reference) = node.str("$ref").map(str::to_owned) else {
                    let keys = node.as_map().into_iter().flat_map(Map::iter);
                    let near = nearest(step, keys.map(|(key, _)| &**key));
                    return Err(Problem::Missing(near.map(str::to_owned)));
                };
                *hops = hops.checked_sub(1).ok_or(Problem::Circle)?;
                let rest: Vec<String> = place.steps.get(at..).unwrap_or_default().to_vec();
                place = self.named(place.file, &reference, sources, origins)?;
                place.steps.extend(rest);
                continue 'again;
            }
            return Ok(place);
        }
    }

    fn file(
        &mut self,
        path: &str,
        sources: &mut Sources,
        origins: &mut Origins,
    ) -> Result<usize, Problem> {
        if let Some(known) = self.by_path.get(path) {
            return match self.files.get(*known).map(|file| &file.tree) {
                // A file that is no tree was reported when it was read.
                Some(None) if *known != ROOT => Err(Problem::Parse(Sink::default())),
                _ => Ok(*known),
            };
        }
        let Some(reader) = self.reader else {
            return Err(Problem::Unreadable("no other file is read".to_owned()));
        };
        if self.files.len() >= MOST {
            return Err(Problem::TooMany);
        }
        let text = reader.read(path).map_err(Problem::Unreadable)?;
        let mut held = Sink::default();
        let name = format!("{}{path}", self.prefix);
        let tree = load::file(&name, &text, sources, origins, &mut held);
        let parsed = tree.is_some();
        let index = self.files.len();
        self.files.push(File {
            path: path.to_owned(),
            anchors: tree.as_ref().map(anchors).unwrap_or_default(),
            tree,
        });
        self.by_path.insert(path.to_owned(), index);
        if parsed {
            Ok(index)
        } else {
            Err(Problem::Parse(held.softened(Code::MissingRef)))
        }
    }
}

fn child<'n>(node: &'n Node, step: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Map(map) => map.get(step),
        Value::List(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    }
}

/// How many nodes a tree has, counted as far as `most`.
pub(super) fn size(node: &Node, most: usize) -> usize {
    let mut count = 0;
    let mut work = vec![node];
    while let Some(node) = work.pop() {
        count += 1;
        if count > most {
            break;
        }
        match &node.value {
            Value::List(items) => work.extend(items),
            Value::Map(map) => work.extend(map.iter().map(|(_, node)| node)),
            _ => {}
        }
    }
    count
}

/// The places that have a name of their own, each by its first.
fn anchors(tree: &Node) -> HashMap<String, Vec<String>> {
    let mut found = HashMap::new();
    let mut work: Vec<(&Node, Vec<String>)> = vec![(tree, Vec::new())];
    if !has_anchors(tree) {
        return found;
    }
    while let Some((node, steps)) = work.pop() {
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = node.str(key) {
                found
                    .entry(name.to_owned())
                    .or_insert_with(|| steps.clone());
            }
        }
        let step = |word: String| steps.iter().cloned().chain([word]).collect();
        match &node.value {
            Value::List(items) => {
                let items = items.iter().enumerate().rev();
                work.extend(items.map(|(at, node)| (node, step(at.to_string()))));
            }
            Value::Map(map) => {
                let entries = map.iter().map(|(key, node)| (node, step(key.to_string())));
                work.extend(entries);
            }
            _ => {}
        }
    }
    found
}

/// Most documents have none, and paths to every node take room.
fn has_anchors(tree: &Node) -> bool {
    let mut work = vec![tree];
    while let Some(node) = work.pop() {
        match &node.value {
            Value::List(items) => work.extend(items),
            Value::Map(map) => {
                if map.get("$anchor").is_some() || map.get("$dynamicAnchor").is_some() {
                    return true;
                }
                work.extend(map.iter().map(|(_, node)| node));
            }
            _ => {}
        }
    }
    false
}
