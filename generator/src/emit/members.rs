//! How a struct is read and written: a table with a row for each member.

use std::fmt::Write as _;

use proc_macro2::Ident;

use super::imports::Imports;
use super::object::{Extra, Holder, Slot};
use super::words::{Words, quoted};
use super::{Context, lines, ty};
use crate::ir::{Scalar, Type, TypeId};

/// A member on its way in and out.
struct Member<'a> {
    /// Its field.
    name: &'a Ident,
    /// What it is called in JSON.
    wire: String,
    /// Other names that it may come by.
    aliases: &'a [String],
    /// Whether it must be there.
    required: bool,
    /// What its variable holds before it is read.
    start: String,
    /// The method that reads it into its variable.
    reads: &'static str,
    /// The method that writes it.
    writes: &'static str,
}

/// What makes a struct one that serde reads and writes, its members in the document's order. As items it took 45,000 lines more
/// in GitHub's client, and a sixth of the time to generate that.
pub fn table(
    cx: &Context<'_>,
    id: TypeId,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    imports: &mut Imports,
) -> String {
    let name = &cx.names.of(id).ty;
    let module = imports.runtime_module("object");
    imports.package("serde");
    let is_flat = slots.iter().any(|slot| slot.field.flat);
    let through = if is_flat {
        imports.runtime_module("flat")
    } else {
        module
    };
    let members: Vec<Member<'_>> = slots
        .iter()
        .map(|slot| member(cx, slot, imports))
        .chain(extra.filter(|_| is_flat).map(rest))
        .collect();
    // Beside members that are laid flat, the rest is one of them.
    let rest = extra.filter(|_| !is_flat);
    if is_flat && extra.is_some() {
        imports.need("object_member");
        imports.need("object_set");
    }
    if rest.is_some() {
        imports.need("object_keep");
    }
    let mut text = lines::begun(format_args!(
        "{module}::members! {{\n    {name} through {through} {{\n"
    ));
    let mut next_alias = members.len();
    for (at, member) in members.iter().enumerate() {
        text.push_str("        ");
        row(&mut text, at, member, &mut next_alias);
        text.push('\n');
    }
    if let Some((name, ty)) = rest {
        let empty = empty(ty);
        let _ = writeln!(text, "        _ {name} = {empty};");
    }
    text.push_str("    }\n}\n");
    text
}

/// The row of a member. Its aliases have numbers of their own, after those of all members.
fn row(text: &mut String, at: usize, member: &Member<'_>, next_alias: &mut usize) {
    let Member {
        name,
        wire,
        start,
        reads,
        writes,
        ..
    } = member;
    let wire = quoted(wire);
    let _ = write!(text, "{at} {name} {wire}");
    for alias in member.aliases {
        let alias = quoted(alias);
        let _ = write!(text, " | {next_alias} {alias}");
        *next_alias += 1;
    }
    let required = if member.required { ", ?" } else { "" };
    let _ = write!(text, " = {start}, {reads}, {writes}{required};");
}

fn member<'a>(cx: &Context<'_>, slot: &'a Slot<'_>, imports: &mut Imports) -> Member<'a> {
    let wire = if slot.field.flat {
        format!("(flat) {}", slot.name)
    } else {
        slot.field.wire.clone()
    };
    let start = match slot.holder {
        Holder::Plain | Holder::Null | Holder::Optional => "None".to_owned(),
        Holder::Maybe => format!("{}::Absent", imports.runtime("nullable", "Maybe")),
    };
    Member {
        name: &slot.name,
        wire,
        aliases: &slot.field.wire_aliases,
        required: slot.field.required,
        start,
        reads: reads(cx, slot, imports),
        writes: writes(slot, imports),
    }
}

/// The members that are not declared, as one that is called so.
fn rest((name, ty): &Extra) -> Member<'_> {
    Member {
        name,
        wire: format!("(rest) {name}"),
        aliases: &[],
        required: false,
        start: empty(ty),
        reads: "set",
        writes: "member",
    }
}

/// An empty map of a type, by its name without what it holds.
fn empty(ty: &Words) -> String {
    let name = ty.as_str().split('<').next().unwrap_or_default();
    format!("{name}::new()")
}

/// The method that reads a member into its variable.
fn reads(cx: &Context<'_>, slot: &Slot<'_>, imports: &mut Imports) -> &'static str {
    let typed = ty::is_read_as_typed(cx, imports, &slot.field.ty);
    // Any JSON may be `null`, which is then a value and not an absent member.
    let is_json = matches!(slot.field.ty, Type::Json(_));
    let fills = match slot.holder {
        Holder::Plain | Holder::Null => true,
        Holder::Optional => is_json,
        Holder::Maybe => false,
    };
    if typed && slot.holder == Holder::Maybe {
        imports.need("typed_maybe");
    }
    let (file, method) = match (fills, typed) {
        (true, false) => ("object_fill", "fill"),
        (false, false) => ("object_set", "set"),
        (true, true) => ("object_fill_typed", "fill_typed"),
        (false, true) => ("object_set_typed", "set_typed"),
    };
    imports.need(file);
    method
}

/// The method that writes a member.
fn writes(slot: &Slot<'_>, imports: &mut Imports) -> &'static str {
    let is_number = slot.field.ty == Type::Scalar(Scalar::F64);
    let (file, method) = match slot.holder {
        Holder::Plain | Holder::Optional if is_number => ("object_number", "number"),
        Holder::Plain | Holder::Null => ("object_member", "member"),
        Holder::Optional => ("object_optional", "optional"),
        Holder::Maybe => ("object_maybe", "maybe"),
    };
    imports.need(file);
    method
}
