//! What an API is, as plain data: owned, with ids instead of lifetimes and wire names only.

use crate::source::Origin;

/// A whole API.
#[derive(Clone, Debug)]
pub struct Api {
    /// The document's title.
    pub title: String,
    /// The version of the API, not of OpenAPI.
    pub version: String,
    /// What the document says about the API as a whole.
    pub docs: Docs,
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

/// A base URL that the API is served from.
#[derive(Clone, Debug)]
pub struct Server {
    /// The URL, variables replaced by their defaults.
    pub url: String,
    /// The words that name it: the overlay's, or its description's.
    pub name: Option<String>,
    /// What the document says about it.
    pub docs: Docs,
    /// The environment variable that replaces it.
    pub variable: Option<String>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SchemeKind {
    /// HTTP Basic, RFC 7617.
    Basic,
    /// A bearer token, RFC 6750.
    Bearer,
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

/// The operations of one tag; those without a tag form a group without a name.
#[derive(Clone, Debug)]
pub struct Group {
    /// The tag as the document spells it.
    pub wire: Option<String>,
    /// The overlay's name for it.
    pub name: Option<String>,
    /// What the document says about the tag.
    pub docs: Docs,
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
    /// Alternatives of schemes, each a set of indices into [`Api::schemes`]; empty where no credential is asked.
    pub security: Vec<Vec<usize>>,
    /// Whether sending it twice is harmless.
    pub repeatable: bool,
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
    /// Its type: a scalar, a string enum, or a list of those.
    pub ty: Type,
    /// Whether a request without it is wrong.
    pub required: bool,
    /// Whether its value must not be shown.
    pub sensitive: bool,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The index into [`Api::client_parameters`] where the client holds its value.
    pub client: Option<usize>,
}

/// Where a parameter is sent, and how a list is written there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// One segment of the path; lists joined by commas (`simple`).
    Path,
    /// The query.
    Query(ListStyle),
    /// A header; lists joined by commas (`simple`).
    Header,
}

/// How a list stands in a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStyle {
    /// `form`, exploded: `id=1&id=2`.
    Exploded,
    /// `form`, not exploded: `id=1,2`.
    Comma,
    /// `spaceDelimited`: `id=1%202`.
    Space,
    /// `pipeDelimited`: `id=1|2`.
    Pipe,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// What the document says about it.
    pub docs: Docs,
    /// The type that is sent as JSON.
    pub ty: Type,
    /// The media type on the wire.
    pub media_type: String,
    /// Whether a request without it is wrong.
    pub required: bool,
}

/// A documented reply.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Which statuses it stands for.
    pub status: StatusPattern,
    /// What the document says about it.
    pub docs: Docs,
    /// What it carries.
    pub body: ReplyBody,
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

/// What a reply carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplyBody {
    /// Nothing that the document describes.
    Empty,
    /// JSON.
    Json(Type),
    /// Bytes as they come.
    Bytes,
}

/// An index into [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// A type that has a name.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Where it stands.
    pub origin: Origin,
    /// The words of its name: a component's name, or the place of an inline schema, outermost first.
    pub words: Vec<String>,
    /// The overlay's name for it.
    pub name: Option<String>,
    /// What the document says about it.
    pub docs: Docs,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// What it is.
    pub shape: Shape,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A struct.
    Object(Object),
    /// A string with known values.
    StringEnum(Vec<EnumValue>),
    /// Another name for a type.
    Alias(Type),
}

/// A struct.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// The declared members.
    pub fields: Vec<Field>,
    /// The type of members that are not declared, where the document gives one; otherwise they are ignored.
    pub extra: Option<Type>,
}

/// A declared member of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// Where it stands.
    pub origin: Origin,
    /// Its name on the wire.
    pub wire: String,
    /// Other names that a reply may use for it.
    pub wire_aliases: Vec<String>,
    /// The overlay's name for it.
    pub name: Option<String>,
    /// What the document says about it.
    pub docs: Docs,
    /// Its type; [`Type::Nullable`] where `null` is a value.
    pub ty: Type,
    /// Whether an object without it is wrong.
    pub required: bool,
    /// Whether its value must not be shown.
    pub sensitive: bool,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The bounds that a request must keep.
    pub checks: Checks,
}

/// The bounds of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// Least number of characters.
    pub min_length: Option<u64>,
    /// Greatest number of characters.
    pub max_length: Option<u64>,
    /// A regular expression (ECMA-262) that the text must match somewhere.
    pub pattern: Option<String>,
    /// Least number.
    pub minimum: Option<Bound>,
    /// Greatest number.
    pub maximum: Option<Bound>,
    /// Least number of items or members.
    pub min_items: Option<u64>,
    /// Greatest number of items or members.
    pub max_items: Option<u64>,
}

impl Checks {
    /// Whether there is nothing to check.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number, in decimal.
    pub number: Box<str>,
    /// Whether the number itself is outside.
    pub exclusive: bool,
}

/// A value of a string enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The value on the wire.
    pub wire: String,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A value without parts.
    Scalar(Scalar),
    /// A list of values of one type.
    List(Box<Type>),
    /// A map from strings to values of one type.
    Map(Box<Type>),
    /// A value, or `null`.
    Nullable(Box<Type>),
    /// A type with a name.
    Named(TypeId),
    /// Any JSON.
    Json(Reason),
}

impl Type {
    /// The type without `null`.
    pub fn non_null(&self) -> &Type {
        match self {
            Type::Nullable(inner) => inner.non_null(),
            other => other,
        }
    }

    /// The same type with `null` as a value.
    #[must_use]
    pub fn nullable(self) -> Type {
        match self {
            Type::Nullable(_) | Type::Json(_) => self,
            other => Type::Nullable(Box::new(other)),
        }
    }
}

/// Values without parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `boolean`.
    Bool,
    /// `integer` with 32 bits.
    I32,
    /// `integer`.
    I64,
    /// `integer`, unsigned with 32 bits.
    U32,
    /// `integer`, unsigned with 64 bits.
    U64,
    /// `number`.
    F64,
    /// A number that no Rust number holds.
    Number,
    /// `string`.
    String(Format),
    /// `string` with base64 inside.
    Base64,
}

/// What the text of a string is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Anything.
    Plain,
    /// RFC 3339 date and time.
    DateTime,
    /// RFC 3339 date.
    Date,
    /// RFC 9562 UUID.
    Uuid,
    /// RFC 3986 URI.
    Uri,
    /// Bytes that stand in a JSON string.
    Binary,
}

/// Why a value is typed as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The document says nothing about it: any JSON is right.
    Unconstrained,
    /// `oneOf` or `anyOf`.
    Union,
    /// Several types at once.
    SeveralTypes,
    /// An `allOf` whose members are not all objects.
    MixedAllOf,
    /// `false`, or an object that allows nothing.
    Nothing,
    /// A tuple.
    Tuple,
    /// A reference that leads nowhere.
    MissingRef,
    /// A piece of the document that is broken.
    Broken,
    /// An enum of other things than strings.
    MixedEnum,
    /// Too deeply nested to follow.
    TooDeep,
}
