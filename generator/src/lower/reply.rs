//! Replies.

use crate::diagnostic::Code;
use crate::ir::{
    Docs, Format, Link, Method, Reason, Reply, ReplyBody, ReplyHeader, Scalar, StatusPattern, Type,
};
use crate::node::{Map, Node};

use super::Lower;
use super::body::{inner_words, is_same_schema};
use super::media::Kind;
use super::schema::step;

/// What an operation answers.
pub(super) struct Replies {
    pub(super) success: Vec<Reply>,
    pub(super) failures: Vec<Reply>,
    pub(super) headers: Vec<ReplyHeader>,
    pub(super) links: Vec<Link>,
    /// The media types that the client asks for, those of successes first.
    pub(super) accept: Vec<String>,
}

impl<'d> Lower<'_, 'd> {
    /// The documented replies, split into successes and failures. Redirects count as a success only where nothing else does.
    pub(super) fn replies(
        &mut self,
        operation: &'d Node,
        method: Method,
        words: &[String],
    ) -> Replies {
        let mut replies = Vec::new();
        let mut headers = Vec::new();
        let mut links = Vec::new();
        for (key, node) in operation
            .get("responses")
            .and_then(Node::as_map)
            .into_iter()
            .flat_map(Map::iter)
        {
            let Some(status) = status_pattern(key) else {
                continue;
            };
            if let Some(response) = self.quiet_target(node) {
                self.links(response, &mut links);
            }
            replies.extend(self.reply((status, key), method, node, words, &mut headers));
        }
        if method == Method::Head {
            // What is described is what a GET would answer.
            replies = without_bodies(replies);
        }
        let class = |reply: &Reply, wanted: u8| match reply.status {
            StatusPattern::Code(code) => code / 100 == u16::from(wanted),
            StatusPattern::Class(class) => class == wanted,
            StatusPattern::Default => false,
        };
        let redirects = !replies.iter().any(|reply| class(reply, 2));
        let is_success =
            |reply: &Reply| class(reply, 2) || class(reply, 1) || (redirects && class(reply, 3));
        let (mut success, failures): (Vec<_>, Vec<_>) = replies.into_iter().partition(is_success);
        if success.is_empty() {
            // With nothing else said, the default is what the operation answers.
            let default = failures
                .iter()
                .filter(|reply| reply.status == StatusPattern::Default);
            success.extend(default.cloned());
        }
        Replies {
            accept: accept(success.iter().chain(&failures)),
            success,
            failures,
            headers,
            links,
        }
    }

    fn reply(
        &mut self,
        (status, key): (StatusPattern, &str),
        method: Method,
        node: &'d Node,
        words: &[String],
        headers: &mut Vec<ReplyHeader>,
    ) -> Vec<Reply> {
        let Some(read) = self.refs.response(node, self.sink) else {
            return Vec::new();
        };
        let docs = Docs {
            summary: None,
            description: Some(read.data.description).filter(|text| !text.trim().is_empty()),
        };
        let suffix = if key.starts_with('2') {
            "Response".to_owned()
        } else {
            format!("Response {key}")
        };
        let words = match self.component_words(node, "Response") {
            Some(words) => step(&words, "Response"),
            None => step(words, &suffix),
        };
        self.headers(read.node, &words, headers);
        let bodies = if has_body(status) {
            self.reply_bodies(read.node, key, &words)
        } else {
            if let Some(content) = read.node.get("content").filter(|_| method != Method::Head) {
                let message = format!("HTTP gives replies with status {key} no body: none is read");
                let help = "describe it under a status that has one";
                self.warn(Code::ResponseLeftOut, content, message, Some(help));
            }
            Vec::new()
        };
        let reply = |(media_type, body)| Reply {
            status,
            docs: docs.clone(),
            media_type,
            body,
        };
        if bodies.is_empty() {
            return vec![reply((None, ReplyBody::Empty))];
        }
        let named = |(media_type, body)| reply((Some(media_type), body));
        bodies.into_iter().map(named).collect()
    }

    /// What a reply may carry, by media type.
    fn reply_bodies(
        &mut self,
        node: &'d Node,
        key: &str,
        words: &[String],
    ) -> Vec<(String, ReplyBody)> {
        let contents = self.contents(node);
        let json = contents
            .first()
            .filter(|(name, _)| Kind::of(name) == Kind::Json)
            .copied();
        let mut bodies: Vec<(String, ReplyBody)> = Vec::new();
        for (name, media) in contents {
            let kind = self.content_kind(name, media);
            let is_stream = matches!(kind, Kind::Events | Kind::Lines) && key.starts_with('2');
            // The same value in another encoding: the client asks for JSON.
            let is_same =
                json.is_some_and(|(first, other)| first != name && is_same_schema(media, other));
            if is_same && !is_stream {
                if kind != Kind::Json {
                    let message = format!(
                        "the client asks for JSON, which has the same schema, and not for `{name}`"
                    );
                    self.warn(Code::ResponseLeftOut, media, message, None);
                }
                continue;
            }
            if !is_stream {
                self.no_items(media);
            }
            let body = match kind {
                Kind::Events if is_stream => ReplyBody::Events(self.event(media, words)),
                Kind::Lines if is_stream => ReplyBody::Lines(self.item(media, words)),
                Kind::Json => {
                    ReplyBody::Json(self.content(media, &inner_words(words, &bodies, name)))
                }
                Kind::Text | Kind::Form | Kind::Events | Kind::Lines => ReplyBody::Text,
                Kind::Bytes | Kind::Multipart | Kind::Any => ReplyBody::Bytes,
            };
            let is_known = matches!(body, ReplyBody::Json(_))
                && bodies.iter().any(|(_, known)| *known == body);
            if !is_known {
                bodies.push((name.to_owned(), body));
            }
        }
        bodies
    }

    /// The type of what the events of a stream carry: `itemSchema` describes an event as a whole.
    fn event(&mut self, media: &'d Node, words: &[String]) -> Type {
        let Some(item) = media.get("itemSchema") else {
            return self.item(media, words);
        };
        let event = self.quiet_target(item);
        let data = event.and_then(|event| event.get("properties")?.get("data"));
        let Some(data) = data else {
            let message = "this says nothing of the `data` of each event: it is taken as text";
            let help = "describe `data` under `properties`, with `contentSchema` where it is JSON";
            self.warn(Code::Unsupported, item, message.to_owned(), Some(help));
            return Type::Scalar(Scalar::String(Format::Plain));
        };
        let json = data.get("x-internal-contentSchema");
        self.ty(json.unwrap_or(data), &step(words, "Item"))
    }

    /// Says that a body has no items of its own to be described.
    pub(super) fn no_items(&mut self, media: &'d Node) {
        if let Some(item) = media.get("itemSchema") {
            let message = "`itemSchema` is read in the replies that are streams alone".to_owned();
            self.warn(Code::Unsupported, item, message, None);
        }
    }

    /// The type of a stream's items. Some documents describe the whole stream as a list of them.
    fn item(&mut self, media: &'d Node, words: &[String]) -> Type {
        let words = step(words, "Item");
        if let Some(item) = media.get("itemSchema") {
            return self.ty(item, &words);
        }
        let Some(schema) = media.get("schema") else {
            return Type::Json(Reason::Unconstrained);
        };
        let target = self
            .refs
            .follow(schema, self.sink)
            .map(|target| target.node);
        match target.filter(|node| node.str("type") == Some("array")) {
            Some(list) => match list.get("items") {
                Some(items) => self.ty(items, &words),
                None => Type::Json(Reason::Unconstrained),
            },
            None => self.ty(schema, &words),
        }
    }

    /// The headers of a reply that no other reply of the operation has.
    fn headers(&mut self, response: &'d Node, words: &[String], headers: &mut Vec<ReplyHeader>) {
        let declared = response.get("headers").and_then(Node::as_map);
        for (wire, node) in declared.into_iter().flat_map(Map::iter) {
            let is_name = http::HeaderName::from_bytes(wire.as_bytes()).is_ok();
            let is_known = headers
                .iter()
                .any(|known| known.wire.eq_ignore_ascii_case(wire));
            if is_known || wire.eq_ignore_ascii_case("content-type") {
                continue;
            }
            if !is_name {
                let message = format!("`{wire}` is no name of a header: it is left out");
                self.warn(Code::ResponseLeftOut, node, message, None);
                continue;
            }
            let Some(target) = self.refs.follow(node, self.sink) else {
                continue;
            };
            let words = match self.component_words(node, "Header") {
                Some(words) => step(&words, "Header"),
                None => step(words, wire),
            };
            let ty = match target.node.get("schema") {
                Some(schema) => self.ty(schema, &words),
                None => Type::Scalar(Scalar::String(Format::Plain)),
            };
            headers.push(ReplyHeader {
                wire: wire.to_string(),
                docs: Docs {
                    summary: None,
                    description: target.node.str("description").map(str::to_owned),
                },
                ty,
                deprecated: target.node.get("deprecated").and_then(Node::as_bool) == Some(true),
            });
        }
    }
}

