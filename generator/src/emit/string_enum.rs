//! Strings with known values: open enums that keep what they do not know.

use std::fmt::Write as _;

use super::declaration::Declaration;
use super::imports::Imports;
use super::words::quoted;
use super::{Context, Unit, doc, ident, lines, model_path};
use crate::ir::{EnumValue, TypeId};
use crate::names::Place;

/// The file of an enum.
pub fn unit(cx: &Context<'_>, id: TypeId, values: &[EnumValue]) -> Unit {
    let mut imports = Imports::of(Place::Model);
    let enumeration = enumeration(cx, id, values);
    let table = table(cx, id, values, &mut imports);
    Unit::new(model_path(cx, id))
        .imports(imports)
        .lines([enumeration, table])
}

fn enumeration(cx: &Context<'_>, id: TypeId, values: &[EnumValue]) -> String {
    let definition = cx.api.ty(id);
    let names = cx.names.of(id);
    let preset = cx.facts.of(id).default;
    let mut enumeration = Declaration::new(&doc::of_type(definition))
        .attribute("deprecated", definition.deprecated)
        .derive(&[
            ("Clone", true),
            ("Debug", true),
            ("Default", preset),
            ("PartialEq", true),
            ("Eq", true),
            ("Hash", true),
        ])
        .attribute("non_exhaustive", true)
        .begin("pub enum", &names.ty);
    for (value, variant) in values.iter().zip(&names.members) {
        let mut docs = doc::code(&value.wire);
        if value.docs.description.is_some() {
            doc::paragraph(&mut docs, doc::of(&value.docs, ""));
        }
        enumeration.variant(&docs, preset, variant, None);
    }
    let docs = "A value that the document does not list, kept as it came.";
    let text = "String".into();
    enumeration.variant(&[docs.to_owned()], false, "UnknownValue", Some(&text));
    enumeration.end("")
}

/// What makes the enum one that stands for texts. As items it took 40 lines more for each enum of Stripe's.
fn table(cx: &Context<'_>, id: TypeId, values: &[EnumValue], imports: &mut Imports) -> String {
    let names = cx.names.of(id);
    let module = imports.runtime_module("string_enum");
    imports.package("serde");
    let mut text = lines::begun(format_args!("{module}::values! {{\n    {} {{\n", names.ty));
    for (value, variant) in values.iter().zip(&names.members) {
        let (variant, value) = (ident(variant), quoted(&value.wire));
        let _ = writeln!(text, "        {variant} {value};");
    }
    text.push_str("    }\n}\n");
    text
}
