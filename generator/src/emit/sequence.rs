//! Lists whose items have types of their own, where no Rust tuple says it: structs that travel as lists.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::imports::Imports;
use super::ty::{self, View};
use super::words::Words;
use super::{Context, Unit, doc, ident, model_path, validate};
use crate::ir::{Sequence, Type, TypeId};
use crate::names::Place;

/// An item with everything that is printed of it.
struct Item {
    name: Ident,
    ty: Words,
    argument: ty::Argument,
    required: bool,
    boxed: bool,
}

/// The file of a sequence.
pub fn unit(cx: &Context<'_>, id: TypeId, sequence: &Sequence) -> Unit {
    let mut imports = Imports::of(Place::Model);
    let items = items(cx, id, sequence, &mut imports);
    let rest = sequence.rest.as_ref().map(|rest| {
        let ty = ty::of(cx, View::Model(id), &mut imports, rest);
        (ident(&cx.names.of(id).extra), ty)
    });
    let structure = structure(cx, id, &items, rest.as_ref());
    let new = new(cx, id, &items, rest.as_ref());
    let serde = serde(cx, id, &items, rest.as_ref(), &mut imports);
    let rest_type = sequence
        .rest
        .as_ref()
        .map(|rest| Type::List(Box::new(rest.clone())));
    let rest_checks = sequence.rest_checks.clone().of_each();
    let rest_slot = rest
        .as_ref()
        .zip(rest_type.as_ref())
        .map(|((name, _), ty)| (name, true, ty, &rest_checks));
    let checked = items.iter().zip(&sequence.items).zip(&sequence.checks);
    let checked = checked.map(|((item, ty), checks)| (&item.name, item.required, ty, checks));
    let validate = validate::sequence(cx, id, checked.chain(rest_slot), &mut imports);
    Unit::new(model_path(cx, id))
        .imports(imports)
        .items(quote! { #structure #new })
        .parts(validate)
        .items(serde)
}

fn items(cx: &Context<'_>, id: TypeId, sequence: &Sequence, imports: &mut Imports) -> Vec<Item> {
    let names = &cx.names.of(id).members;
    let boxed = &cx.facts.of(id).boxed;
    let types = sequence.items.iter().zip(names).zip(boxed);
    let item = |(at, ((ty, name), boxed)): (usize, ((&Type, _), &bool))| {
        let plain = ty::of(cx, View::Model(id), imports, ty);
        Item {
            name: ident(name),
            argument: ty::argument(cx, ty, &plain),
            ty: plain,
            required: at < sequence.required,
            boxed: *boxed,
        }
    };
    types.enumerate().map(item).collect()
}

fn structure(
    cx: &Context<'_>,
    id: TypeId,
    items: &[Item],
    rest: Option<&(Ident, Words)>,
) -> TokenStream {
    let definition = cx.api.ty(id);
    let facts = cx.facts.of(id);
    let name = ident(&cx.names.of(id).ty);
    let fallback = format!("`{}`.", definition.words.join(" "));
    let mut lines = doc::with_more(&definition.docs, definition.more.as_ref(), &fallback);
    doc::paragraph(
        &mut lines,
        vec!["A list of these items, in this order.".to_owned()],
    );
    let docs = doc::lines(&lines);
    let deprecated = definition.deprecated.then(|| quote! { #[deprecated] });
    let default = facts.default.then(|| quote! { Default, });
    let fields = (1..).zip(items).map(|(number, item)| {
        let (name, ty) = (&item.name, &item.ty);
        let ty = if item.boxed {
            format!("Box<{ty}>").into()
        } else {
            ty.clone()
        };
        let (docs, ty) = if item.required {
            (format!("Item {number}."), ty)
        } else {
            let docs = format!("Item {number}, where the list is so long.");
            (docs, format!("Option<{ty}>").into())
        };
        let docs = doc::lines(&[docs]);
        quote! { #docs pub #name: #ty, }
    });
    let rest = rest.map(|(name, ty)| {
        quote! {
            /// The items after these.
            pub #name: Vec<#ty>,
        }
    });
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #rest
        }
    }
}

fn new(
    cx: &Context<'_>,
    id: TypeId,
    items: &[Item],
    rest: Option<&(Ident, Words)>,
) -> Option<TokenStream> {
    // With nothing required, `Default` says it already.
    if cx.facts.of(id).default {
        return None;
    }
    let name = ident(&cx.names.of(id).ty);
    let docs = doc::lines(&[format!(
        "A `{name}` with the items that are always there; the others can be set on it."
    )]);
    let arguments = items.iter().filter(|item| item.required).map(|item| {
        let (name, ty) = (&item.name, &item.argument.ty);
        quote! { #name: #ty }
    });
    let values = items.iter().map(|item| {
        let name = &item.name;
        let value = item.argument.value(name);
        match (item.required, item.boxed, *name == value.as_str()) {
            (false, _, _) => quote! { #name: None },
            (true, true, _) => quote! { #name: Box::new(#value) },
            (true, false, false) => quote! { #name: #value },
            (true, false, true) => quote! { #name },
        }
    });
    let rest = rest.map(|(name, _)| quote! { #name: Vec::new() });
    Some(quote! {
        impl #name {
            #docs
            #[inline]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* #rest }
            }
        }
    })
}

fn serde(
    cx: &Context<'_>,
    id: TypeId,
    items: &[Item],
    rest: Option<&(Ident, Words)>,
    imports: &mut Imports,
) -> TokenStream {
    let name = ident(&cx.names.of(id).ty);
    let module = imports.runtime_module("sequence");
    if items.iter().any(|item| item.required) {
        imports.need("sequence_required");
    }
    imports.need(match rest {
        Some(_) => "sequence_rest",
        None => "sequence_closed",
    });
    let serialize = imports.item("serde::Serialize");
    let serializer = imports.item("serde::Serializer");
    let deserialize = imports.item("serde::Deserialize");
    let deserializer = imports.item("serde::Deserializer");
    let written = items.iter().map(|item| {
        let name = &item.name;
        if item.required {
            quote! { items.item(Some(&self.#name))?; }
        } else {
            quote! { items.item(self.#name.as_ref())?; }
        }
    });
    let write_rest = rest.map(|(name, _)| quote! { items.rest(&self.#name)?; });
    let read = items.iter().map(|item| {
        let name = &item.name;
        if item.required {
            quote! { #name: items.required()?, }
        } else {
            quote! { #name: items.item()?, }
        }
    });
    let made = match rest {
        Some((rest, _)) => quote! { Ok(Self { #(#read)* #rest: items.rest()? }) },
        None => quote! {
            let value = Self { #(#read)* };
            items.end()?;
            Ok(value)
        },
    };
    quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut items = #module::ItemWriter::new(serializer)?;
                #(#written)*
                #write_rest
                items.end()
            }
        }
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut items = #module::ItemReader::new(deserializer)?;
                #made
            }
        }
    }
}
