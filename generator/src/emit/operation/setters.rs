//! Setters: on the operation as a value, and on the call of it.

use super::{Slot, body};
use crate::emit::imports::Imports;
use crate::emit::setters::{self, Kept, Setter};
use crate::emit::{Context, doc};
use crate::ir::Operation;
use crate::names::OperationNames;

/// The tables of what may be set: on the operation, on its call, and on both where that is the same.
pub(super) fn tables(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> Vec<String> {
    let mut own = Vec::new();
    let mut of_call = Vec::new();
    let mut of_both = Vec::new();
    for slot in slots {
        let list = match (!slot.is_new_argument(), !slot.is_argument()) {
            (true, true) => &mut of_both,
            (true, false) => &mut own,
            (false, true) => &mut of_call,
            (false, false) => continue,
        };
        list.push(setter(cx, slot, imports));
    }
    of_both.extend(body_setter(cx, operation, names, imports));
    let name = &names.operation;
    let mut tables = Vec::new();
    if !own.is_empty() {
        tables.push(setters::table(&format!("value {name}"), &own, imports));
    }
    if !of_both.is_empty() {
        let call = imports.runtime("call", "Call");
        let of = format!("value {name}, call {call}<{name}>");
        tables.push(setters::table(&of, &of_both, imports));
    }
    if !of_call.is_empty() {
        let call = imports.runtime("call", "Call");
        let of = format!("call {call}<{name}>");
        tables.push(setters::table(&of, &of_call, imports));
    }
    tables
}

fn setter(cx: &Context<'_>, slot: &Slot<'_>, imports: &mut Imports) -> Setter {
    let parameter = slot.parameter;
    Setter {
        docs: doc::of(&parameter.docs, &format!("`{}`.", parameter.wire)),
        deprecated: parameter.deprecated,
        name: slot.name.clone(),
        argument: slot.argument(cx, imports),
        kept: Kept::Some,
    }
}

fn body_setter(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    imports: &mut Imports,
) -> Option<Setter> {
    let body = operation.body.as_ref().filter(|body| !body.required)?;
    Some(Setter {
        docs: doc::of(&body.docs, "The request body."),
        deprecated: false,
        name: quote::format_ident!("body"),
        argument: body::argument(cx, body, names, imports),
        kept: Kept::Some,
    })
}
