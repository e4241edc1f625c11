//! Typed reading: `openapiv3` reads one node at a time, with the nodes below replaced by references.

use super::{Refs, Schema};
use crate::diagnostic::Sink;
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
                serde_json::from_str("").ok().map(|data| Read { node, data })
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
        Some(Schema {
            node,
            data: openapiv3::SchemaData::default(),
            any: openapiv3::AnySchema::default(),
        })
    }
}
