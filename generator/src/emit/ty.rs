//! Rust types.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::{Context, ident};
use crate::ir::{Scalar, Type, TypeId};

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
    }
}

/// How a setter takes a value: text and numbers in whatever form converts without loss.
pub fn argument(cx: &Context<'_>, ty: &Type, plain: &TokenStream) -> Argument {
    let converts = matches!(
        cx.plain(ty),
        Type::Scalar(Scalar::String(_) | Scalar::F64 | Scalar::Base64)
    );
    if converts {
        Argument {
            ty: quote! { impl Into<#plain> },
            converts,
        }
    } else {
        Argument {
            ty: plain.clone(),
            converts,
        }
    }
}

/// The type of an argument, and whether it still has to be converted.
pub struct Argument {
    /// The type as written in the signature.
    pub ty: TokenStream,
    /// Whether `.into()` makes the value.
    pub converts: bool,
}

impl Argument {
    /// The value of the argument called `name`.
    pub fn value(&self, name: &proc_macro2::Ident) -> TokenStream {
        if self.converts {
            quote! { #name.into() }
        } else {
            quote! { #name }
        }
    }
}
