//! What an operation answers: its success type, the enum of its failures, and how a reply is told apart.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::imports::Imports;
use super::ty::{self, View};
use super::{Context, doc, ident};
use crate::facts::{carried, size_of};
use crate::ir::{Operation, Reply, ReplyBody, StatusPattern};
use crate::names::OperationNames;

/// The success of an operation.
pub struct Success {
    /// Its type.
    pub ty: TokenStream,
    /// The enum, where several replies carry different things.
    pub enumeration: Option<TokenStream>,
}

/// The type of a reply's body.
fn body_type(cx: &Context<'_>, imports: &mut Imports, body: &ReplyBody) -> TokenStream {
    match body {
        ReplyBody::Empty => quote! { () },
        ReplyBody::Json(ty) => ty::of(cx, View::Outside, imports, ty),
        ReplyBody::Bytes => {
            let bytes = imports.item("bytes::Bytes");
            quote! { #bytes }
        }
    }
}

/// Whether all successes carry the same, so that no enum is needed.
pub fn is_plain(operation: &Operation) -> bool {
    match operation.success.split_first() {
        Some((first, rest)) => rest.iter().all(|reply| reply.body == first.body),
        None => true,
    }
}

/// The success type of an operation.
pub fn success(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    imports: &mut Imports,
) -> Success {
    let Some(first) = operation.success.first() else {
        return Success {
            ty: quote! { () },
            enumeration: None,
        };
    };
    if is_plain(operation) {
        return Success {
            ty: body_type(cx, imports, &first.body),
            enumeration: None,
        };
    }
    let name = ident(&names.success);
    let about = doc::lines(&[format!(
        "What [`{}`] answers: a variant for each status that it succeeds with.",
        names.operation
    )]);
    let mut variants = Vec::new();
    for (reply, variant) in operation.success.iter().zip(&names.successes) {
        variants.push(variant_definition(cx, reply, &ident(variant), imports));
    }
    let uneven = uneven(cx, &operation.success);
    let enumeration = quote! {
        #about
        #uneven
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    };
    Success {
        ty: quote! { #name },
        enumeration: Some(enumeration),
    }
}

fn variant_definition(
    cx: &Context<'_>,
    reply: &Reply,
    variant: &Ident,
    imports: &mut Imports,
) -> TokenStream {
    let mut lines = doc::of(&reply.docs, "The document does not say more.");
    if let Some(first) = lines.first_mut() {
        *first = format!("{}: {first}", status_words(reply.status));
    }
    let docs = doc::lines(&lines);
    match &reply.body {
        ReplyBody::Empty => quote! { #docs #variant, },
        body => {
            let ty = body_type(cx, imports, body);
            quote! { #docs #variant(#ty), }
        }
    }
}

/// A status as a reader knows it.
fn status_words(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}XX"),
        StatusPattern::Default => "Any other status".to_owned(),
    }
}

/// Permission for variants of very different sizes, where clippy would ask for a box.
fn uneven(cx: &Context<'_>, replies: &[Reply]) -> Option<TokenStream> {
    // Below the difference of 200 that clippy allows, since sizes are estimates.
    const TOLERATED: usize = 180;
    let sizes = replies
        .iter()
        .filter_map(carried)
        .map(|ty| size_of(cx.facts, ty));
    sizes.max().filter(|largest| *largest > TOLERATED).map(|_| {
        quote! { #[allow(clippy::large_enum_variant, reason = "a reply is read once and handed on")] }
    })
}

/// The enum of an operation's failures.
pub fn failure(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    imports: &mut Imports,
) -> TokenStream {
    let name = ident(&names.error);
    let operation_error = imports.runtime("operation", "OperationError");
    let unexpected = imports.runtime("unexpected", "Unexpected");
    let docs = doc::lines(&[format!(
        "Why [`{}`] failed: a variant for each status that the document describes.",
        names.operation
    )]);
    let mut variants = Vec::new();
    for (reply, variant) in operation.failures.iter().zip(&names.failures) {
        variants.push(variant_definition(cx, reply, &ident(variant), imports));
    }
    let uneven = uneven(cx, &operation.failures);
    quote! {
        #docs
        #uneven
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A status or a body that the document does not describe.
            Unexpected(#unexpected),
        }
        impl #operation_error for #name {
            fn unexpected(unexpected: #unexpected) -> Self {
                Self::Unexpected(unexpected)
            }
        }
    }
}

/// The arms that tell replies apart: listed statuses first, then classes, then the default.
pub fn decode(operation: &Operation, names: &OperationNames, imports: &mut Imports) -> TokenStream {
    let plain = is_plain(operation);
    let mut arms: Vec<(Rank, TokenStream)> = Vec::new();
    for (reply, variant) in operation.success.iter().zip(&names.successes) {
        let wrap = (!plain).then(|| {
            let (name, variant) = (ident(&names.success), ident(variant));
            quote! { #name::#variant }
        });
        let rank = if reply.status == StatusPattern::Default {
            Rank::SuccessfulDefault
        } else {
            Rank::of(reply.status)
        };
        arms.push((rank, success_arm(reply, wrap.as_ref(), imports)));
    }
    for (reply, variant) in operation.failures.iter().zip(&names.failures) {
        let (name, variant) = (ident(&names.error), ident(variant));
        arms.push((
            Rank::of(reply.status),
            failure_arm(reply, &quote! { #name::#variant }, imports),
        ));
    }
    if operation.success.is_empty() {
        arms.push((Rank::Class(2), quote! { reply.success_empty() }));
    }
    arms.sort_by_key(|(rank, _)| *rank);
    let has_default = arms.iter().any(|(rank, _)| *rank == Rank::Default);
    if let [(Rank::Default, only)] = arms.as_slice() {
        return only.clone();
    }
    let merged = merged(arms);
    let fallback = (!has_default).then(|| quote! { _ => reply.unexpected(), });
    quote! {
        match reply.status().as_u16() {
            #(#merged)*
            #fallback
        }
    }
}

/// The order in which replies are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Code(u16),
    Class(u8),
    SuccessfulDefault,
    Default,
}

impl Rank {
    fn of(status: StatusPattern) -> Self {
        match status {
            StatusPattern::Code(code) => Self::Code(code),
            StatusPattern::Class(class) => Self::Class(class),
            StatusPattern::Default => Self::Default,
        }
    }

    /// The pattern of a rank, and the question that decides it.
    fn pattern(self) -> (TokenStream, Option<TokenStream>) {
        let question = match self {
            Self::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                return (quote! { #code }, None);
            }
            Self::Default => return (quote! { _ }, None),
            Self::Class(1) => quote! { is_informational },
            Self::Class(2) | Self::SuccessfulDefault => quote! { is_success },
            Self::Class(3) => quote! { is_redirection },
            Self::Class(4) => quote! { is_client_error },
            Self::Class(_) => quote! { is_server_error },
        };
        (quote! { _ }, Some(quote! { if reply.status().#question() }))
    }

    /// Whether several of its kind can share an arm.
    fn is_code(self) -> bool {
        matches!(self, Self::Code(_))
    }
}

/// One arm for all statuses that are read the same way.
fn merged(arms: Vec<(Rank, TokenStream)>) -> Vec<TokenStream> {
    let mut groups: Vec<(Vec<Rank>, TokenStream)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (rank, body) in arms.into_iter().filter(|(rank, _)| seen.insert(*rank)) {
        let text = body.to_string();
        match groups.last_mut() {
            Some((ranks, known)) if rank.is_code() && known.to_string() == text => ranks.push(rank),
            _ => groups.push((vec![rank], body)),
        }
    }
    let arm = |(ranks, body): (Vec<Rank>, TokenStream)| {
        let (patterns, questions): (Vec<_>, Vec<_>) = ranks.into_iter().map(Rank::pattern).unzip();
        quote! { #(#patterns)|* #(#questions)* => #body, }
    };
    groups.into_iter().map(arm).collect()
}

fn success_arm(reply: &Reply, wrap: Option<&TokenStream>, imports: &mut Imports) -> TokenStream {
    match (&reply.body, wrap) {
        (ReplyBody::Empty, None) => quote! { reply.success_empty() },
        (ReplyBody::Empty, Some(wrap)) => quote! { Ok(#wrap) },
        (ReplyBody::Json(_), wrap) => {
            imports.need("reply_json");
            let map = wrap.map(|wrap| quote! { .map(#wrap) });
            quote! { reply.success_json() #map }
        }
        (ReplyBody::Bytes, wrap) => {
            imports.need("reply_bytes");
            let map = wrap.map(|wrap| quote! { .map(#wrap) });
            quote! { reply.success_bytes() #map }
        }
    }
}

fn failure_arm(reply: &Reply, variant: &TokenStream, imports: &mut Imports) -> TokenStream {
    match &reply.body {
        ReplyBody::Empty => quote! { reply.failure_empty(#variant) },
        ReplyBody::Json(_) => {
            imports.need("reply_json");
            quote! { reply.failure_json(#variant) }
        }
        ReplyBody::Bytes => {
            imports.need("reply_bytes");
            quote! { reply.failure_bytes(#variant) }
        }
    }
}