/// HTTP gives these statuses no body, whatever a document says.
fn has_body(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Code(code) => !matches!(code, 100..=199 | 204 | 205 | 304),
        StatusPattern::Class(class) => class != 1,
        StatusPattern::Default => true,
    }
}

fn without_bodies(replies: Vec<Reply>) -> Vec<Reply> {
    let mut bare: Vec<Reply> = Vec::new();
    for reply in replies {
        if bare.iter().all(|known| known.status != reply.status) {
            bare.push(Reply {
                media_type: None,
                body: ReplyBody::Empty,
                ..reply
            });
        }
    }
    bare
}

fn accept<'r>(replies: impl Iterator<Item = &'r Reply>) -> Vec<String> {
    let mut accept: Vec<String> = Vec::new();
    for media_type in replies.filter_map(|reply| reply.media_type.as_ref()) {
        if !accept.contains(media_type) {
            accept.push(media_type.clone());
        }
    }
    accept
}

/// The statuses that a key of `responses` stands for.
fn status_pattern(key: &str) -> Option<StatusPattern> {
    if key == "default" {
        return Some(StatusPattern::Default);
    }
    if let Some(class) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
        return class
            .parse()
            .ok()
            .filter(|class| (1..=5).contains(class))
            .map(StatusPattern::Class);
    }
    key.parse()
        .ok()
        .filter(|code| (100..=599).contains(code))
        .map(StatusPattern::Code)
}
