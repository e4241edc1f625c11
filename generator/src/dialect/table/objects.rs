//! The keywords of each kind of object.

use super::Expect::{
    Anything, Count, Flag, FlagOrSchema, List, Map, Name, Number, Object, ObjectOrRef, Text, Word,
};
use super::{Expect, Field, Kind, Need};

const fn opt(name: &'static str, expect: Expect) -> Field {
    Field {
        name,
        expect,
        need: Need::Optional,
    }
}

const fn req(name: &'static str, expect: Expect) -> Field {
    Field {
        name,
        expect,
        need: Need::Required,
    }
}

const fn req30(name: &'static str, expect: Expect) -> Field {
    Field {
        name,
        expect,
        need: Need::RequiredIn30,
    }
}

/// The keywords of a kind of object.
pub fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Document => DOCUMENT,
        Kind::Info => INFO,
        Kind::Contact => CONTACT,
        Kind::License => LICENSE,
        Kind::Server => SERVER,
        Kind::ServerVariable => SERVER_VARIABLE,
        Kind::Components => COMPONENTS,
        Kind::Paths | Kind::Responses | Kind::Callback => &[],
        Kind::PathItem => PATH_ITEM,
        Kind::Operation => OPERATION,
        Kind::ExternalDocs => EXTERNAL_DOCS,
        Kind::Parameter => PARAMETER,
        Kind::RequestBody => REQUEST_BODY,
        Kind::MediaType => MEDIA_TYPE,
        Kind::Encoding => ENCODING,
        Kind::Response => RESPONSE,
        Kind::Example => EXAMPLE,
        Kind::Link => LINK,
        Kind::Header => HEADER,
        Kind::Tag => TAG,
        Kind::Schema => SCHEMA,
        Kind::Discriminator => DISCRIMINATOR,
        Kind::Xml => XML,
        Kind::SecurityScheme => SECURITY_SCHEME,
        Kind::Flows => FLOWS,
        Kind::ImplicitFlow => IMPLICIT_FLOW,
        Kind::PasswordFlow | Kind::ClientCredentialsFlow => TOKEN_FLOW,
        Kind::AuthorizationCodeFlow => AUTHORIZATION_CODE_FLOW,
    }
}

const DOCS: Expect = Object(Kind::ExternalDocs);
const SUBSCHEMA: Expect = ObjectOrRef(Kind::Schema);
const PARAMETERS: Expect = List(&ObjectOrRef(Kind::Parameter));
const SERVERS: Expect = List(&Object(Kind::Server));
const SECURITY: Expect = List(&Map(&List(&Name)));
const EXAMPLES: Expect = Map(&ObjectOrRef(Kind::Example));
const CONTENT: Expect = Map(&Object(Kind::MediaType));
const HEADERS: Expect = Map(&ObjectOrRef(Kind::Header));
const LINKS: Expect = Map(&ObjectOrRef(Kind::Link));
const CALLBACKS: Expect = Map(&ObjectOrRef(Kind::Callback));
const SCOPES: Expect = Map(&Text);
const STYLES: Expect = Word(&[
    "form",
    "simple",
    "matrix",
    "label",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
]);
const TYPE_NAMES: Expect = Word(&["string", "number", "integer", "boolean", "array", "object"]);

const DOCUMENT: &[Field] = &[
    req("openapi", Text),
    req("info", Object(Kind::Info)),
    opt("jsonSchemaDialect", Name),
    opt("servers", SERVERS),
    req30("paths", Object(Kind::Paths)),
    opt("webhooks", Map(&ObjectOrRef(Kind::PathItem))),
    opt("components", Object(Kind::Components)),
    opt("security", SECURITY),
    opt("tags", List(&Object(Kind::Tag))),
    opt("externalDocs", DOCS),
];

const INFO: &[Field] = &[
    req("title", Text),
    opt("summary", Text),
    opt("description", Text),
    opt("termsOfService", Text),
    opt("contact", Object(Kind::Contact)),
    opt("license", Object(Kind::License)),
    req("version", Text),
];

const CONTACT: &[Field] = &[opt("name", Text), opt("url", Text), opt("email", Text)];

const LICENSE: &[Field] = &[req("name", Text), opt("identifier", Text), opt("url", Text)];

const SERVER: &[Field] = &[
    req("url", Name),
    opt("description", Text),
    opt("variables", Map(&Object(Kind::ServerVariable))),
];

const SERVER_VARIABLE: &[Field] = &[
    opt("enum", List(&Text)),
    req("default", Text),
    opt("description", Text),
];

