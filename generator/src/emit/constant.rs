//! Types with one value.

use quote::quote;
use serde_json::Value as Json;

use super::imports::Imports;
use super::{Context, Unit, doc, ident, literal, model_path};
use crate::ir::TypeId;
use crate::names::Place;

/// The file of a constant.
pub fn unit(cx: &Context<'_>, id: TypeId, value: &Json) -> Unit {
    let mut imports = Imports::of(Place::Model);
    let definition = cx.api.ty(id);
    let name = ident(&cx.names.of(id).ty);
    let always = doc::code(&shown(value)).concat();
    let mut lines = doc::with_more(&definition.docs, definition.more.as_ref(), "");
    doc::paragraph(&mut lines, vec![format!("Always {always}.")]);
    let docs = doc::lines(&lines);
    let deprecated = definition.deprecated.then(|| quote! { #[deprecated] });
    let (ty, wire) = match value {
        Json::Bool(value) => (quote! { bool }, quote! { #value }),
        Json::Number(number) => match number.as_i64() {
            Some(number) => (quote! { i64 }, literal::integer(number)),
            None => (
                quote! { f64 },
                literal::float(number.as_f64().unwrap_or_default()),
            ),
        },
        Json::String(text) => (quote! { &'static str }, quote! { #text }),
        // `lower` makes constants of scalars only.
        Json::Null | Json::Array(_) | Json::Object(_) => (quote! { &'static str }, quote! { "" }),
    };
    let allowance = match value {
        Json::Number(number) => literal::allowance(number.as_f64()),
        _ => None,
    };
    let constant = imports.runtime_module("constant");
    let fmt = imports.item("std::fmt");
    let serialize = imports.item("serde::Serialize");
    let serializer = imports.item("serde::Serializer");
    let deserialize = imports.item("serde::Deserialize");
    let deserializer = imports.item("serde::Deserializer");
    let tokens = quote! {
        #docs
        #deprecated
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name;
        impl #name {
            /// The value as it is sent.
            #allowance
            pub const VALUE: #ty = #wire;
        }
        impl #fmt::Display for #name {
            #[inline]
            fn fmt(&self, formatter: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                Self::VALUE.fmt(formatter)
            }
        }
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::VALUE.serialize(serializer)
            }
        }
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #constant::deserialize(deserializer, Self::VALUE).map(|()| Self)
            }
        }
    };
    Unit::new(model_path(cx, id)).imports(imports).items(tokens)
}

fn shown(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
