//! Webhooks and callbacks: what a program that receives them needs to read them.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::ty::{self, View};
use super::{Context, Unit, doc, ident};
use crate::ir::{Delivery, Group};
use crate::names::{GroupNames, Place, RustName};

/// The file of the webhooks.
pub fn webhooks(cx: &Context<'_>) -> Unit {
    let mut imports = Imports::of(Place::Webhooks);
    let webhooks = &cx.api.webhooks;
    let items = each(cx, webhooks.iter().zip(&cx.names.webhooks), &mut imports);
    let any = any(cx, &mut imports);
    Unit::new(format!("{}.rs", cx.names.webhooks_module))
        .about("What the API sends to its users by itself: a type for each webhook that reads it.")
        .imports(imports)
        .items(quote! { #any #(#items)* })
}

/// The file of the callbacks of a group.
pub fn callbacks(cx: &Context<'_>, group: &Group, names: &GroupNames) -> Unit {
    let mut imports = Imports::of(Place::Callbacks);
    let operations = group.operations.iter().zip(&names.operations);
    let callbacks =
        operations.flat_map(|(operation, names)| operation.callbacks.iter().zip(&names.callbacks));
    let items = each(cx, callbacks, &mut imports);
    Unit::new(format!("{}/callbacks.rs", names.module))
        .about("What the API sends because of these operations: a type for each callback that reads it.")
        .imports(imports)
        .items(quote! { #(#items)* })
}

/// Whether any operation of a group has callbacks.
pub fn has_callbacks(group: &Group) -> bool {
    group
        .operations
        .iter()
        .any(|operation| !operation.callbacks.is_empty())
}

fn each<'a>(
    cx: &Context<'_>,
    deliveries: impl Iterator<Item = (&'a Delivery, &'a RustName)>,
    imports: &mut Imports,
) -> Vec<TokenStream> {
    deliveries
        .map(|(delivery, name)| item(cx, delivery, name, imports))
        .collect()
}

fn item(
    cx: &Context<'_>,
    delivery: &Delivery,
    name: &RustName,
    imports: &mut Imports,
) -> TokenStream {
    let method = imports.item("http::Method");
    let verb = quote::format_ident!("{}", delivery.method.as_str());
    let (name, wire) = (ident(name), &delivery.wire);
    let mut lines = doc::of(&delivery.docs, &format!("`{wire}`."));
    if let Some(expression) = &delivery.expression {
        let route = format!("{} {expression}", delivery.method.as_str());
        doc::paragraph(&mut lines, doc::code(&route));
    }
    let docs = doc::lines(&lines);
    let deprecated = delivery.deprecated.then(|| quote! { #[deprecated] });
    let expression = delivery.expression.as_ref().map(|expression| {
        quote! {
            /// Where it is sent: an expression about the request that asked for it.
            pub const EXPRESSION: &'static str = #expression;
        }
    });
    let parse = delivery.payload.as_ref().map(|payload| {
        let ty = ty::of(cx, View::Outside, imports, payload);
        let error = imports.runtime("decode_error", "DecodeError");
        let reader = imports.runtime_module("delivery");
        quote! {
            /// Reads the body of the request that delivers it.
            #[inline]
            pub fn parse(body: &[u8]) -> Result<#ty, #error> {
                #reader::json(body)
            }
        }
    });
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct #name;
        impl #name {
            /// Its name in the document.
            pub const NAME: &'static str = #wire;
            /// The method of the request that delivers it.
            pub const METHOD: #method = #method::#verb;
            #expression
            #parse
        }
    }
}

/// All webhooks with a payload as one enum, for a program that receives them at one place.
fn any(cx: &Context<'_>, imports: &mut Imports) -> Option<TokenStream> {
    let mut seen = std::collections::HashSet::new();
    let mut variants = Vec::new();
    let mut arms = Vec::new();
    for (webhook, name) in cx.api.webhooks.iter().zip(&cx.names.webhooks) {
        let Some(payload) = webhook
            .payload
            .as_ref()
            .filter(|_| seen.insert(&webhook.wire))
        else {
            continue;
        };
        let ty = ty::of(cx, View::Outside, imports, payload);
        let (wire, variant) = (&webhook.wire, ident(name));
        let docs = doc::lines(&doc::code(wire));
        variants.push(quote! { #docs #variant(#ty), });
        arms.push(quote! { #wire => #variant::parse(body).map(Self::#variant), });
    }
    if variants.is_empty() {
        return None;
    }
    let error = imports.runtime("decode_error", "DecodeError");
    Some(quote! {
        /// Any webhook, told apart by its name.
        #[allow(clippy::large_enum_variant, reason = "a delivery is read once and handed on")]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum Webhook { #(#variants)* }
        impl Webhook {
            /// Reads the body of the request that delivers the webhook of this name.
            #[inline]
            pub fn parse(name: &str, body: &[u8]) -> Result<Self, #error> {
                match name {
                    #(#arms)*
                    _ => Err(#error::new("the name of a webhook that the document has")),
                }
            }
        }
    })
}
