//! Our own tree of a document: ordered maps, numbers as written, an origin on every node.

use std::collections::HashMap;
use std::sync::Arc;

use crate::source::Origin;

/// A value and the place where it was written.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands in the sources.
    pub origin: Origin,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Arc<str>),
    /// A list.
    List(Vec<Node>),
    /// A map.
    Map(Map),
    /// A piece that does not fit its place: reported once by `check`, then read by nobody.
    Unknown,
}

/// A number, kept as decimal text so that nothing is rounded: `-9223372036854776000`, `1e400`, `0.10`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(pub Box<str>);

/// A map in the order of the document. Keys are unique: a repeated key is reported when the text is read.
#[derive(Clone, Debug, Default)]
pub struct Map {
    entries: Vec<(Arc<str>, Node)>,
    /// Positions by key, kept only for maps that are large enough to need it.
    index: HashMap<Arc<str>, u32>,
}

/// Up to this many entries a look-up reads the entries in turn.
const SMALL: usize = 16;

impl Map {
    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.position(key).map(|at| &self.entries[at].1)
    }

    /// The string under `key`, if there is one.
    pub fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// The key as it stands in the map, and its value.
    pub fn entry(&self, key: &str) -> Option<(&Arc<str>, &Node)> {
        let (key, node) = &self.entries[self.position(key)?];
        Some((key, node))
    }

    /// The value of `key`, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.position(key).map(|at| &mut self.entries[at].1)
    }

    /// Puts `node` under `key`: in place if the key is there, at the end if not. Returns what stood there.
    pub fn insert(&mut self, key: impl Into<Arc<str>>, node: Node) -> Option<Node> {
        let key = key.into();
        if let Some(at) = self.position(&key) {
            return Some(std::mem::replace(&mut self.entries[at].1, node));
        }
        self.entries.push((Arc::clone(&key), node));
        if self.entries.len() > SMALL {
            self.grow_index(key);
        }
        None
    }

    /// Takes `key` out; the order of the rest stays.
    pub fn remove(&mut self, key: &str) -> Option<Node> {
        let at = self.position(key)?;
        let (_, node) = self.entries.remove(at);
        self.index.clear();
        if self.entries.len() > SMALL {
            self.rebuild_index();
        }
        Some(node)
    }

    /// The entries in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Node)> + Clone {
        self.entries.iter().map(|(key, node)| (key, node))
    }

    /// The entries in the order of the document, values to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Arc<str>, &mut Node)> {
        self.entries.iter_mut().map(|(key, node)| (&*key, node))
    }

    /// The entries themselves, in the order of the document.
    pub fn into_entries(self) -> Vec<(Arc<str>, Node)> {
        self.entries
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.entries.len() > SMALL {
            return self.index.get(key).map(|at| *at as usize);
        }
        self.entries.iter().position(|(name, _)| &**name == key)
    }

    fn grow_index(&mut self, key: Arc<str>) {
        if self.index.is_empty() {
            self.rebuild_index();
        } else {
            let at = u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX);
            self.index.insert(key, at);
        }
    }

    fn rebuild_index(&mut self) {
        self.index = (0u32..)
            .zip(&self.entries)
            .map(|(at, (key, _))| (Arc::clone(key), at))
            .collect();
    }
}

impl Node {
    /// The map, if this is one.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The list, if this is one.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The value of `key`, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.get(key)
    }

    /// The string under `key`, if this is a map that has one.
    pub fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }
}
