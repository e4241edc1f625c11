//! Turns lists whose items have types of their own into tuples.

use crate::diagnostic::Code;
use crate::ir::{Checks, Reason, Sequence, Type};
use crate::node::{Node, Value};

use super::Lower;
use super::checks;
use super::conjunction::Part;
use super::form::Form;
use super::schema::step;

/// The most items of a Rust tuple: beyond these, tuples cannot be compared or printed.
pub(super) const TUPLE: usize = 12;

/// What follows the items that have types of their own.
#[derive(Clone, Copy)]
pub(super) enum Rest<'d> {
    /// The list ends there.
    Nothing,
    /// More, of which nothing is said.
    Anything,
    /// More, each of it with this schema.
    Each(&'d Node),
}

impl<'d> Lower<'_, 'd> {
    /// The form of a list with `prefixItems`; `None` where no part has them.
    pub(super) fn sequence(&mut self, parts: &[Part<'d>]) -> Option<Form<'d>> {
        let part = parts
            .iter()
            .rev()
            .find(|part| !prefix(part.node).is_empty())?;
        let (items, count) = (prefix(part.node), prefix(part.node).len());
        let number = |key: &str| {
            parts
                .iter()
                .rev()
                .find_map(|part| whole(part.node.get(key)?))
        };
        let rest = parts.iter().rev().find_map(|part| part.node.get("items"));
        let none_after =
            rest.is_some_and(is_never) || number("maxItems").is_some_and(|most| most <= count);
        let required = number("minItems").unwrap_or(count).min(count);
        if number("minItems").is_none() {
            let message =
                "`prefixItems` without `minItems` allows shorter lists, which the client refuses";
            let help = "say how many items there are at least with `minItems`";
            self.warn(Code::Unsupported, part.node, message.to_owned(), Some(help));
        }
        Some(Form::Sequence {
            items,
            words: part.words.clone(),
            required,
            rest: match rest {
                _ if none_after => Rest::Nothing,
                Some(node) => Rest::Each(node),
                None => Rest::Anything,
            },
        })
    }

    /// The types of a list's items.
    pub(super) fn items(
        &mut self,
        items: &'d [Node],
        required: usize,
        rest: Rest<'d>,
        words: &[String],
    ) -> Sequence {
        let checks = items.iter().map(|item| checks::of(self, &[item]));
        let checks = checks.collect();
        let types = (1..)
            .zip(items)
            .map(|(number, item)| self.ty(item, &step(words, &format!("item {number}"))));
        let items = types.collect();
        let rest_checks = match rest {
            Rest::Nothing | Rest::Anything => Checks::default(),
            Rest::Each(node) => checks::of(self, &[node]),
        };
        Sequence {
            items,
            required,
            rest: match rest {
                Rest::Nothing => None,
                Rest::Anything => Some(Type::Json(Reason::Unconstrained)),
                Rest::Each(node) => Some(self.ty(node, &step(words, "Rest"))),
            },
            checks,
            rest_checks,
        }
    }
}

pub(super) fn prefix(node: &Node) -> &[Node] {
    node.get("x-internal-prefixItems")
        .and_then(Node::as_list)
        .unwrap_or(&[])
}

fn whole(node: &Node) -> Option<usize> {
    match &node.value {
        Value::Number(number) => number.0.parse().ok(),
        _ => None,
    }
}

/// Whether a schema is `false`.
fn is_never(node: &Node) -> bool {
    node.get(crate::dialect::NEVER).is_some() || node.as_bool() == Some(false)
}

/// Whether a Rust tuple says it all.
pub(super) fn is_tuple(items: usize, required: usize, is_open: bool) -> bool {
    !is_open && required == items && items <= TUPLE
}

impl Sequence {
    /// The Rust tuple that says it all, where there is one.
    pub(super) fn tuple(&self) -> Option<Type> {
        is_tuple(self.items.len(), self.required, self.rest.is_some())
            .then(|| Type::Tuple(self.items.clone()))
    }
}
