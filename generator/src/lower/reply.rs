//! Request bodies and replies.

use crate::diagnostic::Code;
use crate::ir::{Docs, Reply, ReplyBody, RequestBody, StatusPattern, Type};
use crate::node::{Map, Node};

use super::Lower;
use super::schema::step;

/// The body of a request, as far as the client can send it.
pub(super) enum Body {
    /// The operation has none.
    Absent,
    /// It is sent as JSON.
    Json(RequestBody),
    /// It needs a media type that the client cannot write.
    Unwritable,
}

impl<'d> Lower<'_, 'd> {
    pub(super) fn request_body(&mut self, operation: &'d Node, words: &[String]) -> Body {
        let Some(node) = operation.get("requestBody") else {
            return Body::Absent;
        };
        let Some(read) = self.refs.request_body(node, self.sink) else {
            return Body::Unwritable;
        };
        let content = media_types(read.node);
        if content.is_empty() {
            return Body::Absent;
        }
        let Some((media_type, media)) = content.iter().find(|(name, _)| is_json(name)) else {
            return if read.data.required {
                Body::Unwritable
            } else {
                self.optional_body(read.node)
            };
        };
        for (other, node) in content.iter().filter(|(name, _)| name != media_type) {
            let message = format!("the request body is sent as `{media_type}`, never as `{other}`");
            self.warn(Code::Unsupported, node, message, None);
        }
        let ty = self.content(media, &step(words, "Body"));
        Body::Json(RequestBody {
            docs: Docs {
                summary: None,
                description: read.data.description,
            },
            ty,
            media_type: (*media_type).to_owned(),
            required: read.data.required,
        })
    }

    fn optional_body(&mut self, node: &Node) -> Body {
        let message =
            "the optional request body is left out: no media type of it is JSON".to_owned();
        self.warn(Code::Unsupported, node, message, None);
        Body::Absent
    }

    /// The documented replies, split into successes and failures. Redirects count as a success only where nothing else does.
    pub(super) fn replies(
        &mut self,
        operation: &'d Node,
        words: &[String],
    ) -> (Vec<Reply>, Vec<Reply>) {
        let mut replies = Vec::new();
        for (key, node) in operation
            .get("responses")
            .and_then(Node::as_map)
            .into_iter()
            .flat_map(Map::iter)
        {
            let Some(status) = status_pattern(key) else {
                continue;
            };
            if let Some(reply) = self.reply(status, key, node, words) {
                replies.push(reply);
            }
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
            success.extend(
                failures
                    .iter()
                    .find(|reply| reply.status == StatusPattern::Default)
                    .cloned(),
            );
        }
        (success, failures)
    }

    /// The media types of an operation's replies, those of successes first.
    pub(super) fn accept(&mut self, operation: &'d Node) -> Vec<String> {
        let responses = operation.get("responses").and_then(Node::as_map);
        let mut responses: Vec<_> = responses.into_iter().flat_map(Map::iter).collect();
        responses.sort_by_key(|(status, _)| !status.starts_with('2'));
        let mut accept: Vec<String> = Vec::new();
        for (_, node) in responses {
            let Some(target) = self.refs.follow(node, self.sink) else {
                continue;
            };
            let media_types = media_types(target.node);
            let json = media_types.iter().find(|(name, _)| is_json(name));
            for (name, _) in json
                .into_iter()
                .chain(media_types.iter().filter(|_| json.is_none()))
            {
                if !accept.iter().any(|known| known == name) {
                    accept.push((*name).to_owned());
                }
            }
        }
        accept
    }

    fn reply(
        &mut self,
        status: StatusPattern,
        key: &str,
        node: &'d Node,
        words: &[String],
    ) -> Option<Reply> {
        let read = self.refs.response(node, self.sink)?;
        let docs = Docs {
            summary: None,
            description: Some(read.data.description).filter(|text| !text.trim().is_empty()),
        };
        let content = media_types(read.node);
        let suffix = if key.starts_with('2') {
            "Response".to_owned()
        } else {
            format!("Response {key}")
        };
        // A component's body is named after the component, whoever refers to it.
        let words = match self
            .refs
            .follow(node, self.sink)
            .and_then(|target| target.name)
        {
            Some(name) => vec![name.to_owned(), "Response".to_owned()],
            None => step(words, &suffix),
        };
        let json = content.iter().find(|(name, _)| is_json(name));
        for (other, node) in &content {
            if let Some((chosen, _)) = json
                && chosen != other
            {
                let message =
                    format!("the reply `{key}` is read as `{chosen}`, never as `{other}`");
                self.warn(Code::ResponseLeftOut, node, message, None);
            }
        }
        let body = match json {
            Some((_, media)) => ReplyBody::Json(self.content(media, &words)),
            None if content.is_empty() => ReplyBody::Empty,
            None => {
                let message = format!("the reply `{key}` is not JSON: its body is given as bytes");
                self.warn(Code::Unsupported, read.node, message, None);
                ReplyBody::Bytes
            }
        };
        Some(Reply { status, docs, body })
    }

    /// The type of a media type's schema.
    pub(super) fn content(&mut self, media: &'d Node, words: &[String]) -> Type {
        match media.get("schema") {
            Some(schema) => self.ty(schema, words),
            None => Type::Json(crate::ir::Reason::Unconstrained),
        }
    }
}

/// The media types of a request body or a response. A name that no header can carry is no media type.
pub(super) fn media_types(node: &Node) -> Vec<(&str, &Node)> {
    let content = node.get("content").and_then(Node::as_map);
    let is_printable = |name: &str| {
        name.bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic())
    };
    content
        .into_iter()
        .flat_map(Map::iter)
        .map(|(name, media)| (&**name, media))
        .filter(|(name, _)| is_printable(name))
        .collect()
}

/// Whether a media type is JSON: `application/json`, `application/vnd.x+json`, parameters or not.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json") || essence == "text/json"
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
