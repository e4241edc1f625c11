//! Structs.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::declaration::Declaration;
use super::imports::Imports;
use super::ty::{self, View};
use super::words::Words;
use super::{Context, Unit, builder, debug, doc, ident, members, model_path};
use crate::facts::is_preset;
use crate::ir::{Direction, Field, Rule, Shape, Type, TypeId};
use crate::names::Place;

/// How a field holds its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// `T`.
    Plain,
    /// `Option<T>`, absent where there is none.
    Optional,
    /// `Option<T>`, `null` where there is none: the member is always there.
    Null,
    /// `Maybe<T>`: absent, `null` or a value.
    Maybe,
}

/// How a field holds its value.
pub fn holder(field: &Field) -> Holder {
    match (field.required, matches!(field.ty, Type::Nullable(_))) {
        (true, false) => Holder::Plain,
        (true, true) => Holder::Null,
        (false, false) => Holder::Optional,
        (false, true) => Holder::Maybe,
    }
}

/// A field with everything that its emitters need.
pub struct Slot<'a> {
    /// The field.
    pub field: &'a Field,
    /// Its Rust name.
    pub name: Ident,
    /// How it holds its value.
    pub holder: Holder,
    /// The type of the value itself, without `Option`, `Maybe` or `Box`.
    pub ty: Words,
    /// Whether the value stands behind a box.
    pub boxed: bool,
    /// Whether it is always there and only one value is right, so that nobody is asked for it.
    pub preset: bool,
}

/// The file of a struct.
pub fn unit(cx: &Context<'_>, id: TypeId) -> Unit {
    let mut imports = Imports::of(Place::Model);
    let slots = slots(cx, View::Model(id), id, &mut imports);
    let extra = extra(cx, View::Model(id), id, &mut imports);
    let structure = structure(cx, id, &slots, extra.as_ref(), &mut imports);
    let debug = cx
        .facts
        .of(id)
        .sensitive
        .then(|| debug(cx, id, &slots, extra.as_ref(), &mut imports));
    let making = builder::making(cx, id, &slots, extra.as_ref(), &mut imports);
    let members = members::table(cx, id, &slots, extra.as_ref(), &mut imports);
    Unit::new(model_path(cx, id))
        .imports(imports)
        .lines([structure])
        .items(debug)
        .making(making)
        .lines([members])
}

/// The member for what is not declared: its name and type.
pub type Extra = (Ident, Words);

/// The fields of a struct, their types as they are seen from a file.
pub fn slots<'a>(cx: &Context<'a>, view: View, id: TypeId, imports: &mut Imports) -> Vec<Slot<'a>> {
    let Shape::Object(object) = &cx.api.ty(id).shape else {
        return Vec::new();
    };
    let names = &cx.names.of(id).members;
    let boxed = &cx.facts.of(id).boxed;
    let mut slots = Vec::with_capacity(object.fields.len());
    for ((field, name), boxed) in object.fields.iter().zip(names).zip(boxed) {
        let ty = ty::of(cx, view, imports, field.ty.non_null());
        slots.push(Slot {
            field,
            name: ident(name),
            holder: holder(field),
            ty,
            boxed: *boxed,
            preset: field.required && is_preset(cx.api, &field.ty),
        });
    }
    slots
}

/// The member for what a struct does not declare, if it has one.
pub fn extra(cx: &Context<'_>, view: View, id: TypeId, imports: &mut Imports) -> Option<Extra> {
    let Shape::Object(object) = &cx.api.ty(id).shape else {
        return None;
    };
    let value = object.extra.clone()?;
    let ty = ty::of(cx, view, imports, &Type::Map(Box::new(value)));
    Some((ident(&cx.names.of(id).extra), ty))
}

impl Slot<'_> {
    /// The type of the field.
    pub fn field_type(&self, imports: &mut Imports) -> Words {
        let ty = &self.ty;
        let inner = if self.boxed {
            Words::from(format!("Box<{ty}>"))
        } else {
            ty.clone()
        };
        match self.holder {
            Holder::Plain => inner,
            Holder::Optional | Holder::Null => format!("Option<{inner}>").into(),
            Holder::Maybe => {
                let maybe = imports.runtime("nullable", "Maybe");
                format!("{maybe}<{inner}>").into()
            }
        }
    }
}

fn structure(
    cx: &Context<'_>,
    id: TypeId,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    imports: &mut Imports,
) -> String {
    let definition = cx.api.ty(id);
    let facts = cx.facts.of(id);
    let mut structure = Declaration::new(&doc::of_type(definition))
        .attribute("deprecated", definition.deprecated)
        .derive(&[
            ("Clone", true),
            ("Debug", !facts.sensitive),
            ("Default", facts.default),
            ("PartialEq", true),
        ])
        .attribute("non_exhaustive", true)
        .begin("pub struct", &cx.names.of(id).ty);
    for slot in slots {
        let (field, name) = (slot.field, &slot.name);
        structure.field(
            &member_docs(field),
            field.deprecated,
            format_args!("pub {name}"),
            &slot.field_type(imports),
        );
    }
    if let Some((name, ty)) = extra {
        let docs = "Members that the document does not declare.";
        structure.field(&[docs.to_owned()], false, format_args!("pub {name}"), ty);
    }
    structure.end(" {}")
}

/// What there is to say about a member.
pub fn member_docs(field: &Field) -> Vec<String> {
    let fallback = if field.flat {
        "What stands beside the other members, as one of several kinds.".to_owned()
    } else {
        format!("`{}`.", field.wire)
    };
    let mut lines = doc::of(&field.docs, &fallback);
    let direction = match field.direction {
        Direction::Both => None,
        Direction::ReadOnly => Some("In replies only: the server sets it, requests leave it out."),
        Direction::WriteOnly => Some("In requests only: replies leave it out."),
    };
    doc::paragraph(
        &mut lines,
        direction.into_iter().map(str::to_owned).collect(),
    );
    for rule in &field.rules {
        let text = match rule {
            Rule::UniqueItems => "No item may stand in it twice.".to_owned(),
            Rule::MultipleOf(number) => format!("A multiple of {number}."),
        };
        doc::paragraph(&mut lines, vec![text]);
    }
    if let Some(default) = &field.default {
        let value = doc::code(&default.to_string()).concat();
        doc::paragraph(&mut lines, vec![format!("The server's default: {value}.")]);
    }
    lines
}

/// `Debug` by hand: whether a sensitive member is there, never what it holds.
fn debug(
    cx: &Context<'_>,
    id: TypeId,
    slots: &[Slot<'_>],
    extra: Option<&Extra>,
    imports: &mut Imports,
) -> TokenStream {
    let mut fields = Vec::new();
    for slot in slots {
        let name = &slot.name;
        let value = match (slot.field.sensitive, slot.holder) {
            (false, _) => quote! { &self.#name },
            (true, Holder::Plain) => {
                let redacted = imports.runtime("secret", "Redacted");
                quote! { &#redacted }
            }
            (true, Holder::Optional | Holder::Null) => {
                imports.need("redacted_option");
                let redacted = imports.runtime("secret", "Redacted");
                quote! { &#redacted::option(self.#name.as_ref()) }
            }
            (true, Holder::Maybe) => {
                imports.need("redacted_option");
                let redacted = imports.runtime("secret", "Redacted");
                quote! { &#redacted::option(self.#name.value()) }
            }
        };
        fields.push((name.clone(), value));
    }
    fields.extend(extra.map(|(name, _)| (name.clone(), quote! { &self.#name })));
    debug::fields(imports, &ident(&cx.names.of(id).ty), fields)
}
