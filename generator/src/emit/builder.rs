//! How a value of a struct is made: `new`, or a builder.

use std::fmt::Write as _;

use proc_macro2::Ident;

use super::declaration::Declaration;
use super::imports::Imports;
use super::lines::{self, INDENT, Statement};
use super::object::{Extra, Holder, Slot, member_docs};
use super::setters::{self, Kept, Setter};
use super::unit::{Making, Part, WIDTH};
use super::words::Words;
use super::{Context, doc, ident, ty, validate};
use crate::ir::TypeId;
use crate::names::RustName;

/// `new` where it cannot be misread, a builder otherwise.
pub fn making(
    cx: &Context<'_>,
    id: TypeId,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    imports: &mut Imports,
) -> Making {
    let bounds = validate::object(cx, id, slots, extra, imports);
    let facts = cx.facts.of(id);
    if facts.builder {
        let made = cx.names.of(id).ty.as_str().into();
        let checks = bounds.in_builder.as_deref();
        let mut making = builder(cx, id, &made, slots, extra, checks, imports);
        making.functions.extend(bounds.parts);
        return making;
    }
    // With nothing required, `Default` says it already.
    let new = (!facts.default && !facts.built_in_tests).then(|| new(cx, id, slots, extra));
    let mut functions: Vec<Part> = new.map(Part::Lines).into_iter().collect();
    functions.extend(bounds.parts);
    Making {
        functions,
        ..Making::default()
    }
}

/// `new`, which takes what is required.
fn new(cx: &Context<'_>, id: TypeId, slots: &[Slot<'_>], extra: Option<&Extra>) -> String {
    let name = &cx.names.of(id).ty;
    let optional = slots.iter().any(|slot| !slot.field.required);
    let about = if optional {
        format!("A `{name}` with its required members; the others can be set on it.")
    } else {
        format!("A `{name}`.")
    };
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for slot in slots {
        let name = &slot.name;
        if is_taken(slot) {
            let argument = argument(cx, slot);
            arguments.push(format!("{name}: {}", argument.ty));
            values.push((name.to_string(), boxed(slot, argument.value(name))));
        } else {
            values.push((name.to_string(), "Default::default()".into()));
        }
    }
    values.extend(extra.map(|(name, _)| (name.to_string(), "Default::default()".into())));
    let mut text = lines::begun(format_args!("impl {name} {{\n"));
    doc::write(&mut text, INDENT, &[about]);
    let _ = writeln!(text, "{INDENT}#[inline]");
    lines::function(&mut text, INDENT, "pub fn new", &arguments, "Self");
    lines::made(&mut text, BODY, "Self", &values, "");
    let _ = writeln!(text, "{INDENT}}}\n}}");
    text
}

/// How a required member, or the setter of any, takes its value.
fn argument(cx: &Context<'_>, slot: &Slot<'_>) -> ty::Argument {
    if slot.holder == Holder::Null {
        let inner = &slot.ty;
        return ty::Argument {
            ty: format!("Option<{inner}>").into(),
            conversion: ty::Conversion::None,
        };
    }
    ty::argument(cx, slot.field.ty.non_null(), &slot.ty)
}

fn boxed(slot: &Slot<'_>, value: Words) -> Words {
    match (slot.boxed, slot.holder) {
        (false, _) => value,
        (true, Holder::Plain) => format!("Box::new({value})").into(),
        (true, Holder::Null | Holder::Optional | Holder::Maybe) => {
            format!("{value}.map(Box::new)").into()
        }
    }
}

/// The builder of a struct that is `made` where its builder stands.
pub fn builder(
    cx: &Context<'_>,
    id: TypeId,
    made: &Words,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    checks: Option<&[Statement]>,
    imports: &mut Imports,
) -> Making {
    let names = cx.names.of(id);
    let builder = ident(&names.builder);
    let error = imports.runtime("problems", "ValidationError");
    // With nothing required, the builder holds the value itself from the start; else it holds the members.
    let around = cx.facts.of(id).default;
    let whole = around.then_some(made);
    let declaration = declaration(
        &builder,
        made,
        whole,
        slots,
        extra,
        checks.is_some(),
        imports,
    );
    let relation = if around { "around" } else { "of" };
    let table = format!("builder {builder} {relation} {made}");
    let setters = setters(cx, around, &table, slots, extra, imports);
    let mut text = lines::begun(format_args!("impl {builder} {{\n"));
    if checks.is_some() {
        text.push_str(UNCHECKED);
    }
    let about = format!(
        "The `{}`, or everything that is wrong with it at once.",
        names.ty
    );
    doc::write(&mut text, INDENT, &[about]);
    let _ = writeln!(text, "{INDENT}#[inline]");
    let built = format!("Result<{made}, {error}>");
    lines::function(
        &mut text,
        INDENT,
        "pub fn build",
        &["self".to_owned()],
        &built,
    );
    if around {
        build_around(&mut text, &names.ty, slots, checks, imports);
    } else {
        build_body(&mut text, made, &names.ty, slots, extra, checks, imports);
    }
    let _ = writeln!(text, "{INDENT}}}\n}}");
    Making {
        declaration: Some(declaration),
        setters: Some(setters),
        build: Some(text),
        ..Making::default()
    }
}

