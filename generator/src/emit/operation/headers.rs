//! The headers of an operation's replies: a struct that is read from what came.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::declaration::Declaration;
use crate::emit::imports::Imports;
use crate::emit::ty::typed_text;
use crate::emit::words::Words;
use crate::emit::{Context, Making, Part, doc, ident};
use crate::ir::{Operation, Scalar, Shape, Type};
use crate::names::OperationNames;

pub(super) fn definition(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    imports: &mut Imports,
) -> Option<Making> {
    if operation.headers.is_empty() {
        return None;
    }
    let name = ident(&names.headers);
    let map = imports.item("http::HeaderMap");
    let about = [
        format!("The headers that a reply to [`{}`] may have.", names.operation),
        String::new(),
        "Made from the headers of a response or an error. What is not there, or not what the document says, is `None`: the headers \
         themselves have it as it came."
            .to_owned(),
    ];
    let mut declaration = Declaration::new(&about)
        .derive(&[("Clone", true), ("Debug", true), ("PartialEq", true)])
        .attribute("non_exhaustive", true)
        .begin("pub struct", &name);
    let mut values = Vec::new();
    for (header, field) in operation.headers.iter().zip(&names.header_fields) {
        let docs = doc::of(&header.docs, &format!("`{}`.", header.wire));
        let field = ident(field);
        let wire = header.wire.to_ascii_lowercase();
        let (ty, value) = read(cx, &header.ty, &wire, imports);
        let ty = format!("Option<{ty}>").into();
        declaration.field(&docs, false, format_args!("pub {field}"), &ty);
        values.push(quote! { #field: #value, });
    }
    let functions = quote! {
        impl From<&#map> for #name {
            #[inline]
            fn from(headers: &#map) -> Self {
                Self {
                    #(#values)*
                }
            }
        }
    };
    Some(Making {
        declaration: Some(declaration.end(" {}")),
        functions: vec![Part::Items(functions)],
        ..Making::default()
    })
}

/// The type of a header's value, and how it is read.
fn read(cx: &Context<'_>, ty: &Type, wire: &str, imports: &mut Imports) -> (Words, TokenStream) {
    match cx.plain(ty) {
        Type::List(item) => {
            let lists = imports.runtime_module("header_lists");
            let item = scalar(cx.plain(item), imports);
            (
                format!("Vec<{item}>").into(),
                quote! { #lists::several(headers, #wire) },
            )
        }
        Type::Named(id) if matches!(cx.api.ty(*id).shape, Shape::StringEnum(_)) => {
            let values = imports.runtime_module("header_values");
            let models = imports.models();
            let name = ident(&cx.names.of(*id).ty);
            (
                format!("{models}::{name}").into(),
                quote! {
                    #values::one(headers, #wire)
                        .map(|value: String| #models::#name::from(value.as_str()))
                },
            )
        }
        other => {
            let values = imports.runtime_module("header_values");
            let ty = scalar(other, imports);
            (ty.into(), quote! { #values::one(headers, #wire) })
        }
    }
}

/// The type of a value without parts. Whatever has another form is given as text.
fn scalar(ty: &Type, imports: &mut Imports) -> &'static str {
    match ty {
        Type::Scalar(Scalar::Bool) => "bool",
        Type::Scalar(Scalar::I32) => "i32",
        Type::Scalar(Scalar::I64) => "i64",
        Type::Scalar(Scalar::U32) => "u32",
        Type::Scalar(Scalar::U64) => "u64",
        Type::Scalar(Scalar::F64) => "f64",
        Type::Scalar(Scalar::Typed(typed)) => typed_text(imports, *typed),
        _ => "String",
    }
}