const COMPONENTS: &[Field] = &[
    opt("schemas", Map(&SUBSCHEMA)),
    opt("responses", Map(&ObjectOrRef(Kind::Response))),
    opt("parameters", Map(&ObjectOrRef(Kind::Parameter))),
    opt("examples", EXAMPLES),
    opt("requestBodies", Map(&ObjectOrRef(Kind::RequestBody))),
    opt("headers", HEADERS),
    opt("securitySchemes", Map(&ObjectOrRef(Kind::SecurityScheme))),
    opt("links", LINKS),
    opt("callbacks", CALLBACKS),
    opt("pathItems", Map(&ObjectOrRef(Kind::PathItem))),
];

const PATH_ITEM: &[Field] = &[
    opt("$ref", Name),
    opt("summary", Text),
    opt("description", Text),
    opt("get", Object(Kind::Operation)),
    opt("put", Object(Kind::Operation)),
    opt("post", Object(Kind::Operation)),
    opt("delete", Object(Kind::Operation)),
    opt("options", Object(Kind::Operation)),
    opt("head", Object(Kind::Operation)),
    opt("patch", Object(Kind::Operation)),
    opt("trace", Object(Kind::Operation)),
    opt("servers", SERVERS),
    opt("parameters", PARAMETERS),
];

const OPERATION: &[Field] = &[
    opt("tags", List(&Text)),
    opt("summary", Text),
    opt("description", Text),
    opt("externalDocs", DOCS),
    opt("operationId", Text),
    opt("parameters", PARAMETERS),
    opt("requestBody", ObjectOrRef(Kind::RequestBody)),
    req30("responses", Object(Kind::Responses)),
    opt("callbacks", CALLBACKS),
    opt("deprecated", Flag),
    opt("security", SECURITY),
    opt("servers", SERVERS),
];

const EXTERNAL_DOCS: &[Field] = &[opt("description", Text), req("url", Text)];

const PARAMETER: &[Field] = &[
    req("name", Text),
    req("in", Word(&["query", "header", "path", "cookie"])),
    opt("description", Text),
    opt("required", Flag),
    opt("deprecated", Flag),
    opt("allowEmptyValue", Flag),
    opt("style", STYLES),
    opt("explode", Flag),
    opt("allowReserved", Flag),
    opt("schema", SUBSCHEMA),
    opt("example", Anything),
    opt("examples", EXAMPLES),
    opt("content", CONTENT),
];

const HEADER: &[Field] = &[
    opt("description", Text),
    opt("required", Flag),
    opt("deprecated", Flag),
    opt("allowEmptyValue", Flag),
    opt("style", Word(&["simple"])),
    opt("explode", Flag),
    opt("allowReserved", Flag),
    opt("schema", SUBSCHEMA),
    opt("example", Anything),
    opt("examples", EXAMPLES),
    opt("content", CONTENT),
];

const REQUEST_BODY: &[Field] = &[
    opt("description", Text),
    req("content", CONTENT),
    opt("required", Flag),
];

const MEDIA_TYPE: &[Field] = &[
    opt("schema", SUBSCHEMA),
    // New in 3.2, and read in whatever document has it.
    opt("itemSchema", SUBSCHEMA),
    opt("example", Anything),
    opt("examples", EXAMPLES),
    opt("encoding", Map(&Object(Kind::Encoding))),
];

const ENCODING: &[Field] = &[
    opt("contentType", Name),
    opt("headers", HEADERS),
    opt(
        "style",
        Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ),
    opt("explode", Flag),
    opt("allowReserved", Flag),
];

const RESPONSE: &[Field] = &[
    req("description", Text),
    opt("headers", HEADERS),
    opt("content", CONTENT),
    opt("links", LINKS),
];

const EXAMPLE: &[Field] = &[
    opt("summary", Text),
    opt("description", Text),
    opt("value", Anything),
    opt("externalValue", Text),
];

const LINK: &[Field] = &[
    opt("operationRef", Name),
    opt("operationId", Text),
    opt("parameters", Map(&Anything)),
    opt("requestBody", Anything),
    opt("description", Text),
    opt("server", Object(Kind::Server)),
];

const TAG: &[Field] = &[
    req("name", Text),
    opt("description", Text),
    opt("externalDocs", DOCS),
];

