//! Typed reading: `openapiv3` reads one node at a time, with the nodes below replaced by references.

use serde::de::DeserializeOwned;

use super::{Refs, Schema, shallow};
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::dialect::table::Kind;
use crate::node::Node;

/// A node and what `openapiv3` reads of it. Children that may be references are placeholders in `data`: read them from `node`.
#[derive(Clone, Debug)]
pub struct Read<'d, T> {
    /// The node itself, never a reference.
    pub node: &'d Node,
    /// Its own keywords.
    pub data: T,
}

macro_rules! readers {
    ($($(#[doc = $doc:literal])+ $name:ident -> $ty:ident;)+) => {
        impl<'d> Refs<'d> {
            $($(#[doc = $doc])+
            pub fn $name(&self, node: &'d Node, sink: &mut Sink) -> Option<Read<'d, openapiv3::$ty>> {
                let node = self.follow(node, sink)?.node;
                typed(Kind::$ty, node, sink).map(|data| Read { node, data })
            })+
        }
    };
}

readers! {
    /// Reads an operation; its `callbacks` stay out of `data`.
    operation -> Operation;
    /// Reads a parameter, following a reference.
    parameter -> Parameter;
    /// Reads a request body, following a reference.
    request_body -> RequestBody;
    /// Reads a response, following a reference.
    response -> Response;
    /// Reads a header, following a reference.
    header -> Header;
    /// Reads a media type.
    media_type -> MediaType;
    /// Reads a security scheme, following a reference.
    security_scheme -> SecurityScheme;
    /// Reads a server.
    server -> Server;
    /// Reads a tag.
    tag -> Tag;
    /// Reads `info`.
    info -> Info;
}

impl<'d> Refs<'d> {
    /// Reads a schema, following a reference.
    pub fn schema(&self, node: &'d Node, sink: &mut Sink) -> Option<Schema<'d>> {
        let node = self.follow(node, sink)?.node;
        node.as_map()?;
        let json = shallow::object(Kind::Schema, node);
        // Not `openapiv3::Schema`: that tries each kind of schema in turn, and loses keywords that do not fit the first.
        let data = from_json(Kind::Schema, &json, node, sink)?;
        let any = from_json(Kind::Schema, &json, node, sink)?;
        Some(Schema { node, data, any })
    }
}

/// Any value of the document as JSON, such as a default or an example.
pub fn json(node: &Node) -> Option<serde_json::Value> {
    shallow::anything(node, usize::from(u8::MAX))
}

fn typed<T: DeserializeOwned>(kind: Kind, node: &Node, sink: &mut Sink) -> Option<T> {
    node.as_map()?;
    from_json(kind, &shallow::object(kind, node), node, sink)
}

fn from_json<T: DeserializeOwned>(
    kind: Kind,
    json: &serde_json::Value,
    node: &Node,
    sink: &mut Sink,
) -> Option<T> {
    let error = match T::deserialize(json) {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    let (code, what) = match kind {
        Kind::Parameter => (Code::ParameterLeftOut, "parameter"),
        Kind::Response => (Code::ResponseLeftOut, "response"),
        Kind::SecurityScheme => (Code::SecurityLeftOut, "security scheme"),
        Kind::Operation => (Code::OperationLeftOut, "operation"),
        _ => (Code::Unsupported, "object"),
    };
    let message = format!("this {what} cannot be read: {error}");
    sink.push(Diagnostic::new(code, node.origin, message));
    None
}
