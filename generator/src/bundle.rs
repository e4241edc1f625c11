//! Brings what other files describe into the document: a reference to another file becomes one to a component.
//!
//! What is brought in keeps its origin, so that diagnostics name the file and line where it was written.

mod children;
mod files;
mod paths;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::dialect::table::{Expect, Kind};
use crate::node::{Map, Node, Value};
use crate::source::{Files, Origins, Sources, Step};

use children::children;
use files::{Loaded, Place, Problem};

/// References to references that are followed at one place.
const HOPS: u32 = 32;

/// The nodes that may be brought in: references from file to file can repeat a part again and again.
const NODES: usize = 5_000_000;

/// Brings in everything that the document refers to in other files, and turns names of anchors into pointers.
pub fn bundle(
    document: &mut Node,
    name: &str,
    files: Option<&dyn Files>,
    sources: &mut Sources,
    origins: &mut Origins,
    sink: &mut Sink,
) {
    let loaded = Loaded::new(document, name, files);
    let mut bundler = Bundler {
        loaded,
        sources,
        origins,
        sink,
        known: HashMap::new(),
        taken: HashSet::new(),
        wanted: Vec::new(),
        nodes_left: NODES,
    };
    bundler.note_components(document);
    bundler.walk(document, Expect::Object(Kind::Document), files::ROOT);
    let mut at = 0;
    while let Some(import) = bundler.wanted.get(at).cloned() {
        at += 1;
        bundler.bring(document, &import);
    }
}

/// Something in another file that becomes a component.
#[derive(Clone)]
struct Import {
    place: Place,
    kind: Kind,
    section: &'static str,
    name: String,
}

struct Bundler<'b> {
    loaded: Loaded<'b>,
    sources: &'b mut Sources,
    origins: &'b mut Origins,
    sink: &'b mut Sink,
    /// The components that stand for places in other files.
    known: HashMap<(Place, &'static str), String>,
    /// The names of components, by section.
    taken: HashSet<(String, String)>,
    /// What is to be brought in; grows on the way.
    wanted: Vec<Import>,
    nodes_left: usize,
}

/// A node still to be looked at: what it is, the file that its references are relative to, and how many references led there.
struct Task<'n> {
    node: &'n mut Node,
    expect: Expect,
    file: usize,
    hops: u32,
}

/// What becomes of a reference.
enum Answer {
    /// It is no business of this stage.
    Leave,
    /// It is written so.
    Rewrite(String),
    /// What it refers to takes its place.
    Splice(Place),
    /// It leads nowhere, which has been said.
    Broken,
}