const SCHEMA: &[Field] = &[
    opt("title", Text),
    opt("description", Text),
    opt("type", TYPE_NAMES),
    opt("format", Text),
    opt("nullable", Flag),
    opt("enum", List(&Anything)),
    opt("default", Anything),
    opt("multipleOf", Number),
    opt("maximum", Number),
    opt("exclusiveMaximum", Flag),
    opt("minimum", Number),
    opt("exclusiveMinimum", Flag),
    opt("maxLength", Count),
    opt("minLength", Count),
    opt("pattern", Name),
    opt("maxItems", Count),
    opt("minItems", Count),
    opt("uniqueItems", Flag),
    opt("maxProperties", Count),
    opt("minProperties", Count),
    opt("required", List(&Text)),
    opt("properties", Map(&SUBSCHEMA)),
    opt("additionalProperties", FlagOrSchema),
    opt("items", SUBSCHEMA),
    opt("allOf", List(&SUBSCHEMA)),
    opt("oneOf", List(&SUBSCHEMA)),
    opt("anyOf", List(&SUBSCHEMA)),
    opt("not", SUBSCHEMA),
    opt("discriminator", Object(Kind::Discriminator)),
    opt("readOnly", Flag),
    opt("writeOnly", Flag),
    opt("deprecated", Flag),
    opt("example", Anything),
    opt("externalDocs", DOCS),
    opt("xml", Object(Kind::Xml)),
    opt("$defs", Map(&SUBSCHEMA)),
    opt("x-internal-types", List(&TYPE_NAMES)),
    opt("x-internal-const", Flag),
    opt("x-internal-never", Flag),
    opt("x-internal-null", Flag),
    opt("x-internal-examples", List(&Anything)),
    opt("x-internal-prefixItems", List(&SUBSCHEMA)),
    opt("x-internal-contains", SUBSCHEMA),
    opt("x-internal-minContains", Count),
    opt("x-internal-maxContains", Count),
    opt("x-internal-unevaluatedItems", SUBSCHEMA),
    opt("x-internal-unevaluatedProperties", FlagOrSchema),
    opt("x-internal-patternProperties", Map(&SUBSCHEMA)),
    opt("x-internal-propertyNames", SUBSCHEMA),
    opt("x-internal-dependentSchemas", Map(&SUBSCHEMA)),
    opt("x-internal-dependentRequired", Map(&List(&Name))),
    opt("x-internal-if", SUBSCHEMA),
    opt("x-internal-then", SUBSCHEMA),
    opt("x-internal-else", SUBSCHEMA),
    opt("x-internal-contentEncoding", Name),
    opt("x-internal-contentMediaType", Name),
    opt("x-internal-contentSchema", SUBSCHEMA),
    opt("x-internal-$id", Name),
    opt("x-internal-$schema", Name),
    opt("x-internal-$anchor", Name),
    opt("x-internal-$dynamicAnchor", Name),
    opt("x-internal-$dynamicRef", Name),
    opt("x-internal-$vocabulary", Map(&Flag)),
    opt("x-internal-$comment", Text),
];

const DISCRIMINATOR: &[Field] = &[req("propertyName", Name), opt("mapping", Map(&Name))];

const XML: &[Field] = &[
    opt("name", Text),
    opt("namespace", Text),
    opt("prefix", Text),
    opt("attribute", Flag),
    opt("wrapped", Flag),
];

const SECURITY_SCHEME: &[Field] = &[
    req(
        "type",
        Word(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]),
    ),
    opt("description", Text),
    opt("name", Text),
    opt("in", Word(&["query", "header", "cookie"])),
    opt("scheme", Name),
    opt("bearerFormat", Text),
    opt("flows", Object(Kind::Flows)),
    opt("openIdConnectUrl", Text),
];

const FLOWS: &[Field] = &[
    opt("implicit", Object(Kind::ImplicitFlow)),
    opt("password", Object(Kind::PasswordFlow)),
    opt("clientCredentials", Object(Kind::ClientCredentialsFlow)),
    opt("authorizationCode", Object(Kind::AuthorizationCodeFlow)),
];

const IMPLICIT_FLOW: &[Field] = &[
    req("authorizationUrl", Name),
    opt("refreshUrl", Name),
    req("scopes", SCOPES),
];

const TOKEN_FLOW: &[Field] = &[
    req("tokenUrl", Name),
    opt("refreshUrl", Name),
    req("scopes", SCOPES),
];

const AUTHORIZATION_CODE_FLOW: &[Field] = &[
    req("authorizationUrl", Name),
    req("tokenUrl", Name),
    opt("refreshUrl", Name),
    req("scopes", SCOPES),
];
