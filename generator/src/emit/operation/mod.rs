//! Operations as values.

pub mod body;
pub mod docs;
mod facts;
mod form;
mod headers;
mod links;
mod pages;
mod request;
mod sensitive;
mod setters;

use std::fmt::Write as _;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::declaration::Declaration;
use super::imports::Imports;
use super::lines::{self, INDENT};
use super::ty::{self, Argument, View};
use super::words::{Words, quoted};
use super::{Context, Unit, debug, decode, doc, ident, replies};
use crate::ir::{Docs, Operation, Parameter};
use crate::names::{OperationNames, Place, RustName};

/// The most arguments before clippy objects, `self` included.
const MANY: usize = 7;

/// A parameter with everything that its emitters need.
pub struct Slot<'a> {
    /// The parameter.
    pub parameter: &'a Parameter,
    /// Its Rust name.
    pub name: Ident,
}

/// The file of an operation, by the index of its group and its own.
pub fn unit(cx: &Context<'_>, group: usize, at: usize) -> Unit {
    let frame = &cx.names.groups[group];
    let operation = &cx.api.groups[group].operations[at];
    let names = &frame.operations[at];
    let mut imports = Imports::of(Place::Operation);
    let slots = slots(operation, names);
    let docs = cx.docs.of(cx, group, at);
    let structure = structure(cx, operation, names, &slots, docs, &mut imports);
    let beginning = beginning(cx, operation, names, &slots, &mut imports);
    let success = replies::success(cx, operation, names, &mut imports);
    let (behaviour, patterns) = behaviour(cx, operation, names, &slots, &success.ty, &mut imports);
    let debug = has_sensitive(&slots).then(|| debug(operation, names, &slots, &mut imports));
    let tables = setters::tables(cx, operation, names, &slots, &mut imports);
    let pages = pages::paginated(cx, operation, names, &slots, &mut imports);
    let facts = facts::table(cx, operation, names, &mut imports);
    let failure = replies::failure(cx, operation, names, &mut imports);
    let success = success.enumeration;
    let contents = body::contents(cx, operation, names, &mut imports);
    let form = body::form(cx, operation, names, &mut imports);
    let headers = headers::definition(cx, operation, names, &mut imports);
    let path = format!("{}/{}.rs", frame.module, names.module);
    Unit::new(path)
        .imports(imports)
        .lines([structure])
        .lines([beginning])
        .items(debug)
        .lines(tables)
        .lines([behaviour])
        .items(quote! { #(#patterns)* })
        .items(pages)
        .making(contents.unwrap_or_default())
        .making(form.unwrap_or_default())
        .lines(success)
        .lines(failure.enumeration)
        .lines([failure.lines])
        .making(headers.unwrap_or_default())
        .lines([facts])
}

/// What the module above shows of an operation's file.
pub fn exports(operation: &Operation, names: &OperationNames) -> Vec<String> {
    let several = !replies::is_plain(operation);
    let success = several.then_some(&names.success);
    let headers = (!operation.headers.is_empty()).then_some(&names.headers);
    [&names.operation, &names.error]
        .into_iter()
        .chain(success)
        .chain(body::exports(operation, names))
        .chain(headers)
        .map(RustName::to_string)
        .collect()
}

/// The parameters of an operation with their names.
pub fn slots<'a>(operation: &'a Operation, names: &OperationNames) -> Vec<Slot<'a>> {
    operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .map(|(parameter, name)| Slot {
            parameter,
            name: ident(name),
        })
        .collect()
}

impl Slot<'_> {
    /// Whether the value is there from the start.
    pub fn is_argument(&self) -> bool {
        self.parameter.required && self.parameter.client.is_none()
    }

    /// Its name as a literal.
    fn label(&self) -> String {
        quoted(&self.name.to_string())
    }

    /// Whether `new` takes it: what is required, the client's parameters included.
    fn is_new_argument(&self) -> bool {
        self.parameter.required
    }

    /// The type of its value.
    fn ty(&self, cx: &Context<'_>, imports: &mut Imports) -> Words {
        if self.parameter.client.is_some() {
            return "String".into();
        }
        ty::of(cx, View::Outside, imports, &self.parameter.ty)
    }

    /// How it is taken.
    fn argument(&self, cx: &Context<'_>, imports: &mut Imports) -> Argument {
        if self.parameter.client.is_some() {
            return Argument::text();
        }
        ty::parameter(cx, View::Outside, imports, &self.parameter.ty)
    }
}

