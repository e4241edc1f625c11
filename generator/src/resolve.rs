//! Look-ups by reference, and typed reading of one node at a time.

mod pointer;
mod read;
mod schema;
mod shallow;

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::node::{Node, Value};
use crate::source::{Origins, Sources};

pub use read::{Read, json};
pub use schema::{AdditionalProperties, Schema};

/// A document that went through all the stages so far.
#[derive(Clone, Debug)]
pub struct Document {
    /// The root of the tree.
    pub root: Node,
    /// The places of its nodes.
    pub origins: Origins,
    /// The texts that it was read from.
    pub sources: Sources,
}

/// Follows references within one document.
#[derive(Clone, Copy, Debug)]
pub struct Refs<'d> {
    root: &'d Node,
}

/// Where a reference leads.
#[derive(Clone, Debug)]
pub struct Target<'d> {
    /// The node, which is no reference itself.
    pub node: &'d Node,
    /// The component's key, if the node is `#/components/<section>/<name>`.
    pub name: Option<&'d str>,
    /// The component's section, such as `schemas`.
    pub section: Option<&'d str>,
    /// The words that name its place, if it stands inside a component schema.
    pub words: Option<Vec<String>>,
    /// The summary that stands beside the first reference that has one.
    pub summary: Option<&'d str>,
    /// The description that stands beside the first reference that has one.
    pub description: Option<&'d str>,
}

impl<'d> Refs<'d> {
    /// References within this document.
    pub fn new(root: &'d Node) -> Self {
        Self { root }
    }

    /// The node at a place, such as `#/paths/~1pets/get`.
    pub fn at(&self, reference: &str) -> Option<&'d Node> {
        let found = pointer::find(self.root, reference).ok()?;
        Some(found.node)
    }

    /// Follows `$ref` until a node that is no reference; `None` if that fails, which the sink says once per place.
    ///
    /// A path item's `$ref` is followed too, although other keys may stand beside it.
    pub fn follow(&self, node: &'d Node, sink: &mut Sink) -> Option<Target<'d>> {
        let mut target = Target {
            node,
            name: None,
            section: None,
            words: None,
            summary: None,
            description: None,
        };
        // Most references lead to what they mean in one step, and only who comes back has to be known.
        let mut seen = HashSet::new();
        let mut last = None;
        while let Some(place) = target.node.get("$ref") {
            let at = target.node;
            let Some(reference) = place.as_str() else {
                // `check` has said that this is no reference.
                return None;
            };
            target.summary = target.summary.or_else(|| at.str("summary"));
            target.description = target.description.or_else(|| at.str("description"));
            seen.extend(last.replace(std::ptr::from_ref(at)));
            if seen.contains(&std::ptr::from_ref(at)) {
                let message = format!("`{reference}` leads back to itself");
                sink.push(
                    Diagnostic::new(Code::CircularRef, place.origin, message)
                        .help("let one of the references in this circle describe something"),
                );
                return None;
            }
            let found = match pointer::find(self.root, reference) {
                Ok(found) => found,
                Err(problem) => {
                    sink.push(problem.diagnostic(reference, place.origin));
                    return None;
                }
            };
            target.node = found.node;
            target.section = found.component.map(|(section, _)| section);
            target.name = found.component.map(|(_, name)| name);
            target.words = found.words;
        }
        // A piece that does not fit its place was reported where it stands.
        (!matches!(target.node.value, Value::Unknown)).then_some(target)
    }
}
