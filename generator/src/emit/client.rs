//! What the client knows of its API, and the ways into it.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::features::Gate;
use super::imports::Imports;
use super::{Context, Unit, doc, ident, literal};
use crate::ir::{SchemeKind, SecurityScheme};
use crate::names::Place;

/// The most bytes of a reply that a client reads where nothing else is said: 32 MiB.
const BODY_LIMIT: u64 = 32 * 1024 * 1024;

/// The file with the client's own part of the API.
pub fn unit(cx: &Context<'_>) -> Unit {
    let mut imports = Imports::of(Place::Client);
    let api = api(cx, &mut imports);
    let client = client(cx, &mut imports);
    let builder = builder(cx, &mut imports);
    let environment = environment(cx, &mut imports);
    Unit::new("client.rs")
        .about("What the client knows of its API.")
        .imports(imports)
        .items(quote! { #client #builder #environment #api })
}

fn client(cx: &Context<'_>, imports: &mut Imports) -> TokenStream {
    let client = imports.runtime("client", "Client");
    let builder = imports.runtime("client_builder", "ClientBuilder");
    let error = imports.runtime("error", "Error");
    let mut handles = Vec::new();
    for (at, (group, names)) in cx.api.groups.iter().zip(&cx.names.groups).enumerate() {
        let Some(handle) = &names.handle else {
            continue;
        };
        let (accessor, handle) = (
            ident(&names.accessor),
            imports.generated(names.module.as_str(), handle.as_str()),
        );
        let fallback = format!(
            "The operations of the tag `{}`.",
            group.wire.as_deref().unwrap_or_default()
        );
        let docs = doc::lines(&doc::with_more(&group.docs, group.more.as_ref(), &fallback));
        let condition = Gate::group(at).attribute(cx);
        let feature = cx.api.tag_features.then_some(names.feature.as_str());
        imports.only_with(names.module.as_str(), feature);
        handles.push(quote! {
            #docs
            #condition
            #[inline]
            pub fn #accessor(&self) -> #handle<'_> {
                #handle::new(self)
            }
        });
    }
    quote! {
        impl #client {
            /// Starts a client with the document's settings; everything else is set on the builder.
            #[inline]
            pub fn builder() -> #builder {
                #builder::new(&API)
            }

            /// A client whose settings come from the environment, see [`ClientBuilder::from_env`].
            #[inline]
            pub fn from_env() -> Result<Self, #error> {
                #builder::from_env()?.build()
            }

            #(#handles)*
        }
    }
}

fn builder(cx: &Context<'_>, imports: &mut Imports) -> TokenStream {
    let builder = imports.runtime("client_builder", "ClientBuilder");
    let error = imports.runtime("error", "Error");
    let env = imports.item("std::env");
    let setters = cx
        .api
        .client_parameters
        .iter()
        .zip(&cx.names.client_parameters)
        .map(|(parameter, name)| {
            let mut lines = doc::of(&parameter.docs, &format!("`{}`.", parameter.wire));
            let more = "Set once, for every operation that has it; a call may set another.";
            doc::paragraph(&mut lines, vec![more.to_owned()]);
            let docs = doc::lines(&lines);
            let (name, wire) = (ident(name), &parameter.wire);
            quote! {
                #docs
                #[inline]
                pub fn #name(self, #name: impl Into<String>) -> Self {
                    self.parameter(#wire, #name)
                }
            }
        });
    let docs = doc::lines(&environment_docs(cx));
    quote! {
        impl #builder {
            #docs
            #[inline]
            pub fn from_env() -> Result<Self, #error> {
                Self::from_lookup(&API, &|name| #env::var(name).ok())
            }

            #(#setters)*
        }
    }
}

