//! Values of one of several types: enums with a variant for each.

use std::fmt::Write as _;

use proc_macro2::Ident;

use super::declaration::Declaration;
use super::imports::Imports;
use super::lines::{self, Value};
use super::ty::{self, View};
use super::words::{Words, quoted};
use super::{Context, Unit, doc, ident, model_path, validate};
use crate::facts::{is_one_type, size_of};
use crate::ir::{Null, Scalar, Shape, Type, TypeId, Union, Variant, behind};
use crate::names::Place;

/// A variant with everything that its emitters need.
struct Slot<'a> {
    variant: &'a Variant,
    name: Ident,
    /// The type of the value, without `Box`.
    ty: Words,
    boxed: bool,
}

/// The file of an enum.
pub fn unit(cx: &Context<'_>, id: TypeId, union: &Union) -> Unit {
    let mut imports = Imports::of(Place::Model);
    let slots = slots(cx, id, union, &mut imports);
    let enumeration = enumeration(cx, id, union, &slots, &mut imports);
    let mut conversions = Vec::new();
    for slot in &slots {
        if is_only_one(cx, id, union, slot.variant) {
            convert(cx, id, slot, &mut conversions);
        }
    }
    let display = display(cx, id, union, &slots, &mut imports);
    let writing = writing(cx, id, union, &slots, &mut imports);
    let reading = reading(cx, id, union, &slots, &mut imports);
    let variants = slots.iter().map(|slot| (&slot.name, slot.variant));
    let validate = validate::union(cx, id, variants, union.tag.is_some(), &mut imports);
    Unit::new(model_path(cx, id))
        .imports(imports)
        .lines([enumeration])
        .lines(conversions)
        .lines(display)
        .parts(validate)
        .lines([writing])
        .lines(reading)
}

fn slots<'a>(
    cx: &Context<'_>,
    id: TypeId,
    union: &'a Union,
    imports: &mut Imports,
) -> Vec<Slot<'a>> {
    let names = &cx.names.of(id).members;
    let boxed = &cx.facts.of(id).boxed;
    let mut slots = Vec::with_capacity(union.variants.len());
    for ((variant, name), boxed) in union.variants.iter().zip(names).zip(boxed) {
        slots.push(Slot {
            variant,
            name: ident(name),
            ty: ty::of(cx, View::Model(id), imports, &variant.ty),
            boxed: *boxed,
        });
    }
    slots
}

fn enumeration(
    cx: &Context<'_>,
    id: TypeId,
    union: &Union,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> String {
    let definition = cx.api.ty(id);
    let mut enumeration = Declaration::new(&doc::of_type(definition))
        .attribute("deprecated", definition.deprecated)
        .attribute(UNEVEN, is_uneven(cx, slots))
        .derive(&[("Clone", true), ("Debug", true), ("PartialEq", true)])
        .attribute("non_exhaustive", true)
        .begin("pub enum", &cx.names.of(id).ty);
    for slot in slots {
        let ty = &slot.ty;
        let boxed = slot.boxed.then(|| Words::from(format!("Box<{ty}>")));
        let held = boxed.as_ref().unwrap_or(ty);
        enumeration.variant(&docs(cx, union, slot), false, &slot.name, Some(held));
    }
    if let Some(tag) = &union.tag {
        let about = format!(
            "A value whose `{}` the document does not list, kept as it came.",
            tag.wire
        );
        imports.item("serde_json::Value");
        enumeration.variant(&[about], false, "Unknown", Some(&"Value".into()));
    }
    enumeration.end(" {}")
}

fn docs(cx: &Context<'_>, union: &Union, slot: &Slot<'_>) -> Vec<String> {
    let variant = slot.variant;
    let lines = doc::of(&variant.docs, &ty::described(cx, &variant.ty));
    match (&union.tag, variant.values.is_empty()) {
        (Some(tag), false) => doc::led_by(&named_by(&tag.wire, &variant.values), lines),
        _ => lines,
    }
}

/// Which values of the tag name a variant.
fn named_by(tag: &str, values: &[String]) -> String {
    let values: Vec<String> = values
        .iter()
        .map(|value| doc::code(value).concat())
        .collect();
    let tag = doc::code(tag).concat();
    let tag = tag.trim_end_matches('.');
    let values: Vec<&str> = values
        .iter()
        .map(|value| value.trim_end_matches('.'))
        .collect();
    format!("Where {tag} is {}:", values.join(" or "))
}

/// Permission for variants of very different sizes: a box would come and go with the members of what it holds.
const UNEVEN: &str =
    "allow(clippy::large_enum_variant, reason = \"what a variant holds is the document's choice\")";

fn is_uneven(cx: &Context<'_>, slots: &[Slot<'_>]) -> bool {
    // Below the difference of 200 that clippy allows, since sizes are estimates.
    const TOLERATED: usize = 180;
    let unboxed = slots.iter().filter(|slot| !slot.boxed);
    unboxed
        .map(|slot| size_of(cx.facts, &slot.variant.ty))
        .any(|size| size > TOLERATED)
}

