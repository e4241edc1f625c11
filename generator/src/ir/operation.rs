//! Operations: what is sent, and what comes back.

use super::{Checks, Docs, Extensions, ExternalDocs, Link, Reply, ReplyHeader, RequestBody, Type};
use crate::source::Origin;

/// The operations of one tag; those without a tag form a group without a name.
#[derive(Clone, Debug)]
pub struct Group {
    /// The tag as the document spells it.
    pub wire: Option<String>,
    /// The overlay's name for it.
    pub name: Option<String>,
    /// What the document says about the tag.
    pub docs: Docs,
    /// Where more is written about it.
    pub more: Option<ExternalDocs>,
    /// The operations in the order of the document.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub origin: Origin,
    /// Its `operationId`, or words made from method and path where the document has none.
    pub id: String,
    /// The overlay's name for it.
    pub name: Option<String>,
    /// Other names under which a reader may look for it.
    pub aliases: Vec<String>,
    /// What the document says about it.
    pub docs: Docs,
    /// Where more is written about it.
    pub more: Option<ExternalDocs>,
    /// What the document says about it under keys of its own.
    pub extensions: Extensions,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The HTTP method.
    pub method: Method,
    /// The path template as written, such as `/pets/{petId}`.
    pub template: String,
    /// The template in pieces.
    pub path: Vec<PathPiece>,
    /// The parameters: those of the path item first, then its own.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<RequestBody>,
    /// The media types that its replies come in, those of successes first.
    pub accept: Vec<String>,
    /// Replies that are a success, in the order of the document.
    pub success: Vec<Reply>,
    /// Replies that are a failure, in the order of the document.
    pub failures: Vec<Reply>,
    /// The headers that its replies may have, whatever their status.
    pub headers: Vec<ReplyHeader>,
    /// Alternatives of schemes, each a set of indices into [`super::Api::schemes`]; empty where no credential is asked.
    pub security: Vec<Vec<usize>>,
    /// What its replies are good for.
    pub links: Vec<Link>,
    /// What the API sends because of it.
    pub callbacks: Vec<super::Delivery>,
    /// Where it is sent, if not to the API's own server: a URL, or the path of one on the same host.
    pub server: Option<String>,
    /// How its pages follow each other, where it answers a list in pages.
    pub pagination: Option<super::Pagination>,
    /// Whether sending it twice is harmless.
    pub repeatable: bool,
    /// Statuses that lock the caller out for a while.
    pub lockout: Vec<u16>,
}

/// HTTP methods that OpenAPI has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `GET`.
    Get,
    /// `PUT`.
    Put,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
    /// `OPTIONS`.
    Options,
    /// `HEAD`.
    Head,
    /// `PATCH`.
    Patch,
    /// `TRACE`.
    Trace,
}

impl Method {
    /// Every method with its key in a path item, in the order of the specification.
    pub const ALL: [(&'static str, Method); 8] = [
        ("get", Method::Get),
        ("put", Method::Put),
        ("post", Method::Post),
        ("delete", Method::Delete),
        ("options", Method::Options),
        ("head", Method::Head),
        ("patch", Method::Patch),
        ("trace", Method::Trace),
    ];

    /// The method as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Put => "PUT",
            Method::Post => "POST",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
            Method::Head => "HEAD",
            Method::Patch => "PATCH",
            Method::Trace => "TRACE",
        }
    }

    /// Whether HTTP calls it idempotent (RFC 9110, section 9.2.2).
    pub fn is_idempotent(self) -> bool {
        !matches!(self, Method::Post | Method::Patch)
    }
}

impl Operation {
    /// The types that its request carries.
    pub fn sent(&self) -> Vec<&Type> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        parameters
            .chain(self.body.iter().flat_map(RequestBody::types))
            .collect()
    }

    /// The types that its replies carry.
    pub fn received(&self) -> Vec<&Type> {
        let replies = self.success.iter().chain(&self.failures);
        let headers = self.headers.iter().map(|header| &header.ty);
        replies
            .filter_map(|reply| reply.body.ty())
            .chain(headers)
            .collect()
    }
}

/// A piece of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPiece {
    /// Text that is sent as it is.
    Literal(String),
    /// The value of the parameter with this index.
    Parameter(usize),
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it stands.
    pub origin: Origin,
    /// Its name on the wire.
    pub wire: String,
    /// The overlay's name for it.
    pub name: Option<String>,
    /// Where it is sent.
    pub place: Place,
    /// What the document says about it.
    pub docs: Docs,
    /// What the document says about it under keys of its own.
    pub extensions: Extensions,
    /// Its type, never with `null`: nothing in a URL or a header stands for that.
    pub ty: Type,
    /// The bounds that a request must keep.
    pub checks: Checks,
    /// Whether a request without it is wrong.
    pub required: bool,
    /// Whether its value must not be shown.
    pub sensitive: bool,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The index into [`super::Api::client_parameters`] where the client holds its value.
    pub client: Option<usize>,
}

/// Where a parameter is sent, and how its value is written there: the closed list of what OpenAPI allows. `exploded` says whether the
/// parts of a value are spread out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The path.
    Path(PathStyle),
    /// The query.
    Query {
        /// How it is written.
        style: QueryStyle,
        /// Whether reserved characters in its value stay as they are.
        reserved: bool,
    },
    /// A header.
    Header(HeaderStyle),
    /// A cookie.
    Cookie(CookieStyle),
}

impl Place {
    /// Whether it stands in the path.
    pub fn is_path(self) -> bool {
        matches!(self, Place::Path(_))
    }
}

/// How a value stands in the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStyle {
    /// `1,2`.
    Simple {
        /// Members as `a=1,b=2`, not as `a,1,b,2`.
        exploded: bool,
    },
    /// `.1,2`.
    Label {
        /// `.1.2`.
        exploded: bool,
    },
    /// `;id=1,2`.
    Matrix {
        /// `;id=1;id=2`.
        exploded: bool,
    },
    /// JSON.
    Json,
}

/// How a value stands in the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryStyle {
    /// `id=1,2`.
    Form {
        /// `id=1&id=2`.
        exploded: bool,
    },
    /// `id=1%202`.
    Space,
    /// `id=1|2`.
    Pipe,
    /// `id[a]=1&id[b]=2`.
    DeepObject,
    /// JSON.
    Json,
}

/// How a value stands in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderStyle {
    /// `1,2`.
    Simple {
        /// Members as `a=1,b=2`, not as `a,1,b,2`.
        exploded: bool,
    },
    /// JSON.
    Json,
}

/// How a value stands in a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieStyle {
    /// `id=1,2`.
    Form {
        /// `id=1; id=2`.
        exploded: bool,
    },
    /// JSON, percent-encoded.
    Json,
}

/// The statuses that a reply stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusPattern {
    /// One status.
    Code(u16),
    /// All statuses with this first digit that are not listed.
    Class(u8),
    /// All that are not listed.
    Default,
}
