//! The operations of a tag: a handle with a method per operation.

use std::fmt::Write as _;

use super::declaration::Declaration;
use super::imports::Imports;
use super::lines::{self, INDENT};
use super::words::quoted;
use super::{Context, Unit, delivery, doc, operation};
use crate::names::Place;

/// The module of a group, by its index, with its handle.
pub fn unit(cx: &Context<'_>, at: usize) -> Unit {
    let (group, names) = (&cx.api.groups[at], &cx.names.groups[at]);
    let mut imports = Imports::of(Place::Group);
    let client = imports.runtime("client", "Client");
    let mut parts = Vec::new();
    let mut text = lines::begun("");
    match &names.handle {
        Some(handle) => {
            let fallback = format!(
                "The operations of the tag `{}`.",
                group.wire.as_deref().unwrap_or_default()
            );
            let docs = doc::with_more(&group.docs, group.more.as_ref(), &fallback);
            let mut structure = Declaration::new(&docs)
                .derive(&[("Clone", true), ("Copy", true), ("Debug", true)])
                .begin("pub struct", format_args!("{handle}<'a>"));
            structure.field(&[], false, "client", &format!("&'a {client}").into());
            parts.push(structure.end(""));
            let _ = writeln!(
                text,
                "impl<'a> {handle}<'a> {{\n    #[inline]\n    pub(super) fn new(client: &'a {client}) -> Self {{\n        \
                 Self {{ client }}\n    }}"
            );
        }
        None => {
            let _ = writeln!(text, "impl {client} {{");
        }
    }
    for own in 0..group.operations.len() {
        if own > 0 || names.handle.is_some() {
            text.push('\n');
        }
        method(&mut text, cx, at, own, &mut imports);
    }
    text.push_str("}\n");
    parts.push(text);
    let mut modules = String::new();
    let mut exports = String::new();
    if delivery::has_callbacks(group) {
        modules.push_str("pub mod callbacks;\n");
    }
    for (operation, names) in group.operations.iter().zip(&names.operations) {
        lines::module(&mut modules, None, "mod", &names.module);
        let items = operation::exports(operation, names);
        lines::exports(&mut exports, None, &names.module, &items);
    }
    let about = match &group.wire {
        Some(wire) => format!(
            "The operations of the tag `{wire}`: values to send, and what each of them answers."
        ),
        None => "The operations without a tag: values to send, and what each of them answers."
            .to_owned(),
    };
    Unit::new(format!("{}/mod.rs", names.module))
        .about(about)
        .lines([modules, exports])
        .imports(imports)
        .lines(parts)
}

/// Adds the method that calls an operation.
fn method(text: &mut String, cx: &Context<'_>, group: usize, at: usize, imports: &mut Imports) {
    let operation = &cx.api.groups[group].operations[at];
    let frame = &cx.names.groups[group];
    let names = &frame.operations[at];
    let call = imports.runtime("call", "Call");
    let slots = operation::slots(operation, names);
    let arguments = operation::arguments(cx, operation, names, &slots, imports);
    doc::write(text, INDENT, cx.docs.of(cx, group, at));
    let aliases = operation::docs::aliases(operation);
    let aliases: Vec<String> = aliases
        .map(|alias| format!("doc(alias = {alias:?})"))
        .collect();
    let others = [
        operation.deprecated.then_some("deprecated"),
        operation::many(arguments.len() + 1),
    ];
    let aliases = aliases.iter().map(String::as_str);
    operation::attributes(text, aliases.chain(others.into_iter().flatten()));
    let mut parameters = vec!["&self".to_owned()];
    for (name, argument) in &arguments {
        parameters.push(format!("{name}: {}", argument.ty));
    }
    let name = &names.operation;
    lines::function(
        text,
        INDENT,
        &format!("pub fn {}", names.method),
        &parameters,
        &format!("{call}<{name}>"),
    );
    let client = if frame.handle.is_some() {
        "self.client"
    } else {
        "self"
    };
    // They stand in the order of the fields, with the body at the end.
    let mut given = arguments.iter();
    let mut next = || given.next().map(|(name, argument)| argument.value(name));
    let mut values = Vec::new();
    for slot in &slots {
        let wire = &slot.parameter.wire;
        let argument = slot.is_argument().then(&mut next).flatten();
        let value = match (argument, slot.parameter.client) {
            (Some(value), _) => value,
            (None, Some(_)) => {
                let wire = quoted(wire);
                format!("{client}.parameter({wire})").into()
            }
            (None, None) => "None".into(),
        };
        values.push((slot.name.to_string(), value));
    }
    if operation.body.is_some() {
        values.push(("body".to_owned(), next().unwrap_or_else(|| "None".into())));
    }
    let call = format!("{client}.call({name}");
    lines::made(text, "        ", &call, &values, ")");
    text.push_str("    }\n");
}
