//! What an API is, as plain data: owned, with ids instead of lifetimes and wire names only.

mod about;
mod body;
mod checks;
mod delivery;
mod link;
mod operation;
mod pagination;
mod scalar;
mod server;
mod types;

use std::collections::BTreeMap;

use crate::source::Origin;

pub use about::{About, Contact, Extensions, ExternalDocs, License};
pub use body::{
    Content, FormField, FormStyle, PartField, Payload, Reply, ReplyBody, ReplyHeader, RequestBody,
};
pub use checks::{Bound, Checks};
pub use delivery::Delivery;
pub use link::{Link, LinkPlace, LinkValue};
pub use operation::{
    CookieStyle, Group, HeaderStyle, Method, Operation, Parameter, PathPiece, PathStyle, Place,
    QueryStyle, StatusPattern,
};
pub use pagination::{Pagination, Turn};
pub use scalar::{Format, Scalar, Typed};
pub use server::{Server, ServerPiece, ServerVariable};
pub use types::{
    Direction, EnumValue, Field, KnownValue, Null, Object, Reason, Rule, Sequence, Shape, Tag,
    Type, TypeDef, TypeId, Union, ValueEnum, Variant, behind, behind_until,
};

/// A whole API.
#[derive(Clone, Debug)]
pub struct Api {
    /// The document's title.
    pub title: String,
    /// The version of the API, not of OpenAPI.
    pub version: String,
    /// What the document says about the API as a whole.
    pub docs: Docs,
    /// Who offers it, and under which terms.
    pub about: About,
    /// What it says under keys of its own.
    pub extensions: Extensions,
    /// The servers in the order of the document.
    pub servers: Vec<Server>,
    /// The ways in which a caller can prove who it is.
    pub schemes: Vec<SecurityScheme>,
    /// Parameters that the overlay gives to the client: set once, used by every operation that has them.
    pub client_parameters: Vec<ClientParameter>,
    /// The operations by tag, in the order of the document's tags.
    pub groups: Vec<Group>,
    /// Every type; a [`TypeId`] is an index into this table.
    pub types: Vec<TypeDef>,
    /// What each schema was typed as where it stands; a component's own schema is in `types` instead.
    pub positions: BTreeMap<Origin, Type>,
    /// What the API sends to its users by itself.
    pub webhooks: Vec<Delivery>,
    /// Whether each tag has a Cargo feature.
    pub tag_features: bool,
    /// How many bytes of a reply the client reads; `None` leaves it to the runtime's default.
    pub body_limit: Option<u64>,
}

impl Api {
    /// The definition of a type.
    pub fn ty(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }

    /// Every type with its id, in the order of the document.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        (0u32..).map(TypeId).zip(&self.types)
    }

    /// Every operation, group by group.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }
}

/// What the document says about a thing, in its own words (Markdown).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// A short sentence.
    pub summary: Option<String>,
    /// The long form.
    pub description: Option<String>,
}

/// One way of proving who the caller is.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Its name in the document.
    pub wire: String,
    /// What the runtime does for it.
    pub kind: SchemeKind,
    /// The environment variables that hold the credentials.
    pub variables: Vec<(String, String)>,
}

/// The kinds of credentials that a client can apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// OAuth2 client credentials, RFC 6749, section 4.4.
    OAuth2 {
        /// Where tokens are asked for, as written.
        token_url: String,
        /// The scopes that operations ask for.
        scopes: Vec<String>,
    },
    /// A bearer token, RFC 6750.
    Bearer,
    /// A key in a parameter.
    ApiKey {
        /// Where the parameter is sent.
        place: KeyPlace,
        /// Its name.
        name: String,
    },
    /// HTTP Basic, RFC 7617.
    Basic,
}

/// Where an API key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// A header.
    Header,
    /// The query.
    Query,
    /// A cookie.
    Cookie,
}

/// A parameter that never changes in a program.
#[derive(Clone, Debug)]
pub struct ClientParameter {
    /// Its name in the document.
    pub wire: String,
    /// What the document says about it.
    pub docs: Docs,
    /// The environment variable that holds it.
    pub variable: Option<String>,
}
