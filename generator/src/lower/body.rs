//! Request bodies.

use crate::diagnostic::Code;
use crate::ir::{
    Content, Direction, Docs, Field, FormField, FormStyle, Null, Object, PartField, Payload,
    Reason, ReplyBody, RequestBody, Type, behind,
};
use crate::node::{Map, Node};
use crate::resolve;

use super::Lower;
use super::form::Form;
use super::media::{Kind, essence, media_types};
use super::schema::step;

/// The body of a request, as far as the client can send it.
pub(super) enum Body {
    /// The operation has none.
    Absent,
    /// It is sent in one of several forms.
    Sent(RequestBody),
    /// What the document says about it cannot be read.
    Unreadable,
}

/// How many references and wrappers are followed to an object.
const DEPTH: usize = 32;

impl<'d> Lower<'_, 'd> {
    pub(super) fn request_body(&mut self, operation: &'d Node, words: &[String]) -> Body {
        let Some(node) = operation.get("requestBody") else {
            return Body::Absent;
        };
        let Some(read) = self.refs.request_body(node, self.sink) else {
            return Body::Unreadable;
        };
        let component = self.component_words(node, "Body");
        let words = component.as_deref().unwrap_or(words);
        let mut contents: Vec<Content> = Vec::new();
        let mut seen: Vec<(&str, &'d Node)> = Vec::new();
        for (name, media) in self.contents(read.node) {
            let repeated = seen
                .iter()
                .any(|(known, other)| is_same_schema(media, other) && is_same_form(known, name));
            if repeated {
                continue;
            }
            seen.push((name, media));
            if let Some(content) = self.body_content(name, media, words, &contents) {
                contents.push(content);
            }
        }
        if contents.is_empty() {
            return Body::Absent;
        }
        Body::Sent(RequestBody {
            docs: Docs {
                summary: None,
                description: read.data.description,
            },
            contents,
            required: read.data.required,
        })
    }

    /// One form of a body, unless one of those that are known says the same.
    fn body_content(
        &mut self,
        name: &str,
        media: &'d Node,
        words: &[String],
        known: &[Content],
    ) -> Option<Content> {
        self.no_items(media);
        let payload = match self.content_kind(name, media) {
            Kind::Json => {
                let is_first = !known
                    .iter()
                    .any(|content| matches!(content.payload, Payload::Json(_)));
                let body = if is_first {
                    "Body".to_owned()
                } else {
                    format!("Body {}", essence(name))
                };
                Payload::Json(self.content(media, &step(words, &body)))
            }
            Kind::Form => self.form_payload(media, words),
            Kind::Multipart => self.multipart_payload(media, words),
            Kind::Text | Kind::Events | Kind::Lines => Payload::Text,
            Kind::Bytes | Kind::Any => Payload::Upload,
        };
        let known = known
            .iter()
            .find(|content| match (&content.payload, &payload) {
                (Payload::Json(known), Payload::Json(ty)) => {
                    known == ty && is_same_form(&content.media_type, name)
                }
                // Each upload may say what it is.
                (Payload::Upload, Payload::Upload)
                | (
                    Payload::Multipart(_) | Payload::Parts,
                    Payload::Multipart(_) | Payload::Parts,
                ) => true,
                _ => false,
            });
        let media_type = sent_as(name, &payload);
        if let Some(known) = known {
            self.second_form(&known.media_type, &known.payload, name, media, &payload);
            return None;
        }
        Some(Content {
            media_type,
            payload,
        })
    }

    /// Says that a form of parts is no choice beside another one.
    fn second_form(
        &mut self,
        first: &str,
        taken: &Payload,
        name: &str,
        media: &'d Node,
        payload: &Payload,
    ) {
        let is_parts =
            |payload: &Payload| matches!(payload, Payload::Multipart(_) | Payload::Parts);
        if is_parts(taken) && is_parts(payload) {
            let message = format!("a body of parts is sent as `{first}`, not as `{name}`");
            self.warn(Code::Unsupported, media, message, None);
        }
    }

    fn form_payload(&mut self, media: &'d Node, words: &[String]) -> Payload {
        let ty = self.content(media, &step(words, "Form"));
        self.settle();
        if matches!(
            behind(&self.types, &ty, Null::Dropped),
            Type::Scalar(_) | Type::List(_)
        ) {
            // Whatever it is, it goes out as text, and the caller can write that.
            return Payload::Text;
        }
        let encodings = media.get("encoding").and_then(Node::as_map);
        let encodings = encodings.into_iter().flat_map(Map::iter);
        let fields = encodings.map(|(wire, encoding)| FormField {
            wire: wire.to_string(),
            style: form_style(encoding),
            reserved: encoding.get("allowReserved").and_then(Node::as_bool) == Some(true),
        });
        let departs = |field: &FormField| field.style != FormStyle::Usual || field.reserved;
        Payload::Form(ty, fields.filter(departs).collect())
    }

    fn multipart_payload(&mut self, media: &'d Node, words: &[String]) -> Payload {
        let words = step(words, "Form");
        let schema = media.get("schema");
        let Some(object) = schema.and_then(|schema| self.parts_object(schema, &words)) else {
            return Payload::Parts;
        };
        let encodings = media.get("encoding");
        if object.fields.iter().any(|field| field.flat) {
            let message = "alternatives beside the parts of a form are not read".to_owned();
            let help = "the form takes their parts under any name";
            self.warn(Code::Unsupported, media, message, Some(help));
        }
        let part = |mut field: Field| {
            // What only replies carry need not be sent.
            field.required &= field.direction != Direction::ReadOnly;
            let encoding = encodings.and_then(|encodings| encodings.get(&field.wire));
            if let Some(headers) = encoding.and_then(|encoding| encoding.get("headers")) {
                let message = format!("headers of the part `{}` are not sent", field.wire);
                self.warn(Code::Unsupported, headers, message, None);
            }
            let media_type = encoding.and_then(|encoding| encoding.str("contentType"));
            PartField {
                media_type: media_type.and_then(first_concrete),
                field,
            }
        };
        let fields = object.fields.into_iter().filter(|field| !field.flat);
        let fields: Vec<PartField> = fields.map(part).collect();
        if fields.is_empty() {
            return Payload::Parts;
        }
        Payload::Multipart(fields)
    }

    /// The members of an object schema, without a type of its own: a form is none that JSON could carry.
    fn parts_object(&mut self, schema: &'d Node, words: &[String]) -> Option<Object> {
        let mut node = schema;
        let mut words = words.to_vec();
        for _ in 0..DEPTH {
            let target = self.refs.follow(node, self.sink)?;
            if let Some(name) = target.name {
                words = vec![name.to_owned()];
            }
            self.refs.schema(target.node, self.sink)?;
            match self.form(target.node, &words) {
                Form::Object(parts) => return Some(self.object(&parts, &words)),
                Form::Same(inner) => (node, words) = (inner.node, inner.words),
                _ => return None,
            }
        }
        None
    }

    /// The media types of a request body or a response; a name that no header can carry is no media type.
    pub(super) fn contents(&mut self, node: &'d Node) -> Vec<(&'d str, &'d Node)> {
        let (contents, broken) = media_types(node);
        for media in broken {
            let message = "this is no media type: it is left out".to_owned();
            self.warn(Code::Unsupported, media, message, None);
        }
        contents
    }

    /// What a body is: where the media type leaves it open, the schema says it.
    pub(super) fn content_kind(&mut self, name: &str, media: &'d Node) -> Kind {
        let schema = media.get("schema");
        let target = schema.and_then(|schema| self.quiet_target(schema));
        let text = |key: &str| target.and_then(|node| node.str(key));
        let is_binary = text("format") == Some("binary");
        match Kind::of(name) {
            Kind::Any | Kind::Json | Kind::Text if is_binary => Kind::Bytes,
            Kind::Any if schema.is_none() => Kind::Bytes,
            Kind::Any if text("type") == Some("string") => Kind::Text,
            Kind::Any => Kind::Json,
            kind => kind,
        }
    }

    /// The type of a media type's schema.
    pub(super) fn content(&mut self, media: &'d Node, words: &[String]) -> Type {
        match media.get("schema") {
            Some(schema) => self.ty(schema, words),
            None => Type::Json(Reason::Unconstrained),
        }
    }
}

