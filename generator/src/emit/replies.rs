//! What an operation answers: its success type and the enum of its failures.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use quote::quote;

use super::declaration::Declaration;
use super::imports::Imports;
use super::ty::{self, View};
use super::words::{Words, words};
use super::{Context, doc, lines};
use crate::facts::size_of;
use crate::ir::{Operation, Reply, ReplyBody, Scalar, StatusPattern, Type};
use crate::names::{OperationNames, RustName};

/// The success of an operation.
pub struct Success {
    /// Its type.
    pub ty: Words,
    /// The enum, where several replies carry different things.
    pub enumeration: Option<String>,
}

/// The failure of an operation.
pub struct Failure {
    /// The enum, where the document describes any.
    pub enumeration: Option<String>,
    /// What is done with it, or what it is another name of.
    pub lines: String,
}

/// The type of a reply's body.
fn body_type(cx: &Context<'_>, imports: &mut Imports, body: &ReplyBody) -> Words {
    match body {
        ReplyBody::Empty => "()".into(),
        ReplyBody::Json(ty) => ty::of(cx, View::Outside, imports, ty),
        ReplyBody::Text => "String".into(),
        ReplyBody::Bytes => {
            imports.item("bytes::Bytes");
            "Bytes".into()
        }
        ReplyBody::Events(ty) => {
            let items = imports.runtime("items", "Items");
            let event = imports.runtime("server_event", "ServerEvent");
            let data = if is_text(cx, ty) {
                "String".into()
            } else {
                ty::of(cx, View::Outside, imports, ty)
            };
            format!("{items}<{event}<{data}>>").into()
        }
        ReplyBody::Lines(ty) => {
            let items = imports.runtime("items", "Items");
            let item = ty::of(cx, View::Outside, imports, ty);
            format!("{items}<{item}>").into()
        }
    }
}

/// Whether the data of an event is text and not JSON.
pub fn is_text(cx: &Context<'_>, ty: &Type) -> bool {
    matches!(
        cx.plain(ty),
        Type::Scalar(Scalar::String(_) | Scalar::Typed(_))
    )
}

