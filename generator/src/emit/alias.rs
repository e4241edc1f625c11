//! Other names for a type.

use std::fmt::Write as _;

use super::imports::Imports;
use super::ty::{self, View};
use super::words::Words;
use super::{Context, Unit, doc, lines, model_path};
use crate::ir::{Type, TypeId};
use crate::names::Place;

/// The file of an alias; one that leads back to itself is a struct.
pub fn unit(cx: &Context<'_>, id: TypeId, target: &Type) -> Unit {
    let mut imports = Imports::of(Place::Model);
    let definition = cx.api.ty(id);
    let ty = ty::of(cx, View::Model(id), &mut imports, target);
    let mut text = String::new();
    doc::write(&mut text, "", &doc::of_type(definition));
    if definition.deprecated {
        text.push_str("#[deprecated]\n");
    }
    if cx.facts.of(id).recursive_alias {
        newtype(&mut text, cx, id, &ty, &mut imports);
    } else {
        lines::alias(&mut text, &cx.names.of(id).ty, ty);
    }
    Unit::new(model_path(cx, id)).imports(imports).lines([text])
}

fn newtype(text: &mut String, cx: &Context<'_>, id: TypeId, ty: &Words, imports: &mut Imports) {
    let name = &cx.names.of(id).ty;
    let serialize = imports.item("serde::Serialize");
    let deserialize = imports.item("serde::Deserialize");
    let _ = writeln!(
        text,
        "#[derive(Clone, Debug, PartialEq, {serialize}, {deserialize})]\n#[serde(transparent)]"
    );
    let _ = if cx.facts.of(id).boxed.contains(&true) {
        writeln!(text, "pub struct {name}(pub Box<{ty}>);")
    } else {
        writeln!(text, "pub struct {name}(pub {ty});")
    };
}
