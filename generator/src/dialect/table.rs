//! What OpenAPI's objects are made of: 3.0, what 3.1 adds to it, and the keys that `dialect` writes.

mod objects;

pub use objects::fields;

/// A kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the standard")]
pub enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    Flows,
    ImplicitFlow,
    PasswordFlow,
    ClientCredentialsFlow,
    AuthorizationCodeFlow,
}

/// What a keyword takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Words for people; a number or a boolean stands for its text.
    Text,
    /// A string and nothing else.
    Name,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A whole number from 0.
    Count,
    /// Any value; what is inside is not OpenAPI.
    Anything,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// An object that is never a reference.
    Object(Kind),
    /// An object or a reference to one.
    ObjectOrRef(Kind),
    /// `true`, `false`, or a schema.
    FlagOrSchema,
    /// A list.
    List(&'static Expect),
    /// A map from names of the author's choice.
    Map(&'static Expect),
}

/// One keyword of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The keyword.
    pub name: &'static str,
    /// What it takes.
    pub expect: Expect,
    /// Whether it must be there: always, or in 3.0 only.
    pub need: Need,
}

/// Whether a keyword must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may be missing.
    Optional,
    /// It must be there.
    Required,
    /// It must be there in 3.0.
    RequiredIn30,
}

/// What the values are of the keys that the author chooses, in an object that has such keys beside its keywords.
pub fn chosen(kind: Kind) -> Option<Expect> {
    match kind {
        Kind::Paths => Some(Expect::Object(Kind::PathItem)),
        Kind::Responses => Some(Expect::ObjectOrRef(Kind::Response)),
        Kind::Callback => Some(Expect::ObjectOrRef(Kind::PathItem)),
        _ => None,
    }
}

/// What the key of an object takes.
pub fn expected(kind: Kind, key: &str) -> Option<Expect> {
    let field = fields(kind).iter().find(|field| field.name == key);
    match field {
        Some(field) => Some(field.expect),
        None if key.starts_with("x-") => None,
        None => chosen(kind),
    }
}

/// Whether a keyword is one that 3.2 adds to an object.
pub fn is_later(kind: Kind, key: &str) -> bool {
    let added: &[&str] = match kind {
        Kind::Document => &["$self"],
        Kind::Server => &["name"],
        Kind::Components => &["mediaTypes"],
        Kind::PathItem => &["query", "additionalOperations"],
        Kind::MediaType => &["prefixEncoding", "itemEncoding"],
        Kind::Encoding => &["encoding", "prefixEncoding", "itemEncoding"],
        Kind::Response => &["summary"],
        Kind::Example => &["dataValue", "serializedValue"],
        Kind::Tag => &["summary", "parent", "kind"],
        Kind::Discriminator => &["defaultMapping"],
        Kind::Xml => &["nodeType"],
        Kind::SecurityScheme => &["oauth2MetadataUrl", "deprecated"],
        Kind::Flows => &["deviceAuthorization"],
        _ => &[],
    };
    added.contains(&key)
}

/// The keywords that may stand beside a reference.
pub const BESIDE_REF: &[&str] = &["$ref", "summary", "description"];

/// The keywords of a schema that describe and do not constrain: beside a reference they change no type.
pub const ANNOTATIONS: &[&str] = &[
    "summary",
    "description",
    "title",
    "example",
    "examples",
    "externalDocs",
    "$comment",
    "x-internal-examples",
    "x-internal-$comment",
];

/// The styles that a parameter in this place has.
pub fn styles(place: &str) -> &'static [&'static str] {
    match place {
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "path" => &["simple", "label", "matrix"],
        "header" => &["simple"],
        _ => &["form"],
    }
}