/// Says which variables are read.
fn environment_docs(cx: &Context<'_>) -> Vec<String> {
    let mut lines = vec![
        "Starts a client with settings from the environment:".to_owned(),
        String::new(),
    ];
    for parameter in &cx.api.client_parameters {
        if let Some(variable) = &parameter.variable {
            lines.push(format!("- `{variable}`: `{}`", parameter.wire));
        }
    }
    let credentials = credentials(cx);
    let several = credentials.len() > 1;
    for variables in credentials {
        lines.push(match variables {
            Variables::Basic { username, password } => {
                format!("- `{username}`, `{password}`: user name and password")
            }
            Variables::OAuth2 { id, secret } => {
                format!("- `{id}`, `{secret}`: a client's id and secret, for OAuth2")
            }
            Variables::ApiKey { name, key } => format!("- `{key}`: the API key in `{name}`"),
            Variables::Bearer { token } => format!("- `{token}`: a bearer token"),
        });
    }
    if let Some(endpoint) = token_endpoint(cx) {
        lines.push(format!(
            "- `{}`: where OAuth2 tokens are asked for, if not at the document's place",
            endpoint.variable
        ));
    }
    lines.push(format!(
        "- `{}`: the base URL, if not the document's",
        base_url_variable(cx)
    ));
    lines.push(String::new());
    if several {
        let order = "Of several kinds of credentials the first wins that an operation takes.";
        lines.push(order.to_owned());
    }
    lines.push("A variable that is not set, or empty, sets nothing. Half of a pair is an error that names the other half.".to_owned());
    lines
}

fn environment(cx: &Context<'_>, imports: &mut Imports) -> Option<TokenStream> {
    let mut constants = Vec::new();
    for (server, names) in cx.api.servers.iter().zip(&cx.names.servers) {
        let Some(url) = server.url() else {
            continue;
        };
        let mut lines = doc::of(&server.docs, "A server of the document.");
        doc::paragraph(&mut lines, doc::code(&url));
        if !server.variables.is_empty() {
            let (module, ty) = (&cx.names.environments, &names.ty);
            let more = format!("[`{ty}`](crate::{module}::{ty}) chooses other values for it.");
            doc::paragraph(&mut lines, vec![more]);
        }
        let docs = doc::lines(&lines);
        let name = ident(&names.constant);
        constants.push(quote! {
            #docs
            pub const #name: Self = Self::new(#url);
        });
    }
    if constants.is_empty() {
        return None;
    }
    let environment = imports.runtime("environment", "Environment");
    Some(quote! {
        impl #environment {
            #(#constants)*
        }
    })
}

/// The variables of one kind of credentials.
enum Variables {
    OAuth2 { id: String, secret: String },
    Bearer { token: String },
    ApiKey { name: String, key: String },
    Basic { username: String, password: String },
}

/// The variables that hold credentials: those of the overlay, or names made from the package's. The preferred ones come first:
/// a token that ends by itself, then one that does not, keys, and passwords.
fn credentials(cx: &Context<'_>) -> Vec<Variables> {
    let rank = |kind: &SchemeKind| match kind {
        SchemeKind::OAuth2 { .. } => 0,
        SchemeKind::Bearer => 1,
        SchemeKind::ApiKey { .. } => 2,
        SchemeKind::Basic => 3,
    };
    // Two keys may have different names; of any other kind a client has one.
    let same = |one: &SchemeKind, other: &SchemeKind| match (one, other) {
        (SchemeKind::ApiKey { name: one, .. }, SchemeKind::ApiKey { name: other, .. }) => {
            one == other
        }
        _ => rank(one) == rank(other),
    };
    let mut schemes: Vec<&SecurityScheme> = Vec::new();
    for scheme in &cx.api.schemes {
        if !schemes.iter().any(|known| same(&known.kind, &scheme.kind)) {
            schemes.push(scheme);
        }
    }
    schemes.sort_by_key(|scheme| rank(&scheme.kind));
    schemes
        .into_iter()
        .filter_map(|scheme| variables(cx, scheme))
        .collect()
}

fn variables(cx: &Context<'_>, scheme: &SecurityScheme) -> Option<Variables> {
    let variable = |part, suffix| variable(cx, scheme, part, suffix);
    Some(match &scheme.kind {
        SchemeKind::OAuth2 { .. } => Variables::OAuth2 {
            id: variable("clientId", "CLIENT_ID")?,
            secret: variable("clientSecret", "CLIENT_SECRET")?,
        },
        SchemeKind::Bearer => Variables::Bearer {
            token: variable("token", "TOKEN")?,
        },
        SchemeKind::ApiKey { name, .. } => Variables::ApiKey {
            name: name.clone(),
            key: variable("key", &name.to_shouty_snake_case())?,
        },
        SchemeKind::Basic => Variables::Basic {
            username: variable("username", "USERNAME")?,
            password: variable("password", "PASSWORD")?,
        },
    })
}

/// Where OAuth2 tokens are asked for.
struct TokenEndpoint<'a> {
    url: &'a str,
    scopes: Vec<&'a str>,
    variable: String,
}

