//! The other side of the operations, for tests: a trait with a method for each operation of a tag, and how their requests are read
//! and their replies written.

mod answer;
pub mod builders;
mod receive;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::Ident;
use quote::{format_ident, quote};

use super::features::Gate;
use super::imports::Imports;
use super::lines::{self, INDENT};
use super::runtime::{Used, feature};
use super::words::words;
use super::{Context, Unit, doc, ident};
use crate::ir::{Group, Operation, PathPiece};
use crate::names::{self, GroupNames, OperationNames};

/// The file of a group.
pub fn unit(cx: &Context<'_>, group: &Group, names: &GroupNames) -> Unit {
    let mut imports = Imports::of(names::Place::Service);
    let module = module(names, &mut imports);
    let tag = match &group.wire {
        Some(wire) => format!("the tag `{wire}`"),
        None => "no tag".to_owned(),
    };
    let mut parts = vec![
        definition(group, names, &tag, &module, &mut imports),
        function(cx, group, names, &tag, &mut imports),
    ];
    for (operation, own) in group.operations.iter().zip(&names.operations) {
        let mut side = Side {
            cx,
            operation,
            names: own,
            module: module.clone(),
            imports: &mut imports,
        };
        parts.push(side.definition());
    }
    Unit::new(format!("testing/{}.rs", names.module))
        .about(format!(
            "The operations of {tag}, from the side of a server."
        ))
        .imports(imports)
        .lines(parts)
}

/// The trait with a method for each operation.
fn definition(
    group: &Group,
    names: &GroupNames,
    tag: &str,
    module: &Ident,
    imports: &mut Imports,
) -> String {
    let about = [
        format!(
            "What a server does with the operations of {tag}: a method for each, which answers 501 until it is written."
        ),
        String::new(),
        "A method gets requests that fit the API's description; others are refused before."
            .to_owned(),
    ];
    let mut text = lines::begun("");
    doc::write(&mut text, "", &about);
    // Clippy has an opinion on what such methods take.
    if group_has(names, &["from_", "into_"]) {
        text.push_str(
            "#[allow(clippy::wrong_self_convention, reason = \"the document calls them so\")]\n",
        );
    }
    let _ = writeln!(
        text,
        "pub trait {}: Send + Sync + 'static {{",
        names.service
    );
    let incoming = imports.runtime("serve", "Incoming");
    let answer = imports.runtime("serve", "Answer");
    for (at, (operation, own)) in group.operations.iter().zip(&names.operations).enumerate() {
        if at > 0 {
            text.push('\n');
        }
        let route = format!("`{} {}`", operation.method.as_str(), operation.template);
        doc::write(&mut text, INDENT, &[route]);
        let name = &own.operation;
        lines::function(
            &mut text,
            INDENT,
            &format!("fn {}", own.method),
            &[
                "&self".to_owned(),
                format!("call: {incoming}<{module}::{name}>"),
            ],
            &format!("{answer}<{module}::{name}>"),
        );
        text.push_str("        call.not_implemented()\n    }\n");
    }
    text.push_str("}\n");
    text
}

/// The function that makes a server of whoever has these methods.
fn function(
    cx: &Context<'_>,
    group: &Group,
    names: &GroupNames,
    tag: &str,
    imports: &mut Imports,
) -> String {
    let service = imports.runtime("service", "Service");
    let table = imports.runtime("service", "Routes");
    let shared = imports.item("std::sync::Arc");
    let mut text = lines::begun("");
    let about =
        format!("A server that carries out the operations of {tag} by the methods of `service`.");
    doc::write(&mut text, "", &[about]);
    lines::function(
        &mut text,
        "",
        &format!("pub fn service<S: {}>", names.service),
        &[format!("service: {shared}<S>")],
        &service.to_string(),
    );
    let bases = bases(cx, group);
    let bases = words(&quote! { &[#(#bases),*] });
    let _ = writeln!(text, "    let mut routes = {table}::new(service, {bases});");
    for own in &names.operations {
        let _ = writeln!(text, "    routes.add(S::{});", own.method);
    }
    text.push_str("    routes.into_service()\n}\n");
    text
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
    fn definition(&mut self) -> String {
        let serve = self.imports.runtime("serve", "Serve");
        let receipt = self.imports.runtime("receipt", "Receipt");
        let refusal = self.imports.runtime("refusal", "Refusal");
        let response = self.imports.item("http::Response");
        let body = self.imports.runtime("body", "Body");
        let (module, name) = (&self.module, &self.names.operation);
        let mut text = lines::begun(format_args!("impl {serve} for {module}::{name} {{\n"));
        let constants: Vec<String> = [self.route(), self.refused_in()]
            .into_iter()
            .flatten()
            .collect();
        for constant in &constants {
            let _ = writeln!(text, "    {constant}");
        }
        if !constants.is_empty() {
            text.push('\n');
        }
        let is_bare = self.operation.parameters.is_empty() && self.operation.body.is_none();
        let argument = if is_bare { "_" } else { "receipt" };
        let _ = writeln!(
            text,
            "    fn receive({argument}: &{receipt}<'_>) -> Result<Self, {refusal}> {{"
        );
        if is_bare {
            text.push_str("        Ok(Self)\n");
        } else {
            text.push_str("        Ok(Self {\n");
            self.receive(&mut text, "            ");
            text.push_str("        })\n");
        }
        let _ = write!(
            text,
            "    }}\n\n    fn answer(outcome: Result<Self::Success, Self::Failure>) -> {response}<{body}> {{\n        \
             match outcome {{\n"
        );
        self.answer(&mut text, "            ");
        text.push_str("        }\n    }\n}\n");
        text
    }

    /// The template of what is sent, where the document has another: a fragment in it, or a parameter that is spelled `{id*}`.
    fn route(&self) -> Option<String> {
        let operation = self.operation;
        let pieces = operation.path.iter().map(|piece| match piece {
            PathPiece::Literal(text) => Some(text.clone()),
            PathPiece::Parameter(at) => {
                let parameter = operation.parameters.get(*at)?;
                Some(format!("{{{}}}", parameter.wire))
            }
        });
        let sent = pieces.collect::<Option<String>>()?;
        let route = words(&quote! { #sent });
        (sent != operation.template).then(|| format!("const ROUTE: &'static str = {route};"))
    }
}
