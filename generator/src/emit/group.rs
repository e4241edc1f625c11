//! The operations of a tag: a handle with a method per operation.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::imports::Imports;
use super::{Context, Unit, delivery, doc, ident, operation, root};
use crate::names::Place;

/// The module of a group, by its index, with its handle.
pub fn unit(cx: &Context<'_>, at: usize) -> Unit {
    let (group, names) = (&cx.api.groups[at], &cx.names.groups[at]);
    let mut imports = Imports::of(Place::Group);
    let client = imports.runtime("client", "Client");
    let methods: Vec<TokenStream> = (0..group.operations.len())
        .map(|own| method(cx, at, own, &mut imports))
        .collect();
    let item = match &names.handle {
        Some(handle) => {
            let handle = ident(handle);
            let fallback = format!(
                "The operations of the tag `{}`.",
                group.wire.as_deref().unwrap_or_default()
            );
            let docs = doc::lines(&doc::with_more(&group.docs, group.more.as_ref(), &fallback));
            quote! {
                #docs
                #[derive(Clone, Copy, Debug)]
                pub struct #handle<'a> {
                    client: &'a #client,
                }
                impl<'a> #handle<'a> {
                    #[inline]
                    pub(super) fn new(client: &'a #client) -> Self {
                        Self { client }
                    }
                    #(#methods)*
                }
            }
        }
        None => quote! {
            impl #client {
                #(#methods)*
            }
        },
    };
    let modules: Vec<Ident> = names
        .operations
        .iter()
        .map(|names| ident(&names.module))
        .collect();
    let exports = group
        .operations
        .iter()
        .zip(&names.operations)
        .map(|(operation, names)| {
            root::exported(&ident(&names.module), &operation::exports(operation, names))
        });
    let callbacks = delivery::has_callbacks(group).then(|| quote! { pub mod callbacks; });
    let about = match &group.wire {
        Some(wire) => format!(
            "The operations of the tag `{wire}`: values to send, and what each of them answers."
        ),
        None => "The operations without a tag: values to send, and what each of them answers."
            .to_owned(),
    };
    Unit::new(format!("{}/mod.rs", names.module))
        .about(about)
        .items(quote! { #callbacks #(mod #modules;)* #(#exports)* })
        .imports(imports)
        .items(item)
}

fn method(cx: &Context<'_>, group: usize, at: usize, imports: &mut Imports) -> TokenStream {
    let operation = &cx.api.groups[group].operations[at];
    let frame = &cx.names.groups[group];
    let names = &frame.operations[at];
    let call = imports.runtime("call", "Call");
    let slots = operation::slots(operation, names);
    let arguments = operation::arguments(cx, operation, names, &slots, imports);
    let docs = doc::lines(cx.docs.of(cx, group, at));
    let aliases = operation::docs::aliases(operation);
    let deprecated = operation.deprecated.then(|| quote! { #[deprecated] });
    let (method, name) = (ident(&names.method), ident(&names.operation));
    let client = if frame.handle.is_some() {
        quote! { self.client }
    } else {
        quote! { self }
    };
    let parameters = arguments.iter().map(|(name, argument)| {
        let ty = &argument.ty;
        quote! { #name: #ty }
    });
    let given = |wanted: &Ident| {
        let mut arguments = arguments.iter();
        let found = arguments.find(|(name, _)| name == wanted);
        found.map(|(name, argument)| argument.field(name))
    };
    let mut values = Vec::new();
    for slot in &slots {
        let (name, wire) = (&slot.name, &slot.parameter.wire);
        values.push(match (given(name), slot.parameter.client) {
            (Some(value), _) => value,
            (None, Some(_)) => quote! { #name: #client.parameter(#wire) },
            (None, None) => quote! { #name: None },
        });
    }
    if operation.body.is_some() {
        let body = given(&format_ident!("body"));
        values.push(body.unwrap_or_else(|| quote! { body: None }));
    }
    let value = if values.is_empty() {
        quote! { #name }
    } else {
        quote! { #name { #(#values,)* } }
    };
    let allow = operation::many(arguments.len() + 1);
    quote! {
        #docs
        #(#[doc(alias = #aliases)])*
        #deprecated
        #allow
        #[inline]
        pub fn #method(&self, #(#parameters),*) -> #call<#name> {
            #client.call(#value)
        }
    }
}
