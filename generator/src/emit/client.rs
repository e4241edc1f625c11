//! What the client knows of its API, and the ways into it.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::{Context, Unit, doc, ident, literal};
use crate::ir::{SchemeKind, SecurityScheme};

/// The most bytes of a reply that a client reads where nothing else is said: 32 MiB.
const BODY_LIMIT: u64 = 32 * 1024 * 1024;

/// The file with the client's own part of the API.
pub fn unit(cx: &Context<'_>) -> Unit {
    let mut imports = Imports::at(1);
    let api = api(cx, &mut imports);
    let client = client(cx, &mut imports);
    let builder = builder(cx, &mut imports);
    let environment = environment(cx, &mut imports);
    let uses = imports.tokens();
    Unit {
        path: "client.rs".to_owned(),
        about: vec!["What the client knows of its API.".to_owned()],
        tokens: quote! { #uses #client #builder #environment #api },
        needs: imports.into_needs(),
    }
}

fn client(cx: &Context<'_>, imports: &mut Imports) -> TokenStream {
    let client = imports.runtime("client", "Client");
    let builder = imports.runtime("client_builder", "ClientBuilder");
    let error = imports.runtime("error", "Error");
    let mut handles = Vec::new();
    for (group, names) in cx.api.groups.iter().zip(&cx.names.groups) {
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
        let docs = doc::lines(&doc::of(&group.docs, &fallback));
        handles.push(quote! {
            #docs
            pub fn #accessor(&self) -> #handle<'_> {
                #handle::new(self)
            }
        });
    }
    quote! {
        impl #client {
            /// Starts a client with the document's settings; everything else is set on the builder.
            pub fn builder() -> #builder {
                #builder::new(&API)
            }

            /// A client whose settings come from the environment, see [`ClientBuilder::from_env`].
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
                pub fn #name(self, #name: impl Into<String>) -> Self {
                    self.parameter(#wire, #name)
                }
            }
        });
    let docs = doc::lines(&environment_docs(cx));
    quote! {
        impl #builder {
            #docs
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
    for variables in credentials(cx) {
        lines.push(match variables {
            Variables::Basic { username, password } => {
                format!("- `{username}`, `{password}`: user name and password")
            }
            Variables::Bearer { token } => format!("- `{token}`: a bearer token"),
        });
    }
    lines.push(format!(
        "- `{}`: the base URL, if not the document's",
        base_url_variable(cx)
    ));
    lines.push(String::new());
    lines.push("A variable that is not set, or empty, sets nothing. Half of a pair is an error that names the other half.".to_owned());
    lines
}

fn environment(cx: &Context<'_>, imports: &mut Imports) -> Option<TokenStream> {
    if cx.api.servers.is_empty() {
        return None;
    }
    let environment = imports.runtime("environment", "Environment");
    let constants = cx
        .api
        .servers
        .iter()
        .zip(&cx.names.servers)
        .map(|(server, name)| {
            let mut lines = doc::of(&server.docs, "A server of the document.");
            doc::paragraph(&mut lines, doc::code(&server.url));
            let docs = doc::lines(&lines);
            let (name, url) = (ident(name), &server.url);
            quote! {
                #docs
                pub const #name: Self = Self::new(#url);
            }
        });
    Some(quote! {
        impl #environment {
            #(#constants)*
        }
    })
}

/// The variables of one kind of credentials.
enum Variables {
    Basic { username: String, password: String },
    Bearer { token: String },
}

/// The variables that hold credentials: those of the overlay, or names made from the package's.
fn credentials(cx: &Context<'_>) -> Vec<Variables> {
    let mut kinds = Vec::new();
    let mut found = Vec::new();
    for scheme in &cx.api.schemes {
        if kinds.contains(&scheme.kind) {
            continue;
        }
        let variables = match scheme.kind {
            SchemeKind::Basic => pair(cx, scheme),
            SchemeKind::Bearer => token(cx, scheme),
        };
        if let Some(variables) = variables {
            kinds.push(scheme.kind);
            found.push(variables);
        }
    }
    found
}

fn pair(cx: &Context<'_>, scheme: &SecurityScheme) -> Option<Variables> {
    let username = variable(cx, scheme, "username", "USERNAME")?;
    let password = variable(cx, scheme, "password", "PASSWORD")?;
    Some(Variables::Basic { username, password })
}

fn token(cx: &Context<'_>, scheme: &SecurityScheme) -> Option<Variables> {
    Some(Variables::Bearer {
        token: variable(cx, scheme, "token", "TOKEN")?,
    })
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
    let base_url = match cx.api.servers.first() {
        Some(server) => {
            let url = &server.url;
            quote! { Some(#url) }
        }
        None => quote! { None },
    };
    let limit = literal::whole(cx.api.body_limit.unwrap_or(BODY_LIMIT));
    let base_url_variable = base_url_variable(cx);
    let mut credential_variables = Vec::new();
    for variables in credentials(cx) {
        let ty = imports.runtime("api", "CredentialVariables");
        credential_variables.push(match variables {
            Variables::Basic { username, password } => {
                quote! { #ty::Basic { username: #username, password: #password } }
            }
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
            credential_variables: &[#(#credential_variables),*],
            parameters: &[#(#parameters),*],
        };
    }
}