/// The token endpoint of the document's first scheme that has one, with what all schemes with that endpoint ask for.
fn token_endpoint<'a>(cx: &Context<'a>) -> Option<TokenEndpoint<'a>> {
    let schemes = cx.api.schemes.iter();
    let mut found: Option<TokenEndpoint<'a>> = None;
    for scheme in schemes {
        let SchemeKind::OAuth2 { token_url, scopes } = &scheme.kind else {
            continue;
        };
        let endpoint = found.get_or_insert_with(|| TokenEndpoint {
            url: token_url,
            scopes: Vec::new(),
            variable: variable(cx, scheme, "tokenUrl", "TOKEN_URL")
                .unwrap_or_else(|| format!("{}_TOKEN_URL", prefix(cx))),
        });
        for scope in scopes {
            if endpoint.url == token_url && !endpoint.scopes.contains(&scope.as_str()) {
                endpoint.scopes.push(scope);
            }
        }
    }
    found
}

/// The overlay's variable for a part of a scheme; where it names none at all for the scheme, one made from the package's name.
fn variable(cx: &Context<'_>, scheme: &SecurityScheme, part: &str, suffix: &str) -> Option<String> {
    if scheme.variables.is_empty() {
        return Some(format!("{}_{suffix}", prefix(cx)));
    }
    scheme
        .variables
        .iter()
        .find(|(key, _)| key == part)
        .map(|(_, variable)| variable.clone())
}

/// The document's first server. Where it names none but those of single operations, each of them knows where to go.
pub(super) fn base_url(cx: &Context<'_>) -> Option<String> {
    if let Some(server) = cx.api.servers.first() {
        return server.url();
    }
    let mut servers = cx.api.operations().map(|operation| {
        let server = operation.server.as_deref();
        server.filter(|server| server.contains("://"))
    });
    let first = servers.next()??;
    servers
        .all(|server| server.is_some())
        .then(|| first.to_owned())
}

fn base_url_variable(cx: &Context<'_>) -> String {
    let named = cx
        .api
        .servers
        .iter()
        .find_map(|server| server.variable.clone());
    named.unwrap_or_else(|| format!("{}_BASE_URL", prefix(cx)))
}

fn prefix(cx: &Context<'_>) -> String {
    cx.package.to_shouty_snake_case()
}

fn api(cx: &Context<'_>, imports: &mut Imports) -> TokenStream {
    let api = imports.runtime("api", "Api");
    let base_url = match base_url(cx) {
        Some(url) => quote! { Some(#url) },
        None => quote! { None },
    };
    let limit = literal::whole(cx.api.body_limit.unwrap_or(BODY_LIMIT));
    let base_url_variable = base_url_variable(cx);
    let (token_url, token_url_variable, token_scopes) = match token_endpoint(cx) {
        Some(TokenEndpoint {
            url,
            scopes,
            variable,
        }) => (
            quote! { Some(#url) },
            quote! { Some(#variable) },
            quote! { &[#(#scopes),*] },
        ),
        None => (quote! { None }, quote! { None }, quote! { &[] }),
    };
    let mut credential_variables = Vec::new();
    for variables in credentials(cx) {
        let ty = imports.runtime("api", "CredentialVariables");
        credential_variables.push(match variables {
            Variables::Basic { username, password } => {
                quote! { #ty::Basic { username: #username, password: #password } }
            }
            Variables::OAuth2 { id, secret } => {
                quote! { #ty::OAuth2 { client_id: #id, client_secret: #secret } }
            }
            Variables::ApiKey { name, key } => quote! { #ty::ApiKey { name: #name, key: #key } },
            Variables::Bearer { token } => quote! { #ty::Bearer { token: #token } },
        });
    }
    let mut parameters = Vec::new();
    for parameter in &cx.api.client_parameters {
        let ty = imports.runtime("api", "ClientParameter");
        let wire = &parameter.wire;
        let variable = match &parameter.variable {
            Some(variable) => quote! { Some(#variable) },
            None => quote! { None },
        };
        parameters.push(quote! { #ty { name: #wire, variable: #variable } });
    }
    quote! {
        static API: #api = #api {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            base_url: #base_url,
            body_limit: #limit,
            base_url_variable: #base_url_variable,
            token_url: #token_url,
            token_url_variable: #token_url_variable,
            token_scopes: #token_scopes,
            credential_variables: &[#(#credential_variables),*],
            parameters: &[#(#parameters),*],
        };
    }
}
