//! Bodies: what a request carries, and what a reply does.

use super::{Docs, Field, StatusPattern, Type};

/// A request body.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// What the document says about it.
    pub docs: Docs,
    /// The forms in which it can be sent: at least one, JSON first.
    pub contents: Vec<Content>,
    /// Whether a request without it is wrong.
    pub required: bool,
}

impl RequestBody {
    /// The types that it is made of.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.contents.iter().flat_map(|content| {
            let whole = match &content.payload {
                Payload::Json(ty) | Payload::Form(ty, _) => Some(ty),
                Payload::Multipart(_) | Payload::Parts | Payload::Text | Payload::Upload => None,
            };
            let parts = content.payload.parts().iter();
            whole.into_iter().chain(parts.map(|part| &part.field.ty))
        })
    }
}

/// One form of a request body.
#[derive(Clone, Debug)]
pub struct Content {
    /// The media type on the wire.
    pub media_type: String,
    /// What is sent.
    pub payload: Payload,
}

/// What a request body holds.
#[derive(Clone, Debug)]
pub enum Payload {
    /// JSON.
    Json(Type),
    /// `application/x-www-form-urlencoded`: an object, and the members that are not written as usual.
    Form(Type, Vec<FormField>),
    /// A form of parts with these names.
    Multipart(Vec<PartField>),
    /// A form of parts that the document does not name.
    Parts,
    /// Text as it is.
    Text,
    /// Bytes or a stream as they are.
    Upload,
}

impl Payload {
    /// The parts of a form that has names for them.
    pub fn parts(&self) -> &[PartField] {
        match self {
            Payload::Multipart(fields) => fields,
            Payload::Json(_)
            | Payload::Form(..)
            | Payload::Parts
            | Payload::Text
            | Payload::Upload => &[],
        }
    }
}

/// How a member of a form is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// Its name on the wire.
    pub wire: String,
    /// How lists and objects are written.
    pub style: FormStyle,
    /// Whether characters with a meaning in URLs stay as they are.
    pub reserved: bool,
}

/// How lists and objects stand in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormStyle {
    /// A list as a pair for each item, an object as JSON.
    Usual,
    /// A pair for each item or member.
    Exploded,
    /// One pair with commas.
    Comma,
    /// One pair with spaces.
    Space,
    /// One pair with `|`.
    Pipe,
    /// A pair for each member, however deep.
    Deep,
    /// One pair with JSON.
    Json,
}

/// A part of a form.
#[derive(Clone, Debug)]
pub struct PartField {
    /// The member of the object that describes it.
    pub field: Field,
    /// The media type that the document gives it.
    pub media_type: Option<String>,
}

/// A documented reply in one media type.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Which statuses it stands for.
    pub status: StatusPattern,
    /// What the document says about it.
    pub docs: Docs,
    /// Its media type, if it has a body.
    pub media_type: Option<String>,
    /// What it carries.
    pub body: ReplyBody,
}

/// What a reply carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplyBody {
    /// Nothing that the document describes.
    Empty,
    /// JSON.
    Json(Type),
    /// Text as it comes.
    Text,
    /// Bytes as they come.
    Bytes,
    /// A stream of events (`text/event-stream`) with such values in them.
    Events(Type),
    /// A stream of JSON texts, a line for each.
    Lines(Type),
}

impl ReplyBody {
    /// The type of the value that it carries, or of each item of a stream.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            ReplyBody::Json(ty) | ReplyBody::Events(ty) | ReplyBody::Lines(ty) => Some(ty),
            ReplyBody::Empty | ReplyBody::Text | ReplyBody::Bytes => None,
        }
    }

    /// Whether it is read while it arrives.
    pub fn is_stream(&self) -> bool {
        match self {
            ReplyBody::Events(_) | ReplyBody::Lines(_) => true,
            ReplyBody::Empty | ReplyBody::Json(_) | ReplyBody::Text | ReplyBody::Bytes => false,
        }
    }
}

/// A header of a reply.
#[derive(Clone, Debug)]
pub struct ReplyHeader {
    /// Its name on the wire.
    pub wire: String,
    /// What the document says about it.
    pub docs: Docs,
    /// The type of its value.
    pub ty: Type,
    /// Whether the document advises against it.
    pub deprecated: bool,
}