const UNCHECKED: &str = "    /// Leaves it to the server to check lengths, patterns and bounds; what is missing is still an error.
    #[inline]
    pub fn unchecked(mut self) -> Self {
        self.unchecked = true;
        self
    }

";

/// Where the statements of a function stand.
const BODY: &str = "        ";

/// The type of a builder's slot: `Maybe` keeps `null` apart, all else is there or not.
fn slot_type(slot: &Slot<'_>, imports: &mut Imports) -> Words {
    let ty = &slot.ty;
    match slot.holder {
        Holder::Plain | Holder::Optional => format!("Option<{ty}>").into(),
        Holder::Null => format!("Option<Option<{ty}>>").into(),
        Holder::Maybe => {
            let maybe = imports.runtime("nullable", "Maybe");
            format!("{maybe}<{ty}>").into()
        }
    }
}

/// The type of a builder, which holds the members, or the value itself.
fn declaration(
    builder: &Ident,
    made: &Words,
    whole: Option<&Words>,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    checked: bool,
    imports: &mut Imports,
) -> String {
    let docs = format!("Builds a [`{made}`]; [`{made}::builder`] starts one.");
    let mut declaration = Declaration::new(&[docs])
        .derive(&[("Clone", true), ("Default", true)])
        .attribute(
            "must_use = \"a builder makes nothing until `build` is called\"",
            true,
        )
        .begin("pub struct", builder);
    if let Some(value) = whole {
        declaration.field(&[], false, "value", value);
    } else {
        for slot in slots {
            declaration.field(&[], false, &slot.name, &slot_type(slot, imports));
        }
        if let Some((name, ty)) = extra {
            declaration.field(&[], false, name, ty);
        }
    }
    if checked {
        declaration.field(&[], false, "unchecked", &"bool".into());
    }
    declaration.end(" {}")
}

/// The setters of a builder.
fn setters(
    cx: &Context<'_>,
    around: bool,
    table: &str,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    imports: &mut Imports,
) -> String {
    let extra = extra.map(|(name, ty)| Setter {
        docs: vec!["Members that the document does not declare.".to_owned()],
        deprecated: false,
        name: name.clone(),
        argument: ty::Argument {
            ty: ty.clone(),
            conversion: ty::Conversion::None,
        },
        kept: Kept::Plain,
    });
    let own = slots.iter().map(|slot| setter(cx, around, slot, imports));
    let setters: Vec<Setter> = own.chain(extra).collect();
    setters::table(table, &setters, imports)
}

fn setter(cx: &Context<'_>, around: bool, slot: &Slot<'_>, imports: &mut Imports) -> Setter {
    let field = slot.field;
    let argument = if slot.holder == Holder::Maybe {
        let maybe = imports.runtime("nullable", "Maybe");
        let ty = &slot.ty;
        ty::Argument {
            ty: format!("impl Into<{maybe}<{ty}>>").into(),
            conversion: ty::Conversion::Into,
        }
    } else {
        argument(cx, slot)
    };
    Setter {
        docs: member_docs(field),
        deprecated: field.deprecated,
        name: slot.name.clone(),
        argument,
        kept: kept(slot, around),
    }
}

/// How the builder keeps a member: a value has it in its place, and a builder of members behind no box yet.
fn kept(slot: &Slot<'_>, around: bool) -> Kept {
    match (slot.holder, around, slot.boxed) {
        (Holder::Maybe, true, true) => Kept::MaybeBoxed,
        // What is required though nothing has to be said is a constant, which is never boxed.
        (Holder::Maybe, _, _) | (Holder::Plain, true, _) => Kept::Plain,
        (Holder::Optional, true, true) => Kept::SomeBoxed,
        (Holder::Null | Holder::Plain | Holder::Optional, _, _) => Kept::Some,
    }
}

