//! Values of one of several types: enums with a variant for each.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::declaration::Declaration;
use super::imports::Imports;
use super::ty::{self, View};
use super::{Context, Unit, doc, ident, model_path, validate};
use crate::facts::{is_one_type, size_of};
use crate::ir::{Null, Scalar, Shape, Type, TypeId, Union, Variant, behind};
use crate::names::Place;

/// A variant with everything that its emitters need.
struct Slot<'a> {
    variant: &'a Variant,
    name: Ident,
    /// The type of the value, without `Box`.
    ty: TokenStream,
    boxed: bool,
}

/// The file of an enum.
pub fn unit(cx: &Context<'_>, id: TypeId, union: &Union) -> Unit {
    let mut imports = Imports::of(Place::Model);
    let slots = slots(cx, id, union, &mut imports);
    let enumeration = enumeration(cx, id, union, &slots, &mut imports);
    let from: TokenStream = slots
        .iter()
        .filter(|slot| is_only_one(cx, id, union, slot.variant))
        .map(|slot| from(cx, id, slot))
        .collect();
    let display = display(cx, id, union, &slots, &mut imports);
    let writing = writing(cx, id, union, &slots, &mut imports);
    let reading = reading(cx, id, union, &slots, &mut imports);
    let variants = slots.iter().map(|slot| (&slot.name, slot.variant));
    let validate = validate::union(cx, id, variants, union.tag.is_some(), &mut imports);
    Unit::new(model_path(cx, id))
        .imports(imports)
        .lines([enumeration])
        .items(from)
        .items(display)
        .parts(validate)
        .items(writing)
        .items(reading)
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
        let boxed = slot.boxed.then(|| quote! { Box<#ty> });
        let held = boxed.as_ref().unwrap_or(ty);
        enumeration.variant(&docs(cx, union, slot), false, &slot.name, Some(held));
    }
    if let Some(tag) = &union.tag {
        let about = format!(
            "A value whose `{}` the document does not list, kept as it came.",
            tag.wire
        );
        let value = imports.item("serde_json::Value");
        enumeration.variant(&[about], false, "Unknown", Some(&quote! { #value }));
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

fn from(cx: &Context<'_>, id: TypeId, slot: &Slot<'_>) -> TokenStream {
    let name = ident(&cx.names.of(id).ty);
    let (variant, ty) = (&slot.name, &slot.ty);
    let value = if slot.boxed {
        quote! { Box::new(value) }
    } else {
        quote! { value }
    };
    let borrowed = matches!(plain(cx, &slot.variant.ty), Type::Scalar(Scalar::String(_)));
    let borrowed = borrowed.then(|| {
        quote! {
            impl From<&str> for #name {
                #[inline]
                fn from(value: &str) -> Self {
                    Self::#variant(value.to_owned())
                }
            }
        }
    });
    quote! {
        impl From<#ty> for #name {
            #[inline]
            fn from(value: #ty) -> Self {
                Self::#variant(#value)
            }
        }
        #borrowed
    }
}

/// The text of a value, where every variant has one.
fn display(
    cx: &Context<'_>,
    id: TypeId,
    union: &Union,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> Option<TokenStream> {
    if !has_text(cx, union) {
        return None;
    }
    let fmt = imports.item("std::fmt");
    let name = ident(&cx.names.of(id).ty);
    let arms = slots.iter().map(|slot| {
        let variant = &slot.name;
        quote! { Self::#variant(value) => value.fmt(formatter), }
    });
    Some(quote! {
        impl #fmt::Display for #name {
            #[inline]
            fn fmt(&self, formatter: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                match self { #(#arms)* }
            }
        }
    })
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
) -> TokenStream {
    let name = ident(&cx.names.of(id).ty);
    let serialize = imports.item("serde::Serialize");
    let serializer = imports.item("serde::Serializer");
    let arms: Vec<TokenStream> = slots
        .iter()
        .map(|slot| {
            let (variant, values) = (&slot.name, &slot.variant.values);
            let tag = union.tag.as_ref().filter(|_| !values.is_empty());
            let written = if let Some(tag) = tag {
                let (tagged, wire) = (imports.runtime_module("tagged"), &tag.wire);
                quote! { #tagged::write(value, #wire, &[#(#values),*], serializer) }
            } else if union.tag.is_none() && slot.variant.ty == Type::Scalar(Scalar::F64) {
                let number = imports.runtime_module("number");
                quote! { #number::serialize(value, serializer) }
            } else {
                quote! { value.serialize(serializer) }
            };
            quote! { Self::#variant(value) => #written, }
        })
        .collect();
    let unknown = union
        .tag
        .is_some()
        .then(|| quote! { Self::Unknown(value) => value.serialize(serializer), });
    quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
                    #unknown
                }
            }
        }
    }
}

fn reading(
    cx: &Context<'_>,
    id: TypeId,
    union: &Union,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> TokenStream {
    let name = ident(&cx.names.of(id).ty);
    let label = name.to_string();
    let module = imports.runtime_module("choice");
    let deserialize = imports.item("serde::Deserialize");
    let deserializer = imports.item("serde::Deserializer");
    let mut offers = Vec::new();
    for slot in slots {
        let (variant, label) = (&slot.name, slot.name.to_string());
        let tag = union
            .tag
            .as_ref()
            .filter(|_| !slot.variant.values.is_empty());
        let tag = tag.map(|tag| (&tag.wire, &slot.variant.values));
        let marks = slot
            .variant
            .marks
            .iter()
            .map(|(wire, values)| (wire, values));
        let marks = tag
            .into_iter()
            .chain(marks)
            .map(|(wire, values)| quote! { (#wire, &[#(#values),*]) });
        let is_text = matches!(plain(cx, &slot.variant.ty), Type::Scalar(_));
        let wrap = if is_text && ty::is_read_as_typed(cx, imports, &slot.variant.ty) {
            let spelled = imports.runtime_module("spelled");
            quote! { |#spelled::Spelled(value)| Self::#variant(value) }
        } else {
            quote! { Self::#variant }
        };
        offers.push(quote! { variants.variant(#label, &[#(#marks),*], #wrap); });
    }
    let (tag, unknown) = match &union.tag {
        None => (None, None),
        Some(tag) => {
            let wire = &tag.wire;
            let value = imports.item("serde_json::Value");
            (
                Some(quote! { const TAG: Option<&'static str> = Some(#wire); }),
                Some(quote! {
                    #[inline]
                    fn unknown(value: #value) -> Option<Self> {
                        Some(Self::Unknown(value))
                    }
                }),
            )
        }
    };
    quote! {
        impl #module::Choice for #name {
            const NAME: &'static str = #label;
            #tag

            fn offer(variants: &mut impl #module::Variants<Self>) {
                #(#offers)*
            }

            #unknown
        }
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #module::read(deserializer)
            }
        }
    }
}
