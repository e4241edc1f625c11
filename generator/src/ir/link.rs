//! Links: what a reply is good for.

use super::Docs;
use crate::source::Origin;

/// An operation that can be called with what another one answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its name in the document.
    pub wire: String,
    /// What the document says about it.
    pub docs: Docs,
    /// Where the operation stands that it leads to.
    pub target: Origin,
    /// The values that the document names for that operation, each with what it is there.
    pub values: Vec<(LinkValue, LinkPlace)>,
}

/// A value that a link hands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkValue {
    /// The body of the reply, or the member at this path of it.
    ReplyBody(Vec<String>),
    /// A header of the reply.
    ReplyHeader(String),
    /// The body of the request, or the member at this path of it.
    RequestBody(Vec<String>),
    /// A parameter of the request.
    RequestParameter(String),
    /// Something else: a constant, the URL, or several of these in a text.
    Other(String),
}

/// What the value of a link is for the operation that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkPlace {
    /// A parameter, by its name on the wire.
    Parameter(String),
    /// The body.
    Body,
}
