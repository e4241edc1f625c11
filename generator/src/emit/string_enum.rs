//! Strings with known values: open enums that keep what they do not know.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::{Context, Unit, doc, ident, model_path};
use crate::ir::{EnumValue, TypeId};
use crate::names::Place;

/// The file of an enum.
pub fn unit(cx: &Context<'_>, id: TypeId, values: &[EnumValue]) -> Unit {
    let mut imports = Imports::of(Place::Model);
    let enumeration = enumeration(cx, id, values);
    let conversions = conversions(cx, id, values, &mut imports);
    let uses = imports.tokens();
    Unit::new(
        model_path(cx, id),
        quote! { #uses #enumeration #conversions },
    )
    .needing(imports)
}

fn enumeration(cx: &Context<'_>, id: TypeId, values: &[EnumValue]) -> TokenStream {
    let definition = cx.api.ty(id);
    let names = cx.names.of(id);
    let name = ident(&names.ty);
    let docs = doc::lines(&doc::with_more(
        &definition.docs,
        definition.more.as_ref(),
        &format!("`{}`.", definition.words.join(" ")),
    ));
    let deprecated = definition.deprecated.then(|| quote! { #[deprecated] });
    let preset = cx.facts.of(id).default;
    let default = preset.then(|| quote! { Default, });
    let variants = values.iter().zip(&names.members).map(|(value, variant)| {
        let mut lines = doc::code(&value.wire);
        if value.docs.description.is_some() {
            doc::paragraph(&mut lines, doc::of(&value.docs, ""));
        }
        let docs = doc::lines(&lines);
        let variant = ident(variant);
        let default = preset.then(|| quote! { #[default] });
        quote! { #docs #default #variant, }
    });
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, #default PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that the document does not list, kept as it came.
            UnknownValue(String),
        }
    }
}

fn conversions(
    cx: &Context<'_>,
    id: TypeId,
    values: &[EnumValue],
    imports: &mut Imports,
) -> TokenStream {
    let names = cx.names.of(id);
    let name = ident(&names.ty);
    let variants: Vec<_> = names.members.iter().map(ident).collect();
    let wires: Vec<&str> = values.iter().map(|value| value.wire.as_str()).collect();
    let fmt = imports.item("std::fmt");
    let module = imports.runtime_module("string_enum");
    let serialize = imports.item("serde::Serialize");
    let serializer = imports.item("serde::Serializer");
    let deserialize = imports.item("serde::Deserialize");
    let deserializer = imports.item("serde::Deserializer");
    quote! {
        impl #name {
            /// The value as it is sent.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::UnknownValue(value) => value,
                }
            }
        }
        impl From<&str> for #name {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    #(#wires => Self::#variants,)*
                    _ => Self::UnknownValue(value.to_owned()),
                }
            }
        }
        impl #fmt::Display for #name {
            #[inline]
            fn fmt(&self, formatter: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #module::read(deserializer)
            }
        }
    }
}
