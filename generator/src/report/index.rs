//! Where every node of a YAML text stands, from a second reading with a parser that knows places.
//!
//! Places are counted in characters from the start of the text.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser};

use super::places::{Child, Places};
use super::reread;
use crate::source::Step;

/// A node's number in the index.
pub(super) type Id = usize;

/// The places of one text's nodes.
#[derive(Debug, Default)]
pub(super) struct Index {
    nodes: Vec<Entry>,
    /// The entries of maps by key, made when a map is first asked.
    keys: HashMap<Id, HashMap<String, Vec<usize>>>,
}

/// What is inside a node.
#[derive(Debug)]
pub(super) enum Children {
    None,
    List(Vec<Id>),
    Map(Vec<(String, usize, Id)>),
}

#[derive(Debug)]
struct Entry {
    start: usize,
    children: Children,
}

/// A map or list whose end has not come yet.
struct Open {
    id: Id,
    key: Option<(String, usize)>,
}

impl Index {
    /// Reads the text, if one parser cannot then with another, and as far as it can be read.
    pub(super) fn new(text: &str) -> Self {
        let (index, complete) = Self::from_events(text);
        if complete {
            return index;
        }
        // This parser holds the text to rules of indentation that the one behind `load` does not know.
        reread::index(text).unwrap_or(index)
    }

    fn from_events(text: &str) -> (Self, bool) {
        let mut index = Self::default();
        let mut anchors: HashMap<usize, Id> = HashMap::new();
        let mut open: Vec<Open> = Vec::new();
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else {
                return (index, false);
            };
            let (children, anchor, scalar) = match event {
                Event::Alias(anchor) => {
                    let start = span.start.index();
                    let id = anchors.get(&anchor).copied();
                    let id = id.unwrap_or_else(|| index.push(start, Children::None));
                    index.attach(&mut open, id, None, start);
                    continue;
                }
                Event::Scalar(text, _, anchor, _) => {
                    (Children::None, anchor, Some(text.into_owned()))
                }
                Event::SequenceStart(anchor, _) => (Children::List(Vec::new()), anchor, None),
                Event::MappingStart(anchor, _) => (Children::Map(Vec::new()), anchor, None),
                Event::SequenceEnd | Event::MappingEnd => {
                    open.pop();
                    continue;
                }
                // Only the first document of a text is read.
                Event::DocumentEnd => break,
                Event::Nothing
                | Event::StreamStart
                | Event::StreamEnd
                | Event::DocumentStart(_) => continue,
            };
            let nested = !matches!(children, Children::None);
            let id = index.add(&mut open, span.start.index(), children, scalar);
            if anchor > 0 {
                anchors.insert(anchor, id);
            }
            if nested {
                open.push(Open { id, key: None });
            }
        }
        (index, true)
    }

    /// Adds a node that stands in no other yet.
    pub(super) fn push(&mut self, start: usize, children: Children) -> Id {
        let id = self.nodes.len();
        self.nodes.push(Entry { start, children });
        id
    }

    /// Fills in what is inside a node, and where it starts.
    pub(super) fn fill(&mut self, id: Id, start: usize, children: Children) {
        if let Some(entry) = self.nodes.get_mut(id) {
            *entry = Entry { start, children };
        }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn add(
        &mut self,
        open: &mut [Open],
        start: usize,
        children: Children,
        scalar: Option<String>,
    ) -> Id {
        let id = self.push(start, children);
        self.attach(open, id, scalar, start);
        id
    }

    /// Puts a node into the map or list that is open: as a key, as the value of the last key, or as an item.
    fn attach(&mut self, open: &mut [Open], id: Id, scalar: Option<String>, start: usize) {
        let Some(parent) = open.last_mut() else {
            return;
        };
        let Some(entry) = self.nodes.get_mut(parent.id) else {
            return;
        };
        match &mut entry.children {
            Children::List(items) => items.push(id),
            Children::Map(entries) => match parent.key.take() {
                Some((key, place)) => entries.push((key, place, id)),
                None => parent.key = Some((scalar.unwrap_or_default(), start)),
            },
            Children::None => {}
        }
    }
}

impl Places for Index {
    fn root(&self) -> Option<Child> {
        let place = self.nodes.first()?.start;
        Some(Child { node: 0, place })
    }

    fn child(&mut self, node: Id, step: &Step) -> Option<Child> {
        let (key, count) = match step {
            Step::Root(_) => return None,
            Step::Index(index) => {
                let Children::List(items) = &self.nodes.get(node)?.children else {
                    return None;
                };
                let node = *items.get(usize::try_from(*index).ok()?)?;
                let place = self.nodes.get(node)?.start;
                return Some(Child { node, place });
            }
            Step::Key(key) => (key, 0),
            Step::Repeated(key, count) => (key, usize::try_from(*count).ok()?),
        };
        let Children::Map(entries) = &self.nodes.get(node)?.children else {
            return None;
        };
        let keys = self.keys.entry(node).or_insert_with(|| {
            let mut keys: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, (key, _, _)) in entries.iter().enumerate() {
                keys.entry(key.clone()).or_default().push(at);
            }
            keys
        });
        let at = *keys.get(&**key)?.get(count)?;
        let (_, place, node) = entries.get(at)?;
        Some(Child {
            node: *node,
            place: *place,
        })
    }
}