/// Says what is wrong with what the builder holds: members that are missing, and checks; whether there is anything to say.
fn look(
    text: &mut String,
    label: &RustName,
    of: &str,
    slots: &[Slot<'_>],
    checks: Option<&[Statement]>,
    imports: &mut Imports,
) {
    let problems = imports.runtime("problems", "Problems");
    lines::problems(text, problems, label);
    for slot in slots.iter().filter(|slot| is_asked(slot)) {
        imports.need("check_required");
        let name = &slot.name;
        let there = match slot.holder {
            Holder::Maybe => format!("!{of}.{name}.is_absent()"),
            Holder::Plain | Holder::Optional | Holder::Null => format!("{of}.{name}.is_some()"),
        };
        let arguments = [format!("\"{name}\""), there];
        lines::listed(text, BODY, "problems.required(", &arguments, ");");
    }
    if let Some(checks) = checks {
        let _ = writeln!(text, "{BODY}if !self.unchecked {{");
        lines::statements(text, "            ", checks);
        let _ = writeln!(text, "{BODY}}}");
    }
}

/// Whether a caller is asked for a member.
fn is_asked(slot: &Slot<'_>) -> bool {
    slot.field.asked && !slot.preset
}

/// Gives out the value that the builder holds.
fn build_around(
    text: &mut String,
    label: &RustName,
    slots: &[Slot<'_>],
    checks: Option<&[Statement]>,
    imports: &mut Imports,
) {
    if checks.is_some() || slots.iter().any(is_asked) {
        look(text, label, "self.value", slots, checks, imports);
        text.push_str(
            "        if !problems.is_empty() {\n            return Err(problems.into_error());\n        }\n",
        );
    }
    let _ = writeln!(text, "{BODY}Ok(self.value)");
}

/// Puts the value together out of the members that the builder holds, some of which are required.
fn build_body(
    text: &mut String,
    made: &Words,
    label: &RustName,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    checks: Option<&[Statement]>,
    imports: &mut Imports,
) {
    look(text, label, "self", slots, checks, imports);
    let required = || slots.iter().filter(|slot| is_taken(slot));
    let held: Vec<String> = required()
        .map(|slot| format!("self.{}", slot.name))
        .collect();
    let taken: Vec<String> = required()
        .map(|slot| format!("Some({})", slot.name))
        .collect();
    let arm = "            ";
    let guard = " if problems.is_empty() =>";
    let made = format!("Ok({made} {{");
    // Only what has brackets around it can stand on lines of its own.
    let fits = match (held.as_slice(), taken.as_slice()) {
        ([held], [taken]) => {
            let _ = writeln!(text, "{BODY}match {held} {{");
            let fits = arm.len() + taken.len() + guard.len() + " ".len() + made.len() <= WIDTH;
            let then = if fits { &made } else { "{" };
            let _ = writeln!(text, "{arm}{taken}{guard} {then}");
            fits
        }
        _ => {
            lines::listed(text, BODY, "match (", &held, ") {");
            let line = format!("{arm}({}){guard} {made}", taken.join(", "));
            let fits = line.len() <= WIDTH;
            if fits {
                let _ = writeln!(text, "{line}");
            } else {
                lines::listed(text, arm, "(", &taken, &format!("){guard} {{"));
            }
            fits
        }
    };
    if fits {
        members(text, "                ", slots, extra);
        text.push_str("            }),\n");
    } else {
        let _ = writeln!(text, "                {made}");
        members(text, "                    ", slots, extra);
        text.push_str("                })\n            }\n");
    }
    text.push_str("            _ => Err(problems.into_error()),\n        }\n");
}

/// Adds the members of the value that is built.
fn members(text: &mut String, indent: &str, slots: &[Slot<'_>], extra: Option<&Extra>) {
    for slot in slots {
        lines::field(text, indent, &slot.name.to_string(), &value(slot));
    }
    if let Some((name, _)) = extra {
        let _ = writeln!(text, "{indent}{name}: self.{name},");
    }
}

/// Whether `build` takes the value out of its slot, which must not be empty.
fn is_taken(slot: &Slot<'_>) -> bool {
    slot.field.required && !slot.preset
}

fn value(slot: &Slot<'_>) -> Words {
    let name = &slot.name;
    if slot.preset {
        return format!("self.{name}.unwrap_or_default()").into();
    }
    let own = if slot.field.required {
        name.to_string()
    } else {
        format!("self.{name}")
    };
    boxed(slot, own.into())
}