/// Whether no other variant holds the same type, so that a value says by itself which variant it is.
fn is_only_one(cx: &Context<'_>, id: TypeId, union: &Union, variant: &Variant) -> bool {
    let alike = |other: &&Variant| is_one_type(cx.api, &other.ty, &variant.ty);
    let itself = is_one_type(cx.api, &Type::Named(id), &variant.ty);
    let is_json = union.tag.is_some() && matches!(plain(cx, &variant.ty), Type::Json(_));
    !itself && !is_json && union.variants.iter().filter(alike).count() == 1
}

fn plain<'t>(cx: &'t Context<'_>, ty: &'t Type) -> &'t Type {
    behind(&cx.api.types, ty, Null::Kept)
}

fn convert(cx: &Context<'_>, id: TypeId, slot: &Slot<'_>, conversions: &mut Vec<String>) {
    let mut add = |from: &str, value: &str| {
        let mut text = lines::begun("");
        let value = format!("Self::{}({value})", slot.name);
        lines::conversion(&mut text, &cx.names.of(id).ty, from, "value", &value);
        conversions.push(text);
    };
    let value = if slot.boxed {
        "Box::new(value)"
    } else {
        "value"
    };
    add(slot.ty.as_str(), value);
    if matches!(plain(cx, &slot.variant.ty), Type::Scalar(Scalar::String(_))) {
        add("&str", "value.to_owned()");
    }
}

