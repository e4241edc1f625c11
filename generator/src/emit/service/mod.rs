//! The other side of the operations, for tests: a trait with a method for each operation of a tag, and how their requests are read
//! and their replies written.

mod answer;
pub mod builders;
mod receive;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::features::Gate;
use super::imports::Imports;
use super::runtime::{Used, feature};
use super::{Context, Unit, doc, ident};
use crate::ir::{Group, Operation, PathPiece};
use crate::names::{self, GroupNames, OperationNames};

/// The file of a group.
pub fn unit(cx: &Context<'_>, group: &Group, names: &GroupNames) -> Unit {
    let mut imports = Imports::of(names::Place::Service);
    let module = module(names, &mut imports);
    let operations = || group.operations.iter().zip(&names.operations);
    let methods: Vec<TokenStream> = operations()
        .map(|(operation, own)| method(operation, own, &module, &mut imports))
        .collect();
    let routes = operations().map(|(_, own)| {
        let method = ident(&own.method);
        quote! { routes.add(S::#method); }
    });
    let service = imports.runtime("service", "Service");
    let table = imports.runtime("service", "Routes");
    let shared = imports.item("std::sync::Arc");
    let trait_ = ident(&names.service);
    let bases = bases(cx, group);
    let sides: Vec<TokenStream> = operations()
        .map(|(operation, own)| {
            let mut side = Side {
                cx,
                operation,
                names: own,
                module: module.clone(),
                imports: &mut imports,
            };
            side.definition()
        })
        .collect();
    let tag = match &group.wire {
        Some(wire) => format!("the tag `{wire}`"),
        None => "no tag".to_owned(),
    };
    let about = doc::lines(&[
        format!(
            "What a server does with the operations of {tag}: a method for each, which answers 501 until it is written."
        ),
        String::new(),
        "A method gets requests that fit the API's description; others are refused before."
            .to_owned(),
    ]);
    // Clippy has an opinion on what such methods take.
    let unusual = group_has(names, &["from_", "into_"]).then(|| {
        quote! { #[allow(clippy::wrong_self_convention, reason = "the document calls them so")] }
    });
    let made = doc::lines(&[format!(
        "A server that carries out the operations of {tag} by the methods of `service`."
    )]);
    Unit::new(format!("testing/{}.rs", names.module))
        .about(format!(
            "The operations of {tag}, from the side of a server."
        ))
        .imports(imports)
        .items(quote! {
            #about
            #unusual
            pub trait #trait_: Send + Sync + 'static {
                #(#methods)*
            }
            #made
            pub fn service<S: #trait_>(service: #shared<S>) -> #service {
                let mut routes = #table::new(service, &[#(#bases),*]);
                #(#routes)*
                routes.into_service()
            }
            #(#sides)*
        })
}

/// Whether a method begins in one of these ways.
fn group_has(names: &GroupNames, starts: &[&str]) -> bool {
    let mut methods = names.operations.iter().map(|own| own.method.as_str());
    methods.any(|method| starts.iter().any(|start| method.starts_with(start)))
}

/// The module of a group, which is called something else beside a crate of the same name: no module has a name like `http_`.
pub fn module(names: &GroupNames, imports: &mut Imports) -> Ident {
    const CRATES: [&str; 9] = [
        "alloc",
        "bytes",
        "core",
        "http",
        "jiff",
        "serde",
        "serde_json",
        "std",
        "uuid",
    ];
    let name = names.module.as_str();
    let alias = CRATES.contains(&name).then(|| format!("{name}_"));
    imports.module(name, alias.as_deref())
}

/// The module of the fakes.
pub fn root(cx: &Context<'_>, files: &[Used], trial: bool) -> Unit {
    let condition = if cx.api.tag_features {
        quote! { all(test, feature = "all-tags") }
    } else {
        quote! { test }
    };
    let trial = trial.then(|| quote! { #[cfg(#condition)] mod trial; });
    let modules = cx.names.groups.iter().enumerate().map(|(at, group)| {
        let module = ident(&group.module);
        let condition = Gate::group(at).attribute(cx);
        quote! { #condition pub mod #module; }
    });
    let builders = builders::module(cx).map(|module| quote! { pub mod #module; });
    let exports = EXPORTED.iter().filter_map(|(file, items)| {
        let used = files.iter().find(|used| used.file.name == *file)?;
        let feature = feature(file).map(|feature| quote! { #[cfg(feature = #feature)] });
        let tags = used.testing.as_ref().and_then(|gate| gate.attribute(cx));
        let condition = quote! { #feature #tags };
        let file = format_ident!("{file}");
        let items: Vec<Ident> = items.iter().map(|item| format_ident!("{item}")).collect();
        Some(match items.as_slice() {
            [only] => quote! { #condition pub use super::runtime::#file::#only; },
            several => quote! { #condition pub use super::runtime::#file::{#(#several),*}; },
        })
    });
    Unit::new("testing/mod.rs")
        .about("Fakes for tests: a server without a socket, typed by the API's description.")
        .items(quote! { #builders #(#modules)* #trial #(#exports)* })
}

/// What a test sees of the runtime, and the file that each stands in.
const EXPORTED: &[(&str, &[&str])] = &[
    ("fake_clock", &["FakeClock", "FakeSleep"]),
    ("fake_items", &["lines"]),
    ("fake_events", &["events"]),
    ("fake_server", &["FakeServer"]),
    ("fake_step", &["FakeStep"]),
    ("fake_text_events", &["text_events"]),
    ("fake_transport", &["FakeTransport"]),
    ("receipt", &["Place", "Receipt", "Style"]),
    ("refusal", &["Refusal"]),
    ("route", &["Captures"]),
    ("serve", &["Answer", "Incoming", "Serve"]),
    ("service", &["Routes", "Service"]),
    ("written", &["Written"]),
];

fn method(
    operation: &Operation,
    own: &OperationNames,
    module: &Ident,
    imports: &mut Imports,
) -> TokenStream {
    let incoming = imports.runtime("serve", "Incoming");
    let answer = imports.runtime("serve", "Answer");
    let (method, name) = (ident(&own.method), ident(&own.operation));
    let docs = doc::lines(&[format!(
        "`{} {}`",
        operation.method.as_str(),
        operation.template
    )]);
    quote! {
        #docs
        fn #method(&self, call: #incoming<#module::#name>) -> #answer<#module::#name> {
            call.not_implemented()
        }
    }
}

/// The paths of the servers that the operations are sent to.
fn bases(cx: &Context<'_>, group: &Group) -> BTreeSet<String> {
    let own = group
        .operations
        .iter()
        .filter_map(|operation| operation.server.clone());
    let whole = cx.api.servers.iter().map(|server| server.template.clone());
    let paths = whole
        .chain(own)
        .map(|url| path_of(&url).trim_end_matches('/').to_owned());
    paths.filter(|path| !path.is_empty()).collect()
}

/// The path of a URL.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    match (rest.find('/'), url.contains("://")) {
        (Some(at), true) => rest.get(at..).unwrap_or_default(),
        (None, true) => "",
        (_, false) => url,
    }
}

/// One operation, seen from its server.
struct Side<'s> {
    cx: &'s Context<'s>,
    operation: &'s Operation,
    names: &'s OperationNames,
    module: Ident,
    imports: &'s mut Imports,
}

impl Side<'_> {
    fn definition(&mut self) -> TokenStream {
        let serve = self.imports.runtime("serve", "Serve");
        let receipt = self.imports.runtime("receipt", "Receipt");
        let refusal = self.imports.runtime("refusal", "Refusal");
        let response = self.imports.item("http::Response");
        let body = self.imports.runtime("body", "Body");
        let (module, name) = (&self.module, ident(&self.names.operation));
        let path = quote! { #module::#name };
        let (route, refused) = (self.route(), self.refused_in());
        let receive = self.receive();
        let answer = self.answer();
        let is_unread = receive.is_empty();
        let argument = if is_unread {
            quote! { _ }
        } else {
            quote! { receipt }
        };
        let value = if self.operation.parameters.is_empty() && self.operation.body.is_none() {
            quote! { Ok(Self) }
        } else {
            quote! { Ok(Self { #(#receive,)* }) }
        };
        quote! {
            impl #serve for #path {
                #route
                #refused

                fn receive(#argument: &#receipt<'_>) -> Result<Self, #refusal> {
                    #value
                }

                fn answer(outcome: Result<Self::Success, Self::Failure>) -> #response<#body> {
                    #answer
                }
            }
        }
    }
    /// The template of what is sent, where the document has another: a fragment in it, or a parameter that is spelled `{id*}`.
    fn route(&self) -> Option<TokenStream> {
        let operation = self.operation;
        let pieces = operation.path.iter().map(|piece| match piece {
            PathPiece::Literal(text) => Some(text.clone()),
            PathPiece::Parameter(at) => {
                let parameter = operation.parameters.get(*at)?;
                Some(format!("{{{}}}", parameter.wire))
            }
        });
        let sent = pieces.collect::<Option<String>>()?;
        (sent != operation.template).then(|| quote! { const ROUTE: &'static str = #sent; })
    }
}