/// The operation's arguments: what is required and not the client's, then the body.
pub fn arguments(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> Vec<(Ident, Argument)> {
    let mut arguments = Vec::new();
    for slot in slots.iter().filter(|slot| slot.is_argument()) {
        arguments.push((slot.name.clone(), slot.argument(cx, imports)));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let argument = body::argument(cx, body, names, imports);
        arguments.push((quote::format_ident!("body"), argument));
    }
    arguments
}

fn structure(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    slots: &[Slot<'_>],
    docs: &[String],
    imports: &mut Imports,
) -> String {
    // `new` without arguments asks for a `Default` beside it.
    let bare = slots.iter().all(|slot| !slot.parameter.required)
        && operation.body.as_ref().is_none_or(|body| !body.required);
    let mut structure = Declaration::new(docs);
    for alias in docs::aliases(operation) {
        structure = structure.attribute(&format!("doc(alias = {alias:?})"), true);
    }
    let mut structure = structure
        .attribute("deprecated", operation.deprecated)
        .derive(&[
            ("Clone", true),
            ("Debug", !has_sensitive(slots)),
            ("Default", bare),
        ])
        .attribute("non_exhaustive", true)
        .begin("pub struct", &names.operation);
    let mut add = |name: &str, docs: Vec<String>, ty: Words, required: bool| {
        let ty = if required {
            ty
        } else {
            format!("Option<{ty}>").into()
        };
        structure.field(&docs, false, format_args!("pub {name}"), &ty);
    };
    for slot in slots {
        let docs = field_docs(&slot.parameter.docs, &slot.parameter.wire);
        let ty = slot.ty(cx, imports);
        add(&slot.name.to_string(), docs, ty, slot.is_argument());
    }
    if let Some(body) = &operation.body {
        let docs = field_docs(&body.docs, "body");
        let ty = body::ty(cx, body, names, imports);
        add("body", docs, ty, body.required);
    }
    structure.end(";")
}

fn has_sensitive(slots: &[Slot<'_>]) -> bool {
    slots.iter().any(|slot| slot.parameter.sensitive)
}

/// The first words about a value; the setters have all of them.
fn field_docs(docs: &Docs, wire: &str) -> Vec<String> {
    let mut lines = doc::of(docs, &format!("`{wire}`."));
    let first = lines.iter().position(String::is_empty);
    lines.truncate(first.unwrap_or(lines.len()));
    lines
}

/// How an operation begins.
fn beginning(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> String {
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for slot in slots {
        let name = &slot.name;
        if !slot.is_new_argument() {
            values.push((name.to_string(), "None".into()));
            continue;
        }
        let argument = slot.argument(cx, imports);
        arguments.push(format!("{name}: {}", argument.ty));
        let value = argument.value(name);
        let value = if slot.is_argument() {
            value
        } else {
            format!("Some({value})").into()
        };
        values.push((name.to_string(), value));
    }
    if let Some(body) = &operation.body {
        let argument = body::argument(cx, body, names, imports);
        let value = if body.required {
            arguments.push(format!("body: {}", argument.ty));
            argument.value("body")
        } else {
            "None".into()
        };
        values.push(("body".to_owned(), value));
    }
    let mut text = lines::begun(format_args!("impl {} {{\n", names.operation));
    let about = format!(
        "Prepares `{}`; [`Client::call`](crate::Client::call) sends it.",
        names.title
    );
    doc::write(&mut text, INDENT, &[about]);
    attributes(&mut text, many(arguments.len()));
    lines::function(&mut text, INDENT, "pub fn new", &arguments, "Self");
    lines::made(&mut text, "        ", "Self", &values, "");
    text.push_str("    }\n}\n");
    text
}

/// Permission for a long list of arguments: all of them are required.
pub fn many(count: usize) -> Option<&'static str> {
    const ALLOWED: &str =
        "allow(clippy::too_many_arguments, reason = \"all of them are required\")";
    (count > MANY).then_some(ALLOWED)
}

/// Adds the attributes of a method, which is compiled where it is called.
pub fn attributes<'t>(text: &mut String, attributes: impl IntoIterator<Item = &'t str>) {
    for attribute in attributes.into_iter().chain(["inline"]) {
        let _ = writeln!(text, "{INDENT}#[{attribute}]");
    }
}

/// What an operation sends, and how its replies are read; and the patterns that its values are held against.
fn behaviour(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    slots: &[Slot<'_>],
    success: &Words,
    imports: &mut Imports,
) -> (String, Vec<TokenStream>) {
    let (name, error) = (&names.operation, &names.error);
    let trait_ = imports.runtime("operation", "Operation");
    let facts = imports.runtime("operation", "OperationFacts");
    let base = imports.runtime("base_url", "BaseUrl");
    let request = imports.item("http::Request");
    let body = imports.runtime("body", "Body");
    let problem = imports.runtime("problems", "ValidationError");
    let reply = imports.runtime("operation", "Reply");
    let failure = imports.runtime("operation", "DecodeFailure");
    let (assembled, patterns) = request::assembled(cx, operation, names, slots, imports);
    let mut text = lines::begun(format_args!(
        "impl {trait_} for {name} {{\n    type Success = {success};\n    type Failure = {error};\n    \
         const FACTS: &'static {facts} = &FACTS;\n"
    ));
    if let Some(streams) = replies::streams(operation) {
        let _ = writeln!(text, "    {streams}");
    }
    let _ = writeln!(
        text,
        "\n    #[inline]\n    fn request(&self, base: &{base}) -> Result<{request}<{body}>, {problem}> {{"
    );
    lines::statements(&mut text, "        ", &assembled);
    let _ = writeln!(
        text,
        "    }}\n\n    #[inline]\n    fn decode(reply: &mut {reply}) -> Result<Self::Success, {failure}<Self::Failure>> {{"
    );
    decode::decode(&mut text, cx, operation, names, imports);
    text.push_str("    }\n}\n");
    (text, patterns)
}

fn debug(
    operation: &Operation,
    names: &OperationNames,
    slots: &[Slot<'_>],
    imports: &mut Imports,
) -> TokenStream {
    let redacted = imports.runtime("secret", "Redacted");
    let own = slots.iter().map(|slot| {
        let name = &slot.name;
        let value = if slot.parameter.sensitive {
            quote! { &#redacted }
        } else {
            quote! { &self.#name }
        };
        (name.clone(), value)
    });
    let body = operation.body.as_ref();
    let body = body.map(|_| (quote::format_ident!("body"), quote! { &self.body }));
    debug::fields(imports, &ident(&names.operation), own.chain(body))
}
