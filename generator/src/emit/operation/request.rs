//! How the request of an operation is put together.

use proc_macro2::TokenStream;
use quote::quote;

use super::Slot;
use crate::emit::imports::Imports;
use crate::emit::{Context, client};
use crate::ir::{ListStyle, Operation, PathPiece, Place, Scalar, Type};

pub(super) fn assembled(
    cx: &Context<'_>,
    operation: &Operation,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> TokenStream {
    let draft = imports.runtime("draft", "Draft");
    let mut lines = Vec::new();
    for piece in &operation.path {
        lines.push(match piece {
            PathPiece::Literal(text) => quote! { draft.path(#text); },
            PathPiece::Parameter(at) => match slots.get(*at) {
                Some(slot) => segment(cx, slot, imports),
                None => TokenStream::new(),
            },
        });
    }
    for slot in slots
        .iter()
        .filter(|slot| slot.parameter.place != Place::Path)
    {
        lines.extend(placed(cx, slot, imports));
    }
    let finish = match &operation.body {
        None => {
            imports.need("draft_empty");
            quote! { draft.empty() }
        }
        Some(body) if body.required => {
            imports.need("draft_json");
            quote! { draft.json(&self.body) }
        }
        Some(_) => {
            imports.need("draft_json_optional");
            quote! { draft.json_optional(self.body.as_ref()) }
        }
    };
    let mutable = (!lines.is_empty()).then(|| quote! { mut });
    let base = match &operation.server {
        Some(server) => {
            imports.need("own_server");
            let described = client::base_url(cx).unwrap_or_default();
            quote! { &base.or_server(#described, #server) }
        }
        None => quote! { base },
    };
    quote! {
        let #mutable draft = #draft::new(&FACTS, #base);
        #(#lines)*
        #finish
    }
}

fn segment(cx: &Context<'_>, slot: &Slot<'_>, imports: &mut Imports) -> TokenStream {
    let (name, label) = (&slot.name, slot.name.to_string());
    if slot.parameter.client.is_some() {
        imports.need("client_parameter");
        return quote! { draft.client_segment(#label, self.#name.as_deref()); };
    }
    if matches!(cx.plain(&slot.parameter.ty), Type::List(_)) {
        imports.need("draft_segment_list");
        return quote! { draft.segment_list(#label, &self.#name); };
    }
    imports.need("draft_segment");
    let by_value = is_copy(cx, &slot.parameter.ty);
    if by_value {
        quote! { draft.segment(#label, self.#name); }
    } else {
        quote! { draft.segment(#label, &self.#name); }
    }
}

/// A parameter in the query or a header.
fn placed(cx: &Context<'_>, slot: &Slot<'_>, imports: &mut Imports) -> Vec<TokenStream> {
    let (name, label, wire) = (&slot.name, slot.name.to_string(), &slot.parameter.wire);
    let list = matches!(cx.plain(&slot.parameter.ty), Type::List(_));
    let argument = slot.is_argument();
    let value = match (list, argument) {
        (true, false) => quote! { self.#name.as_deref() },
        (false, true) if is_copy(cx, &slot.parameter.ty) => quote! { Some(self.#name) },
        (_, true) => quote! { Some(&self.#name) },
        (false, false) if is_copy(cx, &slot.parameter.ty) => quote! { self.#name },
        (false, false) => quote! { self.#name.as_ref() },
    };
    let mut lines = Vec::new();
    if slot.parameter.client.is_some() && slot.parameter.required {
        imports.need("client_parameter_set");
        lines.push(quote! { draft.client_parameter(#label, self.#name.is_some()); });
    }
    lines.push(match (slot.parameter.place, list) {
        (Place::Path, _) => TokenStream::new(),
        (Place::Query(_), false) => {
            imports.need("draft_query");
            quote! { draft.query(#wire, #value); }
        }
        (Place::Query(ListStyle::Exploded), true) => {
            imports.need("draft_query_each");
            quote! { draft.query_each(#wire, #value); }
        }
        (Place::Query(style), true) => {
            imports.need("draft_query_list");
            let separator = match style {
                ListStyle::Exploded | ListStyle::Comma => ",",
                ListStyle::Space => "%20",
                ListStyle::Pipe => "%7C",
            };
            quote! { draft.query_list(#wire, #value, #separator); }
        }
        (Place::Header, list) => {
            let header = wire.to_ascii_lowercase();
            if list {
                imports.need("draft_header_list");
                quote! { draft.header_list(#label, #header, #value); }
            } else {
                imports.need("draft_header");
                quote! { draft.header(#label, #header, #value); }
            }
        }
    });
    lines
}

fn is_copy(cx: &Context<'_>, ty: &Type) -> bool {
    matches!(
        cx.plain(ty),
        Type::Scalar(
            Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F64
        )
    )
}
