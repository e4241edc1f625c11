//! Setters: on the operation as a value, and on the call of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Slot, body};
use crate::emit::imports::Imports;
use crate::emit::{Context, doc, ident, like_operator};
use crate::ir::Operation;
use crate::names::OperationNames;

/// The type that a setter stands on.
struct Owner {
    /// Where the operation's fields are.
    path: TokenStream,
    /// Calls say for all their methods that they must be used.
    must_use: Option<TokenStream>,
}

impl Owner {
    fn operation() -> Self {
        Self {
            path: quote! { self },
            must_use: Some(quote! { #[must_use] }),
        }
    }

    fn call() -> Self {
        Self {
            path: quote! { self.operation_mut() },
            must_use: None,
        }
    }
}

pub(super) fn setters(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> Vec<TokenStream> {
    let mut setters: Vec<TokenStream> = slots
        .iter()
        .filter(|slot| !slot.is_new_argument())
        .map(|slot| setter(cx, slot, &Owner::operation(), imports))
        .collect();
    setters.extend(body_setter(
        cx,
        operation,
        names,
        &Owner::operation(),
        imports,
    ));
    setters
}

fn setter(cx: &Context<'_>, slot: &Slot<'_>, owner: &Owner, imports: &mut Imports) -> TokenStream {
    let name = &slot.name;
    let parameter = slot.parameter;
    let docs = doc::lines(&doc::of(&parameter.docs, &format!("`{}`.", parameter.wire)));
    let deprecated = parameter.deprecated.then(|| quote! { #[deprecated] });
    let argument = slot.argument(cx, imports);
    let (ty, value) = (&argument.ty, argument.value(name));
    let Owner { path, must_use } = owner;
    let allow = like_operator(name);
    quote! {
        #docs
        #deprecated
        #allow
        #must_use
        #[inline]
        pub fn #name(mut self, #name: #ty) -> Self {
            #path.#name = Some(#value);
            self
        }
    }
}

fn body_setter(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    owner: &Owner,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let body = operation.body.as_ref().filter(|body| !body.required)?;
    let docs = doc::lines(&doc::of(&body.docs, "The request body."));
    let argument = body::argument(cx, body, names, imports);
    let (ty, value) = (&argument.ty, argument.value(&quote::format_ident!("body")));
    let Owner { path, must_use } = owner;
    Some(quote! {
        #docs
        #must_use
        #[inline]
        pub fn body(mut self, body: #ty) -> Self {
            #path.body = Some(#value);
            self
        }
    })
}

/// Setters on the call, for whatever may be set after the handle's method was called.
pub(super) fn call_setters(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> Option<TokenStream> {
    let owner = Owner::call();
    let mut setters: Vec<TokenStream> = slots
        .iter()
        .filter(|slot| !slot.is_argument())
        .map(|slot| setter(cx, slot, &owner, imports))
        .collect();
    setters.extend(body_setter(cx, operation, names, &owner, imports));
    if setters.is_empty() {
        return None;
    }
    let call = imports.runtime("call", "Call");
    let name = ident(&names.operation);
    Some(quote! {
        impl #call<#name> {
            #(#setters)*
        }
    })
}
