//! Components that others build on by `allOf`. One that says which member names the child (its `discriminator`) stands, where
//! it is referred to, for any of its family.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Sink;
use crate::ir::{Type, TypeId};
use crate::node::{Map, Node};
use crate::resolve::{Refs, Target};
use crate::source::Origin;

use super::Lower;
use super::form::Form;
use super::union::Source;
use super::variant::{Found, Kind};

/// Who builds on whom.
pub(super) struct Families<'d> {
    /// Every component's name and schema, in the order of the document.
    components: Vec<(&'d str, &'d Node)>,
    /// The components that build on a schema, by their index.
    children: HashMap<Origin, Vec<usize>>,
    /// The schemas that build on the head of a family.
    members: HashSet<Origin>,
    /// The types of families, by their heads.
    types: HashMap<Origin, TypeId>,
}

impl<'d> Families<'d> {
    /// The families of a document.
    pub(super) fn of(root: &'d Node) -> Self {
        let refs = Refs::new(root);
        let schemas = root.get("components").and_then(|node| node.get("schemas"));
        let components: Vec<(&'d str, &'d Node)> = schemas
            .and_then(Node::as_map)
            .into_iter()
            .flat_map(Map::iter)
            .map(|(name, node)| (&**name, node))
            .collect();
        let mut families = Self {
            components,
            children: HashMap::new(),
            members: HashSet::new(),
            types: HashMap::new(),
        };
        for at in 0..families.components.len() {
            let Some((_, node)) = families.components.get(at).copied() else {
                continue;
            };
            let mut work: Vec<&'d Node> = members(node).collect();
            while let Some(member) = work.pop() {
                if member.get("$ref").is_none() {
                    work.extend(members(member));
                } else if let Some(target) = refs.follow(member, &mut Sink::default()) {
                    families
                        .children
                        .entry(target.node.origin)
                        .or_default()
                        .push(at);
                    if is_head(target.node) {
                        families.members.insert(node.origin);
                    }
                }
            }
        }
        families
    }

    /// The schemas that build on another, through however many others.
    pub(super) fn below(&self, parent: &Node) -> HashSet<Origin> {
        if !self.children.contains_key(&parent.origin) {
            return HashSet::new();
        }
        let below = self.descendants(parent);
        below.into_iter().map(|(_, node)| node.origin).collect()
    }

    /// Everyone who builds on a schema, in the order of the document.
    fn descendants(&self, parent: &Node) -> Vec<(&'d str, &'d Node)> {
        let mut found = HashSet::new();
        let mut work = vec![parent.origin];
        while let Some(origin) = work.pop() {
            for at in self.children.get(&origin).into_iter().flatten() {
                if let Some((_, node)) = self.components.get(*at)
                    && found.insert(*at)
                {
                    work.push(node.origin);
                }
            }
        }
        let all = self.components.iter().enumerate();
        let found = all.filter(|(at, _)| found.contains(at));
        found
            .map(|(_, component)| *component)
            .filter(|(_, node)| node.origin != parent.origin)
            .collect()
    }
}

impl<'d> Lower<'_, 'd> {
    /// Whether a schema builds on the head of a family.
    pub(super) fn is_child(&self, node: &Node) -> bool {
        self.families.members.contains(&node.origin)
    }

    /// The type of a reference to the head of a family: an enum of the head and everyone who builds on it.
    pub(super) fn family(&mut self, target: &Target<'d>) -> Option<Type> {
        let name = target.name.filter(|_| target.section == Some("schemas"))?;
        let node = target.node;
        if !is_head(node) {
            return None;
        }
        let nullable = self.allows_null(node);
        let known = self.families.types.get(&node.origin).copied();
        let id = match known {
            Some(id) => id,
            None => self.new_family(name, node)?,
        };
        let ty = Type::Named(id);
        Some(if nullable { ty.nullable() } else { ty })
    }

    fn new_family(&mut self, name: &'d str, node: &'d Node) -> Option<TypeId> {
        let children = self.families.descendants(node);
        if children.is_empty() {
            return None;
        }
        let found = std::iter::once((name, node))
            .chain(children)
            .map(|(name, node)| Found {
                source: Source::Own(node, name),
                target: node,
                name: Some(name),
                kind: Kind::Object,
            })
            .collect();
        let plan = self.plan(node.get("discriminator"), found);
        let words = vec!["Any".to_owned(), name.to_owned()];
        let id = self.reserve(node, words, Some(Form::Union(plan)));
        if let Some(definition) = self.types.get_mut(id.0 as usize) {
            // That is the name of the head alone.
            definition.name = None;
        }
        self.families.types.insert(node.origin, id);
        Some(id)
    }
}

fn members(node: &Node) -> impl Iterator<Item = &Node> {
    node.get("allOf")
        .and_then(Node::as_list)
        .into_iter()
        .flatten()
}

/// Whether a schema names the member by which those that build on it are told apart.
fn is_head(node: &Node) -> bool {
    let names = node
        .get("discriminator")
        .and_then(|node| node.str("propertyName"));
    names.is_some() && node.get("oneOf").is_none() && node.get("anyOf").is_none()
}
