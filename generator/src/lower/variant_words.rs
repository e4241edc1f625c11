//! What the variants of a union are called.

use std::collections::{HashMap, HashSet};

use crate::ir::Typed;
use crate::node::Node;

use super::Lower;
use super::union::Source;
use super::variant::{Found, Kind};

impl<'d> Lower<'_, 'd> {
    /// What each member is called: its component's name, its title, a value of the tag, or what it is.
    pub(super) fn words_of(&mut self, found: &[Found<'d>], values: &[Vec<String>]) -> Vec<String> {
        let objects = found.iter().filter(|member| member.kind == Kind::Object);
        let objects: Vec<&'d Node> = objects.map(|member| member.target).collect();
        let mut counts = HashMap::new();
        for object in &objects {
            let wires: HashSet<&'d str> = self.properties(object).into_iter().collect();
            for wire in wires {
                *counts.entry(wire).or_insert(0) += 1;
            }
        }
        let mut all = Vec::new();
        for (member, values) in found.iter().zip(values) {
            let title = match member.source {
                Source::Schema(node) => node.str("title").map(str::trim),
                _ => None,
            };
            let title = title.filter(|title| !title.is_empty() && title.len() < 60);
            all.push(match (member.name, title, values.first()) {
                (Some(name), _, _) => name.to_owned(),
                (None, Some(title), _) => title.to_owned(),
                (None, None, Some(value)) => value.clone(),
                (None, None, None) => self.word_of(member, objects.len(), &counts),
            });
        }
        all
    }

    /// A word for a member without a name: what it is, or for an object the member that no other has.
    fn word_of(
        &mut self,
        member: &Found<'d>,
        objects: usize,
        counts: &HashMap<&'d str, usize>,
    ) -> String {
        match &member.kind {
            Kind::Object => {
                let own = self.properties(member.target);
                let telling = own.into_iter().find(|wire| counts.get(wire) == Some(&1));
                match telling {
                    Some(wire) if objects > 1 => wire.to_owned(),
                    _ if member.target.get("properties").is_none() => "Map".to_owned(),
                    _ => "Object".to_owned(),
                }
            }
            Kind::List => {
                let item = member.target.get("items");
                let target = item.and_then(|node| self.refs.follow(node, self.sink));
                match (target, item) {
                    (Some(target), Some(node)) => match target.name {
                        Some(name) => format!("{name} list"),
                        None => format!("{} list", word(&self.kind(node))),
                    },
                    _ => "List".to_owned(),
                }
            }
            kind => word(kind).to_owned(),
        }
    }
}

/// A word for a kind of value.
fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Object => "Object",
        Kind::List => "List",
        Kind::Text(_) | Kind::Words(_) => "Text",
        Kind::Typed(Typed::Timestamp) => "Date time",
        Kind::Typed(Typed::Date) => "Date",
        Kind::Typed(Typed::Duration) => "Duration",
        Kind::Typed(Typed::Uuid) => "Uuid",
        Kind::Typed(Typed::Ipv4) => "Ipv4",
        Kind::Typed(Typed::Ipv6) => "Ipv6",
        Kind::Typed(Typed::Ip) => "Ip",
        Kind::Integer => "Integer",
        Kind::Number => "Number",
        Kind::Boolean => "Boolean",
        Kind::Union | Kind::Any | Kind::Null | Kind::Missing => "Value",
    }
}
