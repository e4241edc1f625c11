//! How a server writes the replies of an operation.

use super::Side;
use crate::emit::Context;
use crate::emit::lines::{self, Value};
use crate::emit::replies::{is_plain, is_text};
use crate::emit::words::quoted;
use crate::ir::{Field, Operation, Reply, ReplyBody, Scalar, Shape, StatusPattern, Type, TypeId};

/// Members of an error that say what is wrong, the best first.
const WORDS: &[&str] = &[
    "message",
    "Message",
    "error_message",
    "errorMessage",
    "detail",
    "description",
    "error_description",
    "error",
    "title",
    "reason",
    "msg",
];

/// The pattern of an outcome, and the reply.
type Arm = (String, String);

impl Side<'_> {
    /// Adds an arm for each outcome, with the reply that it is.
    pub(super) fn answer(&mut self, text: &mut String, indent: &str) {
        let written = self.imports.runtime("written", "Written");
        let module = self.module.clone();
        let mut add = |(pattern, value): Arm| {
            lines::arm(text, indent, &pattern, &Value::Words(value));
        };
        if is_plain(self.operation) {
            add(match self.operation.success.first() {
                Some(reply) => self.arm(reply, None, true),
                None => ("Ok(())".to_owned(), format!("{written}::empty(200)")),
            });
        } else {
            let name = &self.names.success;
            let replies = self.operation.success.iter().zip(&self.names.successes);
            for (reply, variant) in replies {
                add(self.arm(reply, Some(&format!("{module}::{name}::{variant}")), true));
            }
        }
        let error = &self.names.error;
        for (reply, variant) in self.operation.failures.iter().zip(&self.names.failures) {
            add(self.arm(reply, Some(&format!("{module}::{error}::{variant}")), false));
        }
        add((
            format!("Err({module}::{error}::Unexpected(unexpected))"),
            format!("{written}::unexpected(&unexpected)"),
        ));
    }

    fn arm(&mut self, reply: &Reply, variant: Option<&str>, is_success: bool) -> Arm {
        let written = self.imports.runtime("written", "Written");
        let status = status(self.operation, reply.status, is_success);
        let (pattern, value) = match (&reply.body, variant) {
            (ReplyBody::Empty, variant) => {
                let pattern = variant.unwrap_or("()").to_owned();
                (pattern, format!("{written}::empty({status})"))
            }
            (body, variant) => {
                let value = self.value(reply, body, status, is_success);
                let pattern = match variant {
                    Some(variant) => format!("{variant}(body)"),
                    None => "body".to_owned(),
                };
                (pattern, value)
            }
        };
        let outcome = if is_success { "Ok" } else { "Err" };
        (format!("{outcome}({pattern})"), value)
    }

    fn value(&mut self, reply: &Reply, body: &ReplyBody, status: u16, is_success: bool) -> String {
        let written = self.imports.runtime("written", "Written");
        let fallback = match body {
            ReplyBody::Empty | ReplyBody::Bytes => "application/octet-stream",
            ReplyBody::Json(_) => "application/json",
            ReplyBody::Text => "text/plain",
            ReplyBody::Events(_) => "text/event-stream",
            ReplyBody::Lines(_) => "application/x-ndjson",
        };
        // Of a range, a type that no other reply is likely to have.
        let declared = reply.media_type.as_deref().filter(|kind| *kind != "*/*");
        let declared = declared.map(|kind| kind.replace('*', "octet-stream"));
        let is_fit = |kind: &String| kind.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        let media_type = declared.filter(is_fit);
        let media_type = quoted(media_type.as_deref().unwrap_or(fallback));
        let body_as = |body: &str| format!("{written}::body({status}, {media_type}, {body})");
        match body {
            ReplyBody::Json(_) => format!("{written}::json({status}, {media_type}, &body)"),
            ReplyBody::Events(ty) if is_success => {
                let text = is_text(self.cx, ty);
                self.imports.need(if text {
                    "fake_text_events"
                } else {
                    "fake_events"
                });
                body_as("body.into_body()")
            }
            ReplyBody::Lines(_) if is_success => {
                self.imports.need("fake_items");
                body_as("body.into_body()")
            }
            ReplyBody::Text | ReplyBody::Events(_) | ReplyBody::Lines(_) => {
                body_as("body.into_bytes()")
            }
            ReplyBody::Empty | ReplyBody::Bytes => body_as("body"),
        }
    }

    /// The members of the declared 400 that take words.
    pub(super) fn refused_in(&self) -> Option<String> {
        let rank = |reply: &&Reply| match reply.status {
            StatusPattern::Code(400) => Some(0),
            StatusPattern::Class(4) => Some(1),
            StatusPattern::Default => Some(2),
            StatusPattern::Code(_) | StatusPattern::Class(_) => None,
        };
        let replies = self.operation.failures.iter();
        let reply = replies
            .filter(|reply| rank(reply).is_some())
            .min_by_key(|reply| rank(reply))?;
        let ReplyBody::Json(ty) = &reply.body else {
            return None;
        };
        let Type::Named(id) = self.cx.plain(ty) else {
            return None;
        };
        let members = words_of(self.cx, *id)?;
        let mut text = String::new();
        let before = "const REFUSED_IN: &'static [&'static str] = ";
        Value::texts(&members).write(&mut text, "", before, ";");
        Some(text.trim_end().to_owned())
    }
}

/// The texts of an object that has to have them, and the one that says what is wrong; `None` where it has to have more.
fn words_of(cx: &Context<'_>, id: TypeId) -> Option<Vec<String>> {
    let Shape::Object(object) = &cx.api.ty(id).shape else {
        return None;
    };
    let is_text = |field: &&Field| matches!(cx.plain(&field.ty), Type::Scalar(Scalar::String(_)));
    if object
        .fields
        .iter()
        .any(|field| field.required && !is_text(&field))
    {
        return None;
    }
    let texts = || object.fields.iter().filter(is_text);
    let named = WORDS
        .iter()
        .find_map(|word| texts().find(|field| field.wire == *word));
    let best = named.or_else(|| texts().next())?;
    let members = texts().filter(|field| field.required || field.wire == best.wire);
    Some(members.map(|field| field.wire.clone()).collect())
}

/// A status that stands for a pattern, and for no other of the operation.
fn status(operation: &Operation, pattern: StatusPattern, is_success: bool) -> u16 {
    let replies = || operation.success.iter().chain(&operation.failures);
    let listed = |code: u16| replies().any(|reply| reply.status == StatusPattern::Code(code));
    let classed = |class: u8| replies().any(|reply| reply.status == StatusPattern::Class(class));
    let free = |class: u8| {
        let codes = u16::from(class) * 100..u16::from(class) * 100 + 100;
        codes.into_iter().find(|code| !listed(*code))
    };
    let code = match pattern {
        StatusPattern::Code(code) => Some(code),
        StatusPattern::Class(class) => free(class),
        StatusPattern::Default if is_success => free(2),
        StatusPattern::Default => [5, 4, 3]
            .into_iter()
            .filter(|class| !classed(*class))
            .find_map(free),
    };
    code.unwrap_or(500)
}