/// The media types of successes that are read while they arrive.
pub fn streams(operation: &Operation) -> Option<String> {
    let carrying = operation
        .success
        .iter()
        .filter(|reply| reply.body != ReplyBody::Empty);
    let streams: Vec<&Reply> = carrying
        .clone()
        .filter(|reply| reply.body.is_stream())
        .collect();
    if streams.is_empty() {
        return None;
    }
    let mut media_types = BTreeSet::new();
    if carrying.count() == streams.len() {
        // Whatever the server calls it, there is nothing else to come.
        media_types.insert("*/*".to_owned());
    } else {
        let known = streams
            .iter()
            .filter_map(|reply| reply.media_type.as_deref());
        media_types.extend(known.map(essence));
    }
    let media_types = media_types.iter();
    let media_types = words(&quote! { &[#(#media_types),*] });
    Some(format!(
        "const STREAMS: &'static [&'static str] = {media_types};"
    ))
}

pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// A media type in the one way that it is written here: without spaces, the essence in lower case.
pub(super) fn spelled(media_type: &str) -> String {
    let parameters = media_type.split(';').skip(1).map(str::trim);
    let parameters = parameters.filter(|parameter| !parameter.is_empty());
    let parts: Vec<String> = std::iter::once(essence(media_type))
        .chain(parameters.map(str::to_owned))
        .collect();
    parts.join(";")
}

/// What tells media types apart: their essences, and the parameters of those that share one.
pub(super) fn told_apart(media_types: &[&str]) -> Vec<String> {
    let spelled: BTreeSet<String> = media_types.iter().map(|name| spelled(name)).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in &spelled {
        *counts.entry(essence(name)).or_default() += 1;
    }
    let apart = media_types.iter().map(|name| {
        let essence = essence(name);
        if counts.get(&essence).is_some_and(|count| *count > 1) {
            self::spelled(name)
        } else {
            essence
        }
    });
    apart.collect()
}

/// How much a media type stands for: the more, the later it is tried.
pub(super) fn breadth(media_type: &str) -> (usize, Reverse<usize>) {
    let parameters = media_type.matches(';').count();
    (media_type.matches('*').count(), Reverse(parameters))
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
            ty: "()".into(),
            enumeration: None,
        };
    };
    if is_plain(operation) {
        return Success {
            ty: body_type(cx, imports, &first.body),
            enumeration: None,
        };
    }
    let about = format!(
        "What [`{}`] answers: a variant for each status that it succeeds with.",
        names.operation
    );
    // A stream is read once.
    let is_stream = operation.success.iter().any(|reply| reply.body.is_stream());
    let mut enumeration = Declaration::new(&[about])
        .attribute(UNEVEN, is_uneven(cx, &operation.success))
        .derive(&[("Clone", !is_stream), ("Debug", true)])
        .attribute("non_exhaustive", true)
        .begin("pub enum", &names.success);
    let (replies, variants) = (&operation.success, &names.successes);
    add_variants(&mut enumeration, cx, replies, variants, imports);
    Success {
        ty: names.success.as_str().into(),
        enumeration: Some(enumeration.end("")),
    }
}

/// Adds a variant for each reply, under its name.
fn add_variants(
    enumeration: &mut Declaration,
    cx: &Context<'_>,
    replies: &[Reply],
    names: &[RustName],
    imports: &mut Imports,
) {
    for (reply, name) in replies.iter().zip(names) {
        let lines = doc::of(&reply.docs, "The document does not say more.");
        let docs = doc::led_by(&lead(reply, replies), lines);
        let held = match &reply.body {
            ReplyBody::Empty => None,
            body => Some(body_type(cx, imports, body)),
        };
        enumeration.variant(&docs, false, name, held.as_ref());
    }
}

/// What begins the docs of a reply: its status, and its media type where the status has several.
fn lead(reply: &Reply, all: &[Reply]) -> String {
    let words = status_words(reply.status);
    let siblings = all.iter().filter(|other| other.status == reply.status);
    match &reply.media_type {
        Some(media_type) if siblings.count() > 1 => format!("{words} as `{media_type}`:"),
        _ => format!("{words}:"),
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
const UNEVEN: &str =
    "allow(clippy::large_enum_variant, reason = \"a reply is read once and handed on\")";

fn is_uneven(cx: &Context<'_>, replies: &[Reply]) -> bool {
    // Below the difference of 200 that clippy allows, since sizes are estimates.
    const TOLERATED: usize = 180;
    replies
        .iter()
        .filter(|reply| !reply.body.is_stream())
        .filter_map(|reply| reply.body.ty())
        .any(|ty| size_of(cx.facts, ty) > TOLERATED)
}

/// The enum of an operation's failures.
pub fn failure(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    imports: &mut Imports,
) -> Failure {
    let name = &names.error;
    if operation.failures.is_empty() {
        let undeclared = imports.runtime("undeclared", "Undeclared");
        let docs = format!(
            "Why [`{}`] failed: the document describes no failure of it.",
            names.operation
        );
        let mut text = String::new();
        doc::write(&mut text, "", &[docs]);
        lines::alias(&mut text, name, undeclared);
        return Failure {
            enumeration: None,
            lines: text,
        };
    }
    let operation_error = imports.runtime("operation", "OperationError");
    let unexpected = imports.runtime("unexpected", "Unexpected");
    let docs = format!(
        "Why [`{}`] failed: a variant for each status that the document describes.",
        names.operation
    );
    let mut enumeration = Declaration::new(&[docs])
        .attribute(UNEVEN, is_uneven(cx, &operation.failures))
        .derive(&[("Clone", true), ("Debug", true)])
        .attribute("non_exhaustive", true)
        .begin("pub enum", name);
    let (replies, variants) = (&operation.failures, &names.failures);
    add_variants(&mut enumeration, cx, replies, variants, imports);
    let docs = "A status or a body that the document does not describe.";
    let held = unexpected.to_string().into();
    enumeration.variant(&[docs.to_owned()], false, "Unexpected", Some(&held));
    let mut text = String::new();
    lines::implementation(&mut text, &format!("impl {operation_error}"), name);
    let _ = writeln!(
        text,
        "    #[inline]\n    fn unexpected(unexpected: {unexpected}) -> Self {{\n        \
         Self::Unexpected(unexpected)\n    }}\n}}"
    );
    Failure {
        enumeration: Some(enumeration.end("")),
        lines: text,
    }
}