impl Bundler<'_> {
    /// A component that is nothing but a reference to another file is the place to refer to.
    fn note_components(&mut self, document: &Node) {
        let sections = document.get("components").and_then(Node::as_map);
        for (section, entries) in sections.into_iter().flat_map(Map::iter) {
            for (name, node) in entries.as_map().into_iter().flat_map(Map::iter) {
                self.taken.insert((section.to_string(), name.to_string()));
                let known = SECTIONS.iter().find(|(_, known)| *known == &**section);
                let (Some((_, section)), Some(reference)) = (known, only_reference(node)) else {
                    continue;
                };
                let found = self
                    .loaded
                    .find(files::ROOT, reference, self.sources, self.origins);
                if let Ok(place) = found
                    && place.file != files::ROOT
                {
                    let own = format!("#/components/{section}/{}", paths::escaped(name));
                    self.known.entry((place, section)).or_insert(own);
                }
            }
        }
    }

    fn walk(&mut self, node: &mut Node, expect: Expect, file: usize) {
        let hops = HOPS;
        let mut tasks = vec![Task {
            node,
            expect,
            file,
            hops,
        }];
        while let Some(task) = tasks.pop() {
            let from = tasks.len();
            self.step(task, &mut tasks);
            if let Some(added) = tasks.get_mut(from..) {
                added.reverse();
            }
        }
    }

    fn step<'n>(&mut self, task: Task<'n>, tasks: &mut Vec<Task<'n>>) {
        let Task {
            node,
            expect,
            file,
            hops,
        } = task;
        let answer = self.answer(node, expect, file);
        match answer {
            Answer::Leave => children(node, expect, file, self, tasks),
            Answer::Rewrite(reference) => {
                if let Value::Map(map) = &mut node.value
                    && let Some(place) = map.get_mut("$ref")
                {
                    place.value = Value::String(reference.into());
                }
                children(node, expect, file, self, tasks);
            }
            Answer::Broken => node.value = Value::Unknown,
            Answer::Splice(place) => {
                let Some(hops) = hops.checked_sub(1) else {
                    self.circle(node);
                    return;
                };
                let Some(target) = self.copied(&place, node) else {
                    return;
                };
                splice(node, target);
                tasks.push(Task {
                    node,
                    expect,
                    file: place.file,
                    hops,
                });
            }
        }
    }

    /// What becomes of the reference that `node` is.
    fn answer(&mut self, node: &Node, expect: Expect, file: usize) -> Answer {
        let may_refer = matches!(
            expect,
            Expect::Object(_)
                | Expect::ObjectOrRef(_)
                | Expect::FlagOrSchema
                | Expect::List(_)
                | Expect::Map(_)
        );
        let Some(reference) = node.str("$ref").filter(|_| may_refer) else {
            return Answer::Leave;
        };
        if file == files::ROOT && (reference == "#" || reference.starts_with("#/")) {
            return Answer::Leave;
        }
        if !self.loaded.has_files() && !reference.starts_with('#') {
            // Nothing is read beside the document: what follows references says so.
            return Answer::Leave;
        }
        let place = match self
            .loaded
            .find(file, reference, self.sources, self.origins)
        {
            Ok(place) => place,
            Err(Problem::Parse(failures)) => {
                self.sink.append(failures);
                return Answer::Broken;
            }
            Err(problem) => {
                let origin = node.get("$ref").map_or(node.origin, |place| place.origin);
                self.sink.push(problem.diagnostic(reference, origin));
                return Answer::Broken;
            }
        };
        if place.file == files::ROOT {
            return Answer::Rewrite(place.reference());
        }
        match section(expect) {
            Some((kind, section)) => self.component(place, kind, section, node),
            None => Answer::Splice(place),
        }
    }

    fn component(
        &mut self,
        place: Place,
        kind: Kind,
        section: &'static str,
        node: &Node,
    ) -> Answer {
        if let Some(known) = self.known.get(&(place.clone(), section)) {
            if self.is_own(known, node) {
                return Answer::Splice(place);
            }
            return Answer::Rewrite(known.clone());
        }
        let name = self.name(&place, section);
        let reference = format!("#/components/{section}/{}", paths::escaped(&name));
        self.known
            .insert((place.clone(), section), reference.clone());
        self.wanted.push(Import {
            place,
            kind,
            section,
            name,
        });
        Answer::Rewrite(reference)
    }

    /// Whether `node` is the component itself that stands for the place.
    fn is_own(&self, reference: &str, node: &Node) -> bool {
        let path = self.origins.path(node.origin);
        path.file == self.loaded.root_id() && path.to_string() == reference.replace("%25", "%")
    }

    /// A name after the place: the last step of its pointer, or the file; with what stands before that where it is taken.
    fn name(&mut self, place: &Place, section: &str) -> String {
        let mut words = self.loaded.words(place);
        let last = words.pop().unwrap_or_default();
        let mut candidate = last.clone();
        let mut number = 2u32;
        while !self.taken.insert((section.to_owned(), candidate.clone())) {
            candidate = if let Some(word) = words.pop() {
                format!("{word}_{candidate}")
            } else {
                number += 1;
                format!("{last}_{}", number - 1)
            };
        }
        candidate
    }

    fn bring(&mut self, document: &mut Node, import: &Import) {
        let origin = document.origin;
        let Some(mut node) = self.copied(&import.place, document) else {
            return;
        };
        self.walk(
            &mut node,
            Expect::ObjectOrRef(import.kind),
            import.place.file,
        );
        let Some(components) = self.entry(document, origin, "components") else {
            return;
        };
        let origin = components.origin;
        if let Some(Value::Map(map)) = self
            .entry(components, origin, import.section)
            .map(|section| &mut section.value)
        {
            map.insert(import.name.as_str(), node);
        }
    }

    /// The map under a key, made where it is missing.
    fn entry<'n>(
        &mut self,
        node: &'n mut Node,
        origin: crate::source::Origin,
        key: &str,
    ) -> Option<&'n mut Node> {
        let Value::Map(map) = &mut node.value else {
            return None;
        };
        if map.get(key).is_none() {
            let origin = self.origins.child(origin, Step::Key(key.into()));
            let value = Value::Map(Map::default());
            map.insert(key, Node { value, origin });
        }
        map.get_mut(key)
    }

    /// A copy of what stands at a place, as long as there is room.
    fn copied(&mut self, place: &Place, at: &Node) -> Option<Node> {
        let target = self.loaded.node(place)?;
        let count = files::size(target, self.nodes_left);
        let Some(left) = self.nodes_left.checked_sub(count) else {
            let message =
                "references to other files repeat so much that they are not followed further";
            self.sink
                .push(Diagnostic::new(Code::ForeignRef, at.origin, message));
            return None;
        };
        self.nodes_left = left;
        Some(target.clone())
    }

    fn circle(&mut self, node: &mut Node) {
        let reference = node.str("$ref").unwrap_or_default();
        let message = format!("`{reference}` leads back to itself");
        self.sink
            .push(Diagnostic::new(Code::CircularRef, node.origin, message));
        node.value = Value::Unknown;
    }
}

/// The sections of components.
const SECTIONS: [(Kind, &str); 9] = [
    (Kind::Schema, "schemas"),
    (Kind::Response, "responses"),
    (Kind::Parameter, "parameters"),
    (Kind::Example, "examples"),
    (Kind::RequestBody, "requestBodies"),
    (Kind::Header, "headers"),
    (Kind::SecurityScheme, "securitySchemes"),
    (Kind::Link, "links"),
    (Kind::Callback, "callbacks"),
];

/// The section of what may be a component. A path item takes the place of its reference: 3.0 has no section for it.
fn section(expect: Expect) -> Option<(Kind, &'static str)> {
    let kind = match expect {
        Expect::ObjectOrRef(kind) => kind,
        Expect::FlagOrSchema => Kind::Schema,
        _ => return None,
    };
    SECTIONS.iter().find(|(known, _)| *known == kind).copied()
}

/// The reference of a node that is nothing else.
fn only_reference(node: &Node) -> Option<&str> {
    node.str("$ref")
        .filter(|_| node.as_map().is_some_and(|map| map.len() == 1))
}

/// Puts what a reference refers to in its place. Keys beside the reference stay before those of the target.
fn splice(node: &mut Node, target: Node) {
    let (Value::Map(own), Value::Map(_)) = (&mut node.value, &target.value) else {
        *node = target;
        return;
    };
    own.remove("$ref");
    if own.is_empty() {
        *node = target;
        return;
    }
    if let Value::Map(map) = target.value {
        for (key, value) in map.into_entries() {
            if own.get(&key).is_none() {
                own.insert(key, value);
            }
        }
    }
}
