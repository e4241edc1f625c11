//! Known values that are not all strings: open enums that keep what they do not know.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value as Json;

use super::declaration::Declaration;
use super::imports::Imports;
use super::{Context, Unit, doc, ident, model_path};
use crate::ir::{TypeId, ValueEnum};
use crate::names::Place;

/// The file of an enum.
pub fn unit(cx: &Context<'_>, id: TypeId, values: &ValueEnum) -> Unit {
    let mut imports = Imports::of(Place::Model);
    let enumeration = enumeration(cx, id, values, &mut imports);
    let conversions = if values.whole {
        whole(cx, id, values)
    } else {
        mixed(cx, id, values)
    };
    let serde = serde(cx, id, values, &mut imports);
    Unit::new(model_path(cx, id))
        .imports(imports)
        .lines([enumeration])
        .items(quote! { #conversions #serde })
}

fn enumeration(cx: &Context<'_>, id: TypeId, values: &ValueEnum, imports: &mut Imports) -> String {
    let definition = cx.api.ty(id);
    let names = cx.names.of(id);
    let preset = cx.facts.of(id).default;
    let mut enumeration = Declaration::new(&doc::of_type(definition))
        .attribute("deprecated", definition.deprecated)
        .derive(&[
            ("Clone", true),
            ("Copy", values.whole),
            ("Debug", true),
            ("Default", preset),
            ("PartialEq", true),
            ("Eq", true),
            ("Hash", true),
        ])
        .attribute("non_exhaustive", true)
        .begin("pub enum", &names.ty);
    for (value, variant) in values.values.iter().zip(&names.members) {
        let mut docs = doc::code(&shown(&value.wire));
        if value.docs.description.is_some() {
            doc::paragraph(&mut docs, doc::of(&value.docs, ""));
        }
        enumeration.variant(&docs, preset, variant, None);
    }
    let unknown = if values.whole {
        "i64".into()
    } else {
        imports.item("serde_json::Value");
        "Value".into()
    };
    let docs = "A value that the document does not list, kept as it came.";
    enumeration.variant(&[docs.to_owned()], false, "UnknownValue", Some(&unknown));
    enumeration.end("")
}

/// A value as a reader of the document knows it.
fn shown(wire: &Json) -> String {
    match wire {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn whole(cx: &Context<'_>, id: TypeId, values: &ValueEnum) -> TokenStream {
    let names = cx.names.of(id);
    let name = ident(&names.ty);
    let variants: Vec<_> = names.members.iter().map(ident).collect();
    let wires: Vec<TokenStream> = values
        .values
        .iter()
        .map(|value| literal(&value.wire))
        .collect();
    quote! {
        impl #name {
            /// The value as it is sent.
            #[inline]
            pub fn value(&self) -> i64 {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::UnknownValue(value) => *value,
                }
            }
        }
        impl From<i64> for #name {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    #(#wires => Self::#variants,)*
                    _ => Self::UnknownValue(value),
                }
            }
        }
    }
}

fn mixed(cx: &Context<'_>, id: TypeId, values: &ValueEnum) -> TokenStream {
    let names = cx.names.of(id);
    let name = ident(&names.ty);
    let variants: Vec<_> = names.members.iter().map(ident).collect();
    let known = || values.values.iter().map(|value| &value.wire);
    let wires: Vec<TokenStream> = known().map(literal).collect();
    let patterns = known().map(|wire| {
        let value = literal(wire);
        match wire {
            Json::String(_) => quote! { (Some(#value), _, _) },
            Json::Bool(_) => quote! { (_, _, Some(#value)) },
            _ => quote! { (_, Some(#value), _) },
        }
    });
    quote! {
        impl #name {
            /// The value as it is sent.
            #[inline]
            pub fn value(&self) -> Value {
                match self {
                    #(Self::#variants => Value::from(#wires),)*
                    Self::UnknownValue(value) => value.clone(),
                }
            }
        }
        impl From<Value> for #name {
            #[inline]
            fn from(value: Value) -> Self {
                match (value.as_str(), value.as_i64(), value.as_bool()) {
                    #(#patterns => Self::#variants,)*
                    _ => Self::UnknownValue(value),
                }
            }
        }
    }
}

/// A value as a Rust literal.
fn literal(wire: &Json) -> TokenStream {
    match wire {
        Json::String(text) => quote! { #text },
        Json::Bool(value) => quote! { #value },
        other => {
            let number = other.as_i64().unwrap_or_default();
            super::literal::integer(number)
        }
    }
}

fn serde(cx: &Context<'_>, id: TypeId, values: &ValueEnum, imports: &mut Imports) -> TokenStream {
    let name = ident(&cx.names.of(id).ty);
    let fmt = imports.item("std::fmt");
    let serialize = imports.item("serde::Serialize");
    let serializer = imports.item("serde::Serializer");
    let deserialize = imports.item("serde::Deserialize");
    let deserializer = imports.item("serde::Deserializer");
    let kind = if values.whole {
        quote! { i64 }
    } else {
        quote! { Value }
    };
    let display = if values.whole {
        quote! { self.value().fmt(formatter) }
    } else {
        quote! {
            match self.value() {
                Value::String(text) => formatter.write_str(&text),
                other => other.fmt(formatter),
            }
        }
    };
    quote! {
        impl #fmt::Display for #name {
            #[inline]
            fn fmt(&self, formatter: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #display
            }
        }
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.value().serialize(serializer)
            }
        }
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #kind::deserialize(deserializer).map(Self::from)
            }
        }
    }
}
