//! Other names for a type.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::ty::{self, View};
use super::{Context, Unit, doc, ident, model_path};
use crate::ir::{Type, TypeId};
use crate::names::Place;

/// The file of an alias; one that leads back to itself is a struct.
pub fn unit(cx: &Context<'_>, id: TypeId, target: &Type) -> Unit {
    let mut imports = Imports::of(Place::Model);
    let definition = cx.api.ty(id);
    let name = ident(&cx.names.of(id).ty);
    let docs = doc::lines(&doc::of_type(definition));
    let deprecated = definition.deprecated.then(|| quote! { #[deprecated] });
    let ty = ty::of(cx, View::Model(id), &mut imports, target);
    let item = if cx.facts.of(id).recursive_alias {
        newtype(cx, id, &ty, &mut imports)
    } else {
        quote! { pub type #name = #ty; }
    };
    Unit::new(model_path(cx, id))
        .imports(imports)
        .items(quote! { #docs #deprecated #item })
}

fn newtype(cx: &Context<'_>, id: TypeId, ty: &TokenStream, imports: &mut Imports) -> TokenStream {
    let name = ident(&cx.names.of(id).ty);
    let serialize = imports.item("serde::Serialize");
    let deserialize = imports.item("serde::Deserialize");
    let facts = cx.facts.of(id);
    let ty = if facts.boxed.contains(&true) {
        quote! { Box<#ty> }
    } else {
        ty.clone()
    };
    quote! {
        #[derive(Clone, Debug, PartialEq, #serialize, #deserialize)]
        #[serde(transparent)]
        pub struct #name(pub #ty);
    }
}