/// The words of a reply's body: the media type is among them only where another body came first.
pub(super) fn inner_words(
    words: &[String],
    known: &[(String, ReplyBody)],
    name: &str,
) -> Vec<String> {
    if known
        .iter()
        .any(|(_, body)| matches!(body, ReplyBody::Json(_)))
    {
        step(words, &essence(name))
    } else {
        words.to_vec()
    }
}

/// Whether two media types describe their bodies with one schema.
pub(super) fn is_same_schema(left: &Node, right: &Node) -> bool {
    match (left.get("schema"), right.get("schema")) {
        (None, None) => true,
        (Some(left), Some(right)) => {
            let json = (resolve::json(left), resolve::json(right));
            matches!(json, (Some(left), Some(right)) if left == right)
        }
        _ => false,
    }
}

/// Whether bodies of these media types are the same where their schemas are. A patch is no copy of what it changes.
fn is_same_form(left: &str, right: &str) -> bool {
    let (left, right) = (essence(left), essence(right));
    let is_patch = |essence: &str| essence.contains("patch");
    let is_xml = |essence: &str| matches!(essence, "application/xml" | "text/xml");
    let both = |kind: Kind| Kind::of(&left) == kind && Kind::of(&right) == kind;
    left == right
        || (both(Kind::Json) && !is_patch(&left) && !is_patch(&right))
        || (is_xml(&left) && is_xml(&right))
}

/// What a body says it is: a range is none that could be said.
fn sent_as(name: &str, payload: &Payload) -> String {
    let essence = essence(name);
    match payload {
        Payload::Multipart(_) | Payload::Parts if essence.contains('*') => {
            "multipart/form-data".to_owned()
        }
        Payload::Form(..) | Payload::Multipart(_) | Payload::Parts => essence,
        _ if !essence.contains('*') => name.trim().to_owned(),
        Payload::Json(_) => "application/json".to_owned(),
        Payload::Text => "text/plain".to_owned(),
        Payload::Upload => "application/octet-stream".to_owned(),
    }
}

/// The first of the media types in an `encoding` that is no range.
fn first_concrete(content_type: &str) -> Option<String> {
    let is_sendable = |name: &&str| {
        !name.contains('*')
            && name.contains('/')
            && name
                .bytes()
                .all(|byte| byte == b' ' || byte.is_ascii_graphic())
    };
    let mut names = content_type.split(',').map(str::trim);
    names.find(is_sendable).map(str::to_owned)
}

fn form_style(encoding: &Node) -> FormStyle {
    let explode = encoding.get("explode").and_then(Node::as_bool);
    let is_json = encoding
        .str("contentType")
        .is_some_and(|name| Kind::of(name) == Kind::Json);
    match (encoding.str("style"), explode) {
        (Some("deepObject"), _) => FormStyle::Deep,
        (Some("spaceDelimited"), None | Some(false)) => FormStyle::Space,
        (Some("pipeDelimited"), None | Some(false)) => FormStyle::Pipe,
        (_, Some(false)) => FormStyle::Comma,
        (Some(_), _) | (None, Some(true)) => FormStyle::Exploded,
        (None, None) if is_json => FormStyle::Json,
        (None, None) => FormStyle::Usual,
    }
}