/// The text of a value, where every variant has one.
fn display(
    cx: &Context<'_>,
    id: TypeId,
    union: &Union,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> Option<String> {
    if !has_text(cx, union) {
        return None;
    }
    let fmt = imports.item("std::fmt");
    let mut text = lines::begun("");
    lines::implementation(
        &mut text,
        &format!("impl {fmt}::Display"),
        &cx.names.of(id).ty,
    );
    let _ = writeln!(
        text,
        "    #[inline]\n    fn fmt(&self, formatter: &mut {fmt}::Formatter<'_>) -> {fmt}::Result {{\n        match self {{"
    );
    for slot in slots {
        arm(&mut text, slot, &Value::words("value.fmt(formatter)"));
    }
    text.push_str("        }\n    }\n}\n");
    Some(text)
}

/// Adds what becomes of what a variant holds.
fn arm(text: &mut String, slot: &Slot<'_>, value: &Value) {
    let pattern = format!("Self::{}(value)", slot.name);
    lines::arm(text, "            ", &pattern, value);
}

/// Whether every variant is a scalar, so that a value has one text.
pub fn has_text(cx: &Context<'_>, union: &Union) -> bool {
    let mut types = union.variants.iter().map(|variant| &variant.ty);
    union.tag.is_none() && types.all(|ty| is_word(cx, ty))
}

/// Whether a value has one text.
fn is_word(cx: &Context<'_>, ty: &Type) -> bool {
    match plain(cx, ty) {
        Type::Scalar(_) => true,
        Type::Named(id) => match &cx.api.ty(*id).shape {
            Shape::StringEnum(_) | Shape::ValueEnum(_) | Shape::Constant(_) => true,
            Shape::Object(_) | Shape::Sequence(_) | Shape::Union(_) | Shape::Alias(_) => false,
        },
        Type::List(_) | Type::Map(_) | Type::Tuple(_) | Type::Nullable(_) | Type::Json(_) => false,
    }
}

/// Writes what a variant holds, with the tag that names it where there is one.
fn writing(
    cx: &Context<'_>,
    id: TypeId,
    union: &Union,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> String {
    let serialize = imports.item("serde::Serialize");
    let serializer = imports.item("serde::Serializer");
    let mut text = lines::begun("");
    lines::implementation(&mut text, &format!("impl {serialize}"), &cx.names.of(id).ty);
    let _ = writeln!(
        text,
        "    fn serialize<S: {serializer}>(&self, serializer: S) -> Result<S::Ok, S::Error> {{\n        match self {{"
    );
    for slot in slots {
        let values = &slot.variant.values;
        let tag = union.tag.as_ref().filter(|_| !values.is_empty());
        if let Some(tag) = tag {
            let tagged = imports.runtime_module("tagged");
            let arguments = vec![
                Value::words("value"),
                Value::text(&tag.wire),
                Value::texts(values),
                Value::words("serializer"),
            ];
            let call = format!("{tagged}::write(");
            arm(&mut text, slot, &Value::List(call, arguments, ')'));
        } else if union.tag.is_none() && slot.variant.ty == Type::Scalar(Scalar::F64) {
            let number = imports.runtime_module("number");
            let call = format!("{number}::serialize(value, serializer)");
            arm(&mut text, slot, &Value::Words(call));
        } else {
            arm(
                &mut text,
                slot,
                &Value::words("value.serialize(serializer)"),
            );
        }
    }
    if union.tag.is_some() {
        text.push_str("            Self::Unknown(value) => value.serialize(serializer),\n");
    }
    text.push_str("        }\n    }\n}\n");
    text
}

/// Which variants are tried, and how each is recognised; and that serde reads them so.
fn reading(
    cx: &Context<'_>,
    id: TypeId,
    union: &Union,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> [String; 2] {
    let name = &cx.names.of(id).ty;
    let module = imports.runtime_module("choice");
    let deserialize = imports.item("serde::Deserialize");
    let deserializer = imports.item("serde::Deserializer");
    let mut choice = lines::begun("");
    lines::implementation(&mut choice, &format!("impl {module}::Choice"), name);
    let _ = writeln!(choice, "    const NAME: &'static str = \"{name}\";");
    if let Some(tag) = &union.tag {
        let wire = quoted(&tag.wire);
        let _ = writeln!(
            choice,
            "    const TAG: Option<&'static str> = Some({wire});"
        );
    }
    let _ = writeln!(
        choice,
        "\n    fn offer(variants: &mut impl {module}::Variants<Self>) {{"
    );
    for slot in slots {
        offer(&mut choice, cx, union, slot, imports);
    }
    choice.push_str("    }\n");
    if union.tag.is_some() {
        choice.push_str(
            "\n    #[inline]\n    fn unknown(value: Value) -> Option<Self> {\n        \
             Some(Self::Unknown(value))\n    }\n",
        );
    }
    choice.push_str("}\n");
    let mut text = lines::begun("");
    lines::implementation(&mut text, &format!("impl<'de> {deserialize}<'de>"), name);
    let _ = writeln!(
        text,
        "    fn deserialize<D: {deserializer}<'de>>(deserializer: D) -> Result<Self, D::Error> {{\n        \
         {module}::read(deserializer)\n    }}\n}}"
    );
    [choice, text]
}

/// Adds how a variant is recognised: by the values of its tag, and of the members that mark it.
fn offer(
    text: &mut String,
    cx: &Context<'_>,
    union: &Union,
    slot: &Slot<'_>,
    imports: &mut Imports,
) {
    let Slot { variant, name, .. } = slot;
    let tag = union.tag.as_ref().filter(|_| !variant.values.is_empty());
    let tag = tag.map(|tag| (&tag.wire, &variant.values));
    let marks = variant.marks.iter().map(|(wire, values)| (wire, values));
    let marks: Vec<Value> = tag
        .into_iter()
        .chain(marks)
        .map(|(wire, values)| {
            let mark = vec![Value::text(wire), Value::texts(values)];
            Value::List("(".to_owned(), mark, ')')
        })
        .collect();
    let is_text = matches!(plain(cx, &variant.ty), Type::Scalar(_));
    let wrap = if is_text && ty::is_read_as_typed(cx, imports, &variant.ty) {
        let spelled = imports.runtime_module("spelled");
        format!("|{spelled}::Spelled(value)| Self::{name}(value)")
    } else {
        format!("Self::{name}")
    };
    let arguments = vec![
        Value::Words(format!("\"{name}\"")),
        Value::List("&[".to_owned(), marks, ']'),
        Value::Words(wrap),
    ];
    let call = Value::List("variants.variant(".to_owned(), arguments, ')');
    call.write(text, "        ", "", ";");
}
