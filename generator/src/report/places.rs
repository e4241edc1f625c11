//! The way to a node of a text.

use crate::source::Step;

/// The nodes of one text, each with a number.
pub(super) trait Places {
    /// The node that holds all others.
    fn root(&self) -> Option<Child>;

    /// The node that a step leads to.
    fn child(&mut self, node: usize, step: &Step) -> Option<Child>;

    /// The place of the node that the steps lead to, or of the nearest one above it that is known.
    fn find(&mut self, steps: &[Step]) -> usize {
        let Some(mut found) = self.root() else {
            return 0;
        };
        for step in steps {
            match self.child(found.node, step) {
                Some(child) => found = child,
                None => break,
            }
        }
        found.place
    }
}

/// A node as it stands in another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Child {
    /// Its number.
    pub(super) node: usize,
    /// Its place: that of its key, if it has one.
    pub(super) place: usize,
}

impl Child {
    /// A node whose number is its place.
    pub(super) fn at(place: usize) -> Self {
        Self { node: place, place }
    }
}
