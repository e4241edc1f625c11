//! What a client shows to its users, by name.

use std::collections::BTreeSet;

use generator::diagnostic::Sink;
use generator::ir::{Delivery, Group};
use generator::lower::Formats;
use generator::names::{GroupNames, RustName};
use generator::source::Origin;
use generator::{check, facts, lower, names};

use super::additions::Document;

/// Each name with what it is the name of: a place in the document where there is one.
pub type Names = BTreeSet<(Option<Origin>, String)>;

/// Every name that a user can write.
pub fn names(document: &Document) -> Names {
    let mut root = document.root.clone();
    let mut sink = Sink::default();
    check::check(&mut root, &mut sink);
    let api = lower::api(&root, Formats::default(), &mut sink);
    let facts = facts::of(&api);
    let names = names::assign(&api);
    let mut found = Names::new();
    for (id, definition) in api.types() {
        let origin = Some(definition.origin);
        let own = names.of(id);
        found.insert((origin, format!("type {}", own.ty)));
        if facts.of(id).builder {
            found.insert((origin, format!("builder {}", own.builder)));
        }
        for member in own.members.iter().chain([&own.extra]) {
            found.insert((origin, format!("member {}::{member}", own.ty)));
        }
    }
    for (group, own) in api.groups.iter().zip(&names.groups) {
        of_group(group, own, &mut found);
    }
    deliveries(None, &api.webhooks, &names.webhooks, &mut found);
    found
}

fn of_group(group: &Group, names: &GroupNames, found: &mut Names) {
    let tag = group.wire.as_deref().unwrap_or("no tag");
    let handle = names.handle.iter();
    for name in handle.chain([&names.module, &names.accessor]) {
        found.insert((None, format!("{tag}: {name}")));
    }
    found.insert((None, format!("{tag}: {}", names.feature)));
    for (operation, own) in group.operations.iter().zip(&names.operations) {
        let origin = Some(operation.origin);
        let mut note = |what: &str, name: &RustName| {
            found.insert((origin, format!("{what} {}::{name}", names.module)));
        };
        note("operation", &own.operation);
        note("error", &own.error);
        note("success", &own.success);
        note("content", &own.content);
        note("form", &own.form);
        note("headers", &own.headers);
        note("method", &own.method);
        let lists = [
            ("parameter", &own.parameters),
            ("content", &own.contents),
            ("part", &own.parts),
            ("header", &own.header_fields),
            ("success", &own.successes),
            ("failure", &own.failures),
        ];
        for (what, names) in lists {
            for name in names {
                note(&format!("{what} of {}", own.operation), name);
            }
        }
        deliveries(origin, &operation.callbacks, &own.callbacks, found);
    }
}

fn deliveries(origin: Option<Origin>, all: &[Delivery], names: &[RustName], found: &mut Names) {
    for (delivery, name) in all.iter().zip(names) {
        let method = delivery.method.as_str();
        found.insert((origin, format!("{method} {}: {name}", delivery.wire)));
    }
}
