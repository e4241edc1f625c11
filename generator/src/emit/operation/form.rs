//! A body that is a form of parts: a struct with a setter for each part.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::declaration::Declaration;
use crate::emit::imports::Imports;
use crate::emit::setters::{self, Kept, Setter};
use crate::emit::ty::{self, Argument, Conversion, View};
use crate::emit::words::Words;
use crate::emit::{Context, Making, Part, doc, ident};
use crate::ir::{Format, PartField, Scalar, Type};
use crate::names::OperationNames;

/// What a part holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A value.
    Value,
    /// A file.
    File,
    /// Any number of files.
    Files,
}

struct Slot<'f> {
    part: &'f PartField,
    name: Ident,
    sort: Sort,
    ty: Words,
}

pub(super) fn definition(
    cx: &Context<'_>,
    fields: &[PartField],
    names: &OperationNames,
    imports: &mut Imports,
) -> Making {
    let mut slots = Vec::new();
    for (part, name) in fields.iter().zip(&names.parts) {
        let sort = sort(cx, &part.field.ty);
        let ty = match sort {
            Sort::Value => ty::of(cx, View::Outside, imports, part.field.ty.non_null()),
            Sort::File | Sort::Files => {
                imports.runtime("upload", "Upload");
                "Upload".into()
            }
        };
        slots.push(Slot {
            part,
            name: ident(name),
            sort,
            ty,
        });
    }
    let name = ident(&names.form);
    let multipart = imports.runtime("multipart", "Multipart");
    let upload = imports.runtime("upload", "Upload");
    let about = format!("The form that [`{}`] sends, part by part.", names.operation);
    let sensitive = slots.iter().any(|slot| slot.part.field.sensitive);
    let mut declaration = Declaration::new(&[about])
        .derive(&[("Clone", true), ("Debug", !sensitive), ("Default", true)])
        .begin("pub struct", &name);
    for slot in &slots {
        let ty = &slot.ty;
        let ty = match slot.sort {
            Sort::Files => format!("Vec<{ty}>").into(),
            Sort::Value | Sort::File => format!("Option<{ty}>").into(),
        };
        declaration.field(&[], false, &slot.name, &ty);
    }
    declaration.field(&[], false, "other", &multipart.to_string().into());
    let debug = sensitive.then(|| debug(&name, imports));
    let mut setters = Vec::new();
    for slot in &slots {
        setters.push(setter(cx, slot, imports));
    }
    let table =
        (!setters.is_empty()).then(|| setters::table(&format!("value {name}"), &setters, imports));
    let parts = slots.iter().map(written);
    // A setter of that name stands before the trait's function.
    let empty = if slots.iter().any(|slot| slot.name == "default") {
        quote! { Default::default() }
    } else {
        quote! { Self::default() }
    };
    let start = quote! {
        #debug
        impl #name {
            /// A form without parts.
            #[inline]
            pub fn new() -> Self {
                #empty
            }
        }
    };
    let functions = quote! {
        impl #name {
            /// Adds a part that the document does not name.
            #[must_use]
            pub fn part(mut self, name: impl Into<String>, content: impl Into<#upload>) -> Self {
                self.other = self.other.part(name.into(), content);
                self
            }

            #[inline]
            fn parts(&self) -> #multipart {
                let mut parts = #multipart::new();
                #(#parts)*
                parts.append(&self.other);
                parts
            }
        }
    };
    Making {
        declaration: Some(declaration.end("")),
        start,
        setters: table,
        build: None,
        functions: vec![Part::Items(functions)],
    }
}

/// What a part of this type holds.
pub fn sort(cx: &Context<'_>, ty: &Type) -> Sort {
    let is_file = |ty: &Type| matches!(cx.plain(ty), Type::Scalar(Scalar::String(Format::Binary)));
    match cx.plain(ty) {
        _ if is_file(ty) => Sort::File,
        Type::List(item) if is_file(item) => Sort::Files,
        _ => Sort::Value,
    }
}

fn setter(cx: &Context<'_>, slot: &Slot<'_>, imports: &mut Imports) -> Setter {
    let field = &slot.part.field;
    let mut docs = doc::of(&field.docs, &format!("`{}`.", field.wire));
    if field.required {
        doc::paragraph(&mut docs, vec!["Required.".to_owned()]);
    }
    let ty = &slot.ty;
    let argument = match slot.sort {
        Sort::Value => ty::parameter(cx, View::Outside, imports, field.ty.non_null()),
        Sort::File => Argument {
            ty: format!("impl Into<{ty}>").into(),
            conversion: Conversion::Into,
        },
        Sort::Files => Argument {
            ty: format!("impl IntoIterator<Item = impl Into<{ty}>>").into(),
            conversion: Conversion::CollectInto,
        },
    };
    let kept = match slot.sort {
        Sort::Files => Kept::Plain,
        Sort::Value | Sort::File => Kept::Some,
    };
    Setter {
        docs,
        deprecated: field.deprecated,
        name: slot.name.clone(),
        argument,
        kept,
    }
}

fn written(slot: &Slot<'_>) -> TokenStream {
    let (name, wire) = (&slot.name, &slot.part.field.wire);
    let label = name.to_string();
    let media_type = match &slot.part.media_type {
        Some(media_type) => quote! { Some(#media_type) },
        None => quote! { None },
    };
    let is_set = match slot.sort {
        Sort::Files => quote! { !self.#name.is_empty() },
        Sort::Value | Sort::File => quote! { self.#name.is_some() },
    };
    let require = slot
        .part
        .field
        .required
        .then(|| quote! { parts.require(#label, #is_set); });
    let added = match slot.sort {
        Sort::Value => quote! { parts.value(#wire, self.#name.as_ref(), #media_type); },
        Sort::File | Sort::Files => quote! { parts.files(#wire, &self.#name, #media_type); },
    };
    quote! { #require #added }
}

fn debug(name: &Ident, imports: &mut Imports) -> TokenStream {
    let fmt = imports.item("std::fmt");
    let label = name.to_string();
    quote! {
        impl #fmt::Debug for #name {
            #[inline]
            fn fmt(&self, formatter: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                formatter.debug_struct(#label).finish_non_exhaustive()
            }
        }
    }
}
