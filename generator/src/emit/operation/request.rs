//! How the request of an operation is put together.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Slot, body};
use crate::emit::checks::{self, Checks, Value};
use crate::emit::imports::Imports;
use crate::emit::reach::Reach;
use crate::emit::{Context, client, union};
use crate::ir::{
    CookieStyle, HeaderStyle, Operation, PathPiece, PathStyle, Place, QueryStyle, Scalar, Shape,
    Type,
};
use crate::names::OperationNames;

/// The body of `request`, and the patterns that it checks values against.
pub(super) fn assembled(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> (TokenStream, Vec<TokenStream>) {
    let draft = imports.runtime("draft", "Draft");
    let bounds = bounds(cx, slots, imports);
    let mut lines = bounds.statements;
    for piece in &operation.path {
        match piece {
            PathPiece::Literal(text) => lines.push(quote! { draft.path(#text); }),
            PathPiece::Parameter(at) => {
                lines.extend(slots.get(*at).map(|slot| segment(cx, slot, imports)));
            }
        }
    }
    for slot in slots.iter().filter(|slot| !slot.parameter.place.is_path()) {
        if slot.parameter.client.is_some() && slot.parameter.required {
            lines.push(set_somewhere(slot, imports));
        }
        lines.push(placed(cx, slot, imports));
    }
    let finish = body::finish(operation, names, imports);
    let mutable = (!lines.is_empty()).then(|| quote! { mut });
    let base = match &operation.server {
        Some(server) => {
            imports.need("own_server");
            let described = client::base_url(cx).unwrap_or_default();
            quote! { &base.or_server(#described, #server) }
        }
        None => quote! { base },
    };
    let body = quote! {
        let #mutable draft = #draft::new(&FACTS, #base);
        #(#lines)*
        #finish
    };
    (body, bounds.statics)
}

/// The bounds of the parameters, before anything is sent.
fn bounds(cx: &Context<'_>, slots: &[Slot<'_>], imports: &mut Imports) -> Checks {
    let mut found = Checks::default();
    for slot in slots {
        let parameter = slot.parameter;
        // What the client holds is text, whatever the document says it is.
        let is_text = matches!(cx.plain(&parameter.ty), Type::Scalar(Scalar::String(_)));
        if parameter.client.is_some() && !is_text {
            continue;
        }
        let name = &slot.name;
        let value = Value {
            label: name.to_string(),
            ty: &parameter.ty,
            checks: &parameter.checks,
            problems: quote! { draft.problems },
            reach: if slot.is_argument() {
                Reach::place(quote! { self.#name })
            } else {
                Reach::option(quote! { self.#name })
            },
            // The file has a constant of its own, and a parameter may be called like that.
            constant: checks::constant(name, "_PATTERN"),
        };
        found.add(cx, imports, &value);
    }
    found
}

fn segment(cx: &Context<'_>, slot: &Slot<'_>, imports: &mut Imports) -> TokenStream {
    let Place::Path(style) = slot.parameter.place else {
        return TokenStream::new();
    };
    let (name, label, wire) = (&slot.name, slot.name.to_string(), &slot.parameter.wire);
    let is_client = slot.parameter.client.is_some();
    let set = is_client.then(|| match style {
        PathStyle::Simple { .. } => TokenStream::new(),
        PathStyle::Label { .. } | PathStyle::Matrix { .. } | PathStyle::Json => {
            set_somewhere(slot, imports)
        }
    });
    let value = if is_client {
        quote! { self.#name.as_deref().unwrap_or_default() }
    } else {
        quote! { &self.#name }
    };
    let line = match style {
        PathStyle::Simple { .. } if is_client => {
            imports.need("client_parameter");
            quote! { draft.client_segment(#label, self.#name.as_deref()); }
        }
        PathStyle::Simple { .. } if is_word(cx, &slot.parameter.ty) => {
            imports.need("draft_segment");
            if is_copy(cx, &slot.parameter.ty) {
                quote! { draft.segment(#label, self.#name); }
            } else {
                quote! { draft.segment(#label, #value); }
            }
        }
        PathStyle::Simple { exploded } => {
            imports.need("draft_simple");
            quote! { draft.simple(#label, #value, #exploded); }
        }
        PathStyle::Label { exploded } => {
            imports.need("draft_label");
            quote! { draft.label(#label, #value, #exploded); }
        }
        PathStyle::Matrix { exploded } => {
            imports.need("draft_matrix");
            quote! { draft.matrix(#label, #wire, #value, #exploded); }
        }
        PathStyle::Json => {
            imports.need("draft_json_text");
            imports.need("draft_segment");
            quote! {
                let json = draft.json_text(#label, Some(#value));
                draft.segment(#label, json.unwrap_or_default());
            }
        }
    };
    quote! { #set #line }
}

/// Notes a parameter of the client that is not set.
fn set_somewhere(slot: &Slot<'_>, imports: &mut Imports) -> TokenStream {
    let (name, label) = (&slot.name, slot.name.to_string());
    imports.need("client_parameter_set");
    quote! { draft.client_parameter(#label, self.#name.is_some()); }
}

/// A parameter in the query, a header or a cookie.
fn placed(cx: &Context<'_>, slot: &Slot<'_>, imports: &mut Imports) -> TokenStream {
    let name = &slot.name;
    let argument = slot.is_argument();
    let borrowed = if argument {
        quote! { Some(&self.#name) }
    } else {
        quote! { self.#name.as_ref() }
    };
    let word = match (is_copy(cx, &slot.parameter.ty), argument) {
        (true, true) => quote! { Some(self.#name) },
        (true, false) => quote! { self.#name },
        (false, _) => borrowed.clone(),
    };
    let word = (slot.parameter.client.is_some() || is_word(cx, &slot.parameter.ty)).then_some(word);
    match slot.parameter.place {
        Place::Path(_) => TokenStream::new(),
        Place::Query { style, reserved } => {
            query(slot, style, reserved, word.as_ref(), &borrowed, imports)
        }
        Place::Header(style) => header(slot, style, word.as_ref(), &borrowed, imports),
        Place::Cookie(style) => cookie(slot, style, &borrowed, imports),
    }
}

/// A query parameter: a `word` where its value has no parts.
fn query(
    slot: &Slot<'_>,
    style: QueryStyle,
    reserved: bool,
    word: Option<&TokenStream>,
    borrowed: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let (label, wire) = (slot.name.to_string(), &slot.parameter.wire);
    let mut plain = |value: &TokenStream| {
        if reserved {
            imports.need("draft_query_reserved");
            quote! { draft.query_reserved(#wire, #value); }
        } else {
            imports.need("draft_query");
            quote! { draft.query(#wire, #value); }
        }
    };
    match (style, word) {
        (QueryStyle::Json, _) => {
            let line = plain(&quote! { json });
            imports.need("draft_json_text");
            quote! { let json = draft.json_text(#label, #borrowed); #line }
        }
        (
            QueryStyle::Form { .. } | QueryStyle::Space | QueryStyle::Pipe | QueryStyle::DeepObject,
            Some(word),
        ) => plain(word),
        (QueryStyle::Form { exploded }, None) if reserved => {
            imports.need("draft_form_reserved");
            quote! { draft.form_reserved(#label, #wire, #borrowed, #exploded); }
        }
        (QueryStyle::Form { exploded }, None) => {
            imports.need("draft_form");
            quote! { draft.form(#label, #wire, #borrowed, #exploded); }
        }
        (QueryStyle::Space, None) => {
            imports.need("draft_delimited");
            quote! { draft.delimited(#label, #wire, #borrowed, "%20"); }
        }
        (QueryStyle::Pipe, None) => {
            imports.need("draft_delimited");
            quote! { draft.delimited(#label, #wire, #borrowed, "%7C"); }
        }
        (QueryStyle::DeepObject, None) => {
            imports.need("draft_deep_object");
            quote! { draft.deep_object(#label, #wire, #borrowed); }
        }
    }
}

fn header(
    slot: &Slot<'_>,
    style: HeaderStyle,
    word: Option<&TokenStream>,
    borrowed: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let label = slot.name.to_string();
    let header = slot.parameter.wire.to_ascii_lowercase();
    match (style, word) {
        (HeaderStyle::Json, _) => {
            imports.need("draft_json_text");
            imports.need("draft_header");
            quote! {
                let json = draft.json_text(#label, #borrowed);
                draft.header(#label, #header, json);
            }
        }
        (HeaderStyle::Simple { .. }, Some(word)) => {
            imports.need("draft_header");
            quote! { draft.header(#label, #header, #word); }
        }
        (HeaderStyle::Simple { exploded }, None) => {
            imports.need("draft_header_parts");
            quote! { draft.header_parts(#label, #header, #borrowed, #exploded); }
        }
    }
}

fn cookie(
    slot: &Slot<'_>,
    style: CookieStyle,
    borrowed: &TokenStream,
    imports: &mut Imports,
) -> TokenStream {
    let (label, wire) = (slot.name.to_string(), &slot.parameter.wire);
    match style {
        CookieStyle::Json => {
            imports.need("draft_json_text");
            imports.need("draft_cookie_text");
            quote! {
                let json = draft.json_text(#label, #borrowed);
                draft.cookie_text(#label, #wire, json.as_deref());
            }
        }
        CookieStyle::Form { exploded } => {
            imports.need("draft_cookie");
            quote! { draft.cookie(#label, #wire, #borrowed, #exploded); }
        }
    }
}

/// Whether a value prints as it is sent; all else goes through its parts.
fn is_word(cx: &Context<'_>, ty: &Type) -> bool {
    match cx.plain(ty) {
        Type::Scalar(_) => true,
        Type::Named(id) => match &cx.api.ty(*id).shape {
            Shape::StringEnum(_) | Shape::ValueEnum(_) | Shape::Constant(_) => true,
            Shape::Union(union) => union::has_text(cx, union),
            Shape::Object(_) | Shape::Sequence(_) | Shape::Alias(_) => false,
        },
        Type::List(_) | Type::Map(_) | Type::Tuple(_) | Type::Nullable(_) | Type::Json(_) => false,
    }
}

fn is_copy(cx: &Context<'_>, ty: &Type) -> bool {
    match cx.plain(ty) {
        Type::Scalar(scalar) => matches!(
            scalar,
            Scalar::Bool
                | Scalar::I32
                | Scalar::I64
                | Scalar::U32
                | Scalar::U64
                | Scalar::F64
                | Scalar::Typed(_)
        ),
        Type::Named(id) => match &cx.api.ty(*id).shape {
            Shape::ValueEnum(values) => values.whole,
            Shape::Constant(_) => true,
            Shape::Object(_)
            | Shape::StringEnum(_)
            | Shape::Sequence(_)
            | Shape::Union(_)
            | Shape::Alias(_) => false,
        },
        Type::List(_) | Type::Map(_) | Type::Tuple(_) | Type::Nullable(_) | Type::Json(_) => false,
    }
}
