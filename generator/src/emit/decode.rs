//! How a reply of an operation is told apart and read.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::replies::{breadth, essence, is_plain, is_text, spelled, told_apart};
use super::words::words;
use super::{Context, ident, lines};
use crate::ir::{Operation, Reply, ReplyBody, StatusPattern};
use crate::names::OperationNames;

/// An arm: what it stands for, the media type that it asks for, and how it reads the reply.
struct Arm {
    rank: Rank,
    media_type: Option<String>,
    body: TokenStream,
}

/// Adds the statements that tell replies apart: listed statuses first, then classes, then the default.
pub fn decode(
    text: &mut String,
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    imports: &mut Imports,
) {
    let plain = is_plain(operation);
    let mut arms: Vec<Arm> = Vec::new();
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
        arms.push(Arm {
            rank,
            media_type: reply.media_type.as_deref().map(spelled),
            body: success_arm(cx, reply, wrap.as_ref(), imports),
        });
    }
    for (reply, variant) in operation.failures.iter().zip(&names.failures) {
        let (name, variant) = (ident(&names.error), ident(variant));
        arms.push(Arm {
            rank: Rank::of(reply.status),
            media_type: reply.media_type.as_deref().map(spelled),
            body: failure_arm(reply, &quote! { #name::#variant }, imports),
        });
    }
    if operation.success.is_empty() {
        arms.push(Arm {
            rank: Rank::Class(2),
            media_type: None,
            body: quote! { reply.success_empty() },
        });
    }
    let arms = ordered(arms);
    if arms.iter().any(|arm| arm.media_type.is_some()) {
        imports.need("reply_media");
    }
    let has_default = arms.iter().any(|arm| arm.rank == Rank::Default);
    if let [
        Arm {
            rank: Rank::Default,
            body,
            ..
        },
    ] = arms.as_slice()
    {
        let _ = writeln!(text, "        {}", words(body));
        return;
    }
    text.push_str("        match reply.status().as_u16() {\n");
    for (pattern, body) in merged(arms) {
        lines::arm(
            text,
            "            ",
            &pattern,
            &lines::Value::Words(words(&body)),
        );
    }
    if !has_default {
        text.push_str("            _ => reply.unexpected(),\n");
    }
    text.push_str("        }\n");
}

/// The arms in the order in which they are tried. Of several for one status, all but the last ask for their media type, the most
/// particular first: the last is `*/*` if it is there, else what the document names first.
fn ordered(mut arms: Vec<Arm>) -> Vec<Arm> {
    arms.sort_by_key(|arm| arm.rank);
    let mut ordered: Vec<Arm> = Vec::new();
    while let Some(rank) = arms.first().map(|arm| arm.rank) {
        let rest = arms.split_off(arms.partition_point(|arm| arm.rank <= rank));
        let mut group = std::mem::replace(&mut arms, rest);
        let written: Vec<&str> = group
            .iter()
            .filter_map(|arm| arm.media_type.as_deref())
            .collect();
        let apart = told_apart(&written);
        let media_types = group.iter_mut().filter_map(|arm| arm.media_type.as_mut());
        for (media_type, name) in media_types.zip(apart) {
            *media_type = name;
        }
        let mut last = group.remove(last_of(&group));
        last.media_type = None;
        let mut seen = BTreeSet::new();
        group.retain(|arm| {
            arm.media_type.is_some()
                && arm.body.to_string() != last.body.to_string()
                && seen.insert(arm.media_type.clone())
        });
        group.sort_by_key(|arm| breadth(arm.media_type.as_deref().unwrap_or_default()));
        ordered.extend(group);
        ordered.push(last);
    }
    ordered
}

/// The arm that is left when no other fits: `*/*`, or what the document names first, in its general form if it has one.
fn last_of(group: &[Arm]) -> usize {
    let media_type = |arm: &Arm| arm.media_type.clone().unwrap_or_default();
    let position = |wanted: &str| group.iter().position(|arm| media_type(arm) == wanted);
    let first = group.first().map(media_type).unwrap_or_default();
    position("*/*")
        .or_else(|| position(&essence(&first)))
        .unwrap_or(0)
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
    fn pattern(self) -> (String, Option<String>) {
        let question = match self {
            Self::Code(code) => return (code.to_string(), None),
            Self::Default => return ("_".to_owned(), None),
            Self::Class(1) => "is_informational",
            Self::Class(2) | Self::SuccessfulDefault => "is_success",
            Self::Class(3) => "is_redirection",
            Self::Class(4) => "is_client_error",
            Self::Class(_) => "is_server_error",
        };
        let question = format!("reply.status().{question}()");
        ("_".to_owned(), Some(question))
    }

    /// Whether several of its kind can share an arm.
    fn is_code(self) -> bool {
        matches!(self, Self::Code(_))
    }
}

/// One arm, pattern and value, for all statuses that are read the same way.
fn merged(arms: Vec<Arm>) -> Vec<(String, TokenStream)> {
    let mut groups: Vec<(Vec<Rank>, Arm)> = Vec::new();
    for arm in arms {
        match groups.last_mut() {
            Some((ranks, known))
                if arm.rank.is_code()
                    && known.rank.is_code()
                    && known.media_type == arm.media_type
                    && known.body.to_string() == arm.body.to_string() =>
            {
                ranks.push(arm.rank);
            }
            _ => groups.push((vec![arm.rank], arm)),
        }
    }
    let written = |(ranks, arm): (Vec<Rank>, Arm)| {
        let (patterns, questions): (Vec<_>, Vec<_>) = ranks.into_iter().map(Rank::pattern).unzip();
        let media_type = arm
            .media_type
            .map(|name| words(&quote! { reply.is(#name) }));
        let questions: Vec<String> = questions
            .into_iter()
            .chain([media_type])
            .flatten()
            .collect();
        let mut pattern = patterns.join(" | ");
        if !questions.is_empty() {
            pattern.push_str(" if ");
            pattern.push_str(&questions.join(" && "));
        }
        (pattern, arm.body)
    };
    groups.into_iter().map(written).collect()
}

fn success_arm(
    cx: &Context<'_>,
    reply: &Reply,
    wrap: Option<&TokenStream>,
    imports: &mut Imports,
) -> TokenStream {
    let map = wrap.map(|wrap| quote! { .map(#wrap) });
    match (&reply.body, wrap) {
        (ReplyBody::Empty, None) => quote! { reply.success_empty() },
        (ReplyBody::Empty, Some(wrap)) => quote! { Ok(#wrap) },
        (ReplyBody::Json(_), _) => {
            imports.need("reply_json");
            quote! { reply.success_json() #map }
        }
        (ReplyBody::Text, _) => {
            imports.need("reply_text");
            quote! { reply.success_text() #map }
        }
        (ReplyBody::Bytes, _) => {
            imports.need("reply_bytes");
            // What is plain bytes may be large.
            imports.need("call_stream");
            quote! { reply.success_bytes() #map }
        }
        (ReplyBody::Events(ty), _) if is_text(cx, ty) => {
            imports.need("reply_text_events");
            quote! { reply.success_text_events() #map }
        }
        (ReplyBody::Events(_), _) => {
            imports.need("reply_events");
            quote! { reply.success_events() #map }
        }
        (ReplyBody::Lines(_), _) => {
            imports.need("json_lines");
            quote! { reply.success_lines() #map }
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
        // Streams are for successes.
        ReplyBody::Text | ReplyBody::Events(_) | ReplyBody::Lines(_) => {
            imports.need("reply_text");
            quote! { reply.failure_text(#variant) }
        }
        ReplyBody::Bytes => {
            imports.need("reply_bytes");
            quote! { reply.failure_bytes(#variant) }
        }
    }
}
