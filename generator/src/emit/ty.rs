//! Rust types.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::{Context, ident};
use crate::ir::{Scalar, Shape, Type, TypeId, Typed};

/// From where types with a name are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// From the file of this model: the others are siblings.
    Model(TypeId),
    /// From anywhere else: `models::Pet`.
    Outside,
}

/// The Rust type of a value.
pub fn of(cx: &Context<'_>, view: View, imports: &mut Imports, ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => scalar_type(imports, *scalar),
        Type::List(item) => {
            let item = of(cx, view, imports, item);
            quote! { Vec<#item> }
        }
        Type::Map(value) if matches!(**value, Type::Json(_)) => {
            let map = imports.item("serde_json::Map");
            let value = imports.item("serde_json::Value");
            quote! { #map<String, #value> }
        }
        Type::Map(value) => {
            let map = imports.item("std::collections::BTreeMap");
            let value = of(cx, view, imports, value);
            quote! { #map<String, #value> }
        }
        Type::Tuple(items) => {
            let items = items.iter().map(|item| of(cx, view, imports, item));
            let items: Vec<TokenStream> = items.collect();
            quote! { (#(#items,)*) }
        }
        Type::Nullable(inner) => {
            let inner = of(cx, view, imports, inner);
            quote! { Option<#inner> }
        }
        Type::Named(id) => named(cx, view, imports, *id),
        Type::Json(_) => {
            let value = imports.item("serde_json::Value");
            quote! { #value }
        }
    }
}

fn named(cx: &Context<'_>, view: View, imports: &mut Imports, id: TypeId) -> TokenStream {
    let name = &cx.names.of(id).ty;
    match view {
        View::Model(own) if own == id => {
            let name = ident(name);
            quote! { #name }
        }
        View::Model(_) => {
            let name = imports.sibling(name.as_str());
            quote! { #name }
        }
        View::Outside => {
            let models = imports.models();
            let name = ident(name);
            quote! { #models::#name }
        }
    }
}

fn scalar_type(imports: &mut Imports, scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Bool => quote! { bool },
        Scalar::I32 => quote! { i32 },
        Scalar::I64 => quote! { i64 },
        Scalar::U32 => quote! { u32 },
        Scalar::U64 => quote! { u64 },
        Scalar::F64 => quote! { f64 },
        Scalar::Number => {
            let number = imports.item("serde_json::Number");
            quote! { #number }
        }
        Scalar::String(_) => quote! { String },
        Scalar::Base64 => {
            let base64 = imports.runtime("base64_bytes", "Base64");
            quote! { #base64 }
        }
        Scalar::Typed(typed) => typed_text(imports, typed),
    }
}

/// The type of text that is more than text. It stands with its path: documents like to call their own types `Date` or `Uuid`.
pub fn typed_text(imports: &mut Imports, typed: Typed) -> TokenStream {
    match typed {
        Typed::Timestamp => {
            imports.package("jiff");
            quote! { jiff::Timestamp }
        }
        Typed::Date => {
            imports.package("jiff");
            quote! { jiff::civil::Date }
        }
        Typed::Duration => {
            let duration = imports.runtime("iso_duration", "IsoDuration");
            quote! { #duration }
        }
        Typed::Uuid => {
            imports.package("uuid");
            quote! { uuid::Uuid }
        }
        Typed::Ipv4 => quote! { std::net::Ipv4Addr },
        Typed::Ipv6 => quote! { std::net::Ipv6Addr },
        Typed::Ip => quote! { std::net::IpAddr },
    }
}

/// Whether a value is text with a type of its own, or holds some, that has to be told how to read itself. Notes what reads it.
pub fn is_read_as_typed(cx: &Context<'_>, imports: &mut Imports, ty: &Type) -> bool {
    match cx.plain(ty) {
        Type::Scalar(Scalar::Typed(typed)) => match reader(*typed) {
            Some(file) => {
                imports.need(file);
                true
            }
            None => false,
        },
        Type::List(inner) | Type::Map(inner) => is_read_as_typed(cx, imports, inner),
        Type::Scalar(_) | Type::Tuple(_) | Type::Nullable(_) | Type::Named(_) | Type::Json(_) => {
            false
        }
    }
}

/// The runtime file that reads text of a type from elsewhere.
fn reader(typed: Typed) -> Option<&'static str> {
    match typed {
        Typed::Timestamp | Typed::Date => Some("typed_time"),
        Typed::Uuid => Some("typed_uuid"),
        Typed::Ipv4 | Typed::Ipv6 | Typed::Ip => Some("typed_address"),
        Typed::Duration => None,
    }
}

/// What there is to say about a value where the document says nothing.
pub fn described(cx: &Context<'_>, ty: &Type) -> String {
    match ty {
        Type::Named(id) => format!("[`{}`].", cx.names.of(*id).ty),
        Type::Scalar(Scalar::Bool) => "`true` or `false`.".to_owned(),
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => {
            "A whole number.".to_owned()
        }
        Type::Scalar(Scalar::F64 | Scalar::Number) => "A number.".to_owned(),
        Type::Scalar(Scalar::String(_)) => "Text.".to_owned(),
        Type::Scalar(Scalar::Base64) => "Bytes.".to_owned(),
        Type::Scalar(Scalar::Typed(typed)) => described_text(*typed).to_owned(),
        Type::List(_) | Type::Tuple(_) => "A list.".to_owned(),
        Type::Map(_) => "A map.".to_owned(),
        Type::Nullable(inner) => described(cx, inner),
        Type::Json(_) => "Any JSON.".to_owned(),
    }
}

/// The same of text that is more than text.
fn described_text(typed: Typed) -> &'static str {
    match typed {
        Typed::Timestamp => "A moment.",
        Typed::Date => "A date.",
        Typed::Duration => "A duration.",
        Typed::Uuid => "A UUID.",
        Typed::Ipv4 => "An IPv4 address.",
        Typed::Ipv6 => "An IPv6 address.",
        Typed::Ip => "An IP address.",
    }
}

/// How a setter takes a value: text and numbers in whatever form converts without loss.
pub fn argument(cx: &Context<'_>, ty: &Type, plain: &TokenStream) -> Argument {
    if is_convertible(cx, ty) {
        Argument {
            ty: quote! { impl Into<#plain> },
            conversion: Conversion::Into,
        }
    } else {
        Argument {
            ty: plain.clone(),
            conversion: Conversion::None,
        }
    }
}

/// How an operation takes the value of a parameter: as a setter does, and a list as whatever gives its items.
pub fn parameter(cx: &Context<'_>, view: View, imports: &mut Imports, ty: &Type) -> Argument {
    let Type::List(item) = cx.plain(ty) else {
        let plain = of(cx, view, imports, ty);
        return argument(cx, ty, &plain);
    };
    let plain = of(cx, view, imports, item);
    if is_convertible(cx, item) {
        Argument {
            ty: quote! { impl IntoIterator<Item = impl Into<#plain>> },
            conversion: Conversion::CollectInto,
        }
    } else {
        Argument {
            ty: quote! { impl IntoIterator<Item = #plain> },
            conversion: Conversion::Collect,
        }
    }
}

fn is_convertible(cx: &Context<'_>, ty: &Type) -> bool {
    match cx.plain(ty) {
        Type::Scalar(scalar) => matches!(
            scalar,
            Scalar::String(_)
                | Scalar::F64
                | Scalar::Number
                | Scalar::Base64
                | Scalar::Typed(Typed::Duration | Typed::Ip)
        ),
        // What a variant holds stands for the whole.
        Type::Named(id) => matches!(cx.api.ty(*id).shape, Shape::Union(_)),
        _ => false,
    }
}

/// The type of an argument, and how it becomes the value.
pub struct Argument {
    /// The type as written in the signature.
    pub ty: TokenStream,
    /// What makes the value.
    pub conversion: Conversion,
}

/// What makes a value of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// Nothing: it is the value.
    None,
    /// `.into()`.
    Into,
    /// Its items are collected.
    Collect,
    /// Its items are converted and collected.
    CollectInto,
}

impl Argument {
    /// Text that is kept as a `String`.
    pub fn text() -> Self {
        Self {
            ty: quote! { impl Into<String> },
            conversion: Conversion::Into,
        }
    }

    /// The value of the argument called `name`.
    pub fn value(&self, name: &proc_macro2::Ident) -> TokenStream {
        match self.conversion {
            Conversion::None => quote! { #name },
            Conversion::Into => quote! { #name.into() },
            Conversion::Collect => quote! { #name.into_iter().collect() },
            Conversion::CollectInto => quote! { #name.into_iter().map(Into::into).collect() },
        }
    }
}
