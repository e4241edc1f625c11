//! What tells the variants of a union apart.

use std::collections::HashSet;

use crate::node::{Map, Node};

use super::Lower;
use super::conjunction::Part;
use super::union::{Member, Plan};
use super::variant::{Found, Kind};

impl<'d> Lower<'_, 'd> {
    /// What tells the members apart, and what they are called.
    pub(super) fn plan(
        &mut self,
        discriminator: Option<&'d Node>,
        found: Vec<Found<'d>>,
    ) -> Plan<'d> {
        let named = discriminator.and_then(|node| {
            let wire = node.str("propertyName")?;
            let values = self.values_of_tag(wire, node.get("mapping"), &found);
            let any = values.iter().any(|values| !values.is_empty());
            any.then(|| (wire.to_owned(), values))
        });
        let (tag, values) = match named.or_else(|| self.implicit_tag(&found)) {
            Some((wire, values)) => (Some(wire), values),
            None => (None, vec![Vec::new(); found.len()]),
        };
        let marks = match &tag {
            Some(_) => vec![Vec::new(); found.len()],
            None => self.marks(&found),
        };
        let words = self.words_of(&found, &values);
        let mut members = Vec::new();
        for (((found, values), marks), words) in found.into_iter().zip(values).zip(marks).zip(words)
        {
            let keeps_value = values.len() < 2
                || found.kind != Kind::Object
                || tag
                    .as_deref()
                    .is_none_or(|wire| self.property(found.target, wire).is_some());
            let each = if keeps_value {
                vec![(words, values)]
            } else {
                // Nothing in the value says which of its names it came by, so each name is a variant.
                values
                    .into_iter()
                    .map(|value| (value.clone(), vec![value]))
                    .collect()
            };
            members.extend(each.into_iter().map(|(words, values)| Member {
                source: found.source.clone(),
                node: found.target,
                words,
                values,
                marks: marks.clone(),
            }));
        }
        Plan { tag, members }
    }

    /// The values that name each member: those that the mapping gives it, else those that its tag lists, else its own name.
    pub(super) fn values_of_tag(
        &mut self,
        wire: &str,
        mapping: Option<&'d Node>,
        found: &[Found<'d>],
    ) -> Vec<Vec<String>> {
        let entries = mapping.and_then(Node::as_map);
        let listed: Vec<Vec<String>> = found
            .iter()
            .map(|member| self.listed(member.target, wire))
            .collect();
        let apart = are_apart(listed.iter().filter(|values| !values.is_empty()));
        let mut taken = HashSet::new();
        let mut all = Vec::new();
        for (member, listed) in found.iter().zip(listed) {
            let mapped: Vec<String> = entries
                .into_iter()
                .flat_map(Map::iter)
                .filter(|(_, target)| is_meant(target.as_str(), member.name))
                .map(|(value, _)| value.to_string())
                .collect();
            let inner = if mapped.is_empty() && member.kind == Kind::Union {
                self.values_within(member, wire)
            } else {
                Vec::new()
            };
            let values = if !mapped.is_empty() {
                mapped
            } else if !inner.is_empty() {
                inner
            } else if !listed.is_empty() && apart {
                listed
            } else {
                member.name.map(str::to_owned).into_iter().collect()
            };
            all.push(
                values
                    .into_iter()
                    .filter(|value| taken.insert(value.clone()))
                    .collect(),
            );
        }
        all
    }

    /// The values that name the members of a union within a union.
    fn values_within(&mut self, member: &Found<'d>, wire: &str) -> Vec<String> {
        let target = member.target;
        let keys = ["oneOf", "anyOf"];
        let Some(inner) = keys.iter().find_map(|key| target.get(key)?.as_list()) else {
            return Vec::new();
        };
        let mut values = Vec::new();
        let mapping = target
            .get("discriminator")
            .and_then(|node| node.get("mapping"));
        if let Some(map) = mapping.and_then(Node::as_map) {
            values.extend(map.iter().map(|(value, _)| value.to_string()));
            return values;
        }
        for node in inner {
            let Some(target) = self.refs.follow(node, self.sink) else {
                continue;
            };
            let listed = self.listed(target.node, wire);
            if listed.is_empty() {
                values.extend(target.name.map(str::to_owned));
            }
            values.extend(listed);
        }
        values
    }

    /// A member that every object must have, with values that are different in each: as good as a discriminator.
    fn implicit_tag(&mut self, found: &[Found<'d>]) -> Option<(String, Vec<Vec<String>>)> {
        let (first, others) = found.split_first()?;
        if others.is_empty() || found.iter().any(|member| member.kind != Kind::Object) {
            return None;
        }
        for wire in self.properties(first.target) {
            let mut values = Vec::new();
            for member in found {
                if !self.requires(member.target, wire) {
                    break;
                }
                values.push(self.listed(member.target, wire));
            }
            let complete =
                values.len() == found.len() && values.iter().all(|values| !values.is_empty());
            if complete && are_apart(values.iter()) {
                return Some((wire.to_owned(), values));
            }
        }
        None
    }

    /// Members whose listed values differ from one object to the next.
    fn marks(&mut self, found: &[Found<'d>]) -> Vec<Vec<(String, Vec<String>)>> {
        let mut all: Vec<Vec<(String, Vec<String>)>> = Vec::new();
        for member in found {
            let mut marks = Vec::new();
            if member.kind == Kind::Object {
                for wire in self.properties(member.target) {
                    let values = self.listed(member.target, wire);
                    if !values.is_empty() && marks.iter().all(|(known, _)| known != wire) {
                        marks.push((wire.to_owned(), values));
                    }
                }
            }
            all.push(marks);
        }
        // What every member has alike tells nothing apart.
        let common: Vec<(String, Vec<String>)> = match all.split_first() {
            Some((first, others)) => {
                let alike =
                    |mark: &&(String, Vec<String>)| others.iter().all(|marks| marks.contains(mark));
                first.iter().filter(alike).cloned().collect()
            }
            None => Vec::new(),
        };
        for marks in &mut all {
            marks.retain(|mark| !common.contains(mark));
        }
        all
    }

    /// The names of the members that a schema declares, the schemas that it builds on included.
    pub(super) fn properties(&mut self, node: &'d Node) -> Vec<&'d str> {
        let words = Vec::new();
        let parts = self.parts(vec![Part { node, words }]);
        let maps = parts
            .iter()
            .filter_map(|part| part.node.get("properties")?.as_map());
        maps.flat_map(Map::iter).map(|(name, _)| &**name).collect()
    }

    /// The schema of one member.
    fn property(&mut self, node: &'d Node, wire: &str) -> Option<&'d Node> {
        let words = Vec::new();
        let parts = self.parts(vec![Part { node, words }]);
        parts
            .iter()
            .rev()
            .find_map(|part| part.node.get("properties")?.get(wire))
    }

    fn requires(&mut self, node: &'d Node, wire: &str) -> bool {
        let words = Vec::new();
        let parts = self.parts(vec![Part { node, words }]);
        let lists = parts
            .iter()
            .filter_map(|part| part.node.get("required")?.as_list());
        lists.flatten().any(|name| name.as_str() == Some(wire))
    }

    /// The strings that are listed as the values of a member.
    fn listed(&mut self, node: &'d Node, wire: &str) -> Vec<String> {
        let Some(property) = self.property(node, wire) else {
            return Vec::new();
        };
        match self.kind(property) {
            Kind::Words(values) => values.into_iter().map(|value| value.wire).collect(),
            _ => Vec::new(),
        }
    }
}

/// Whether no value is in two of these lists.
fn are_apart<'v>(mut lists: impl Iterator<Item = &'v Vec<String>>) -> bool {
    let mut seen = HashSet::new();
    lists.all(|values| values.iter().all(|value| seen.insert(value)))
}

/// Whether the target of a mapping, a reference or a bare name, means the component of this name.
fn is_meant(target: Option<&str>, name: Option<&str>) -> bool {
    let last = target.and_then(|target| target.rsplit('/').next());
    last.is_some() && last == name
}
