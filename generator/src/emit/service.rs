//! The other side of the operations, for tests: a trait with a method for each operation of a tag, and how their requests are read
//! and their replies written.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::features::Gate;
use super::imports::Imports;
use super::operation::{self, Slot, body};
use super::replies::{essence, is_plain, is_text};
use super::runtime::{Used, feature};
use super::ty::{self, View};
use super::{Context, Unit, doc, ident};
use crate::ir::{
    Content, CookieStyle, Field, Group, HeaderStyle, Null, Operation, PathStyle, Payload, Place,
    QueryStyle, Reply, ReplyBody, RequestBody, Scalar, Shape, StatusPattern, Type, TypeId, behind,
};
use crate::names::{self, GroupNames, OperationNames};

/// Members of an error that say what is wrong, the best first.
const WORDS: &[&str] = &[
    "message",
    "Message",
    "error_message",
    "errorMessage",
    "detail",
    "description",
    "error_description",
    "error",
    "title",
    "reason",
    "msg",
];

/// The file of a group.
pub fn unit(cx: &Context<'_>, group: &Group, names: &GroupNames) -> Unit {
    let mut imports = Imports::of(names::Place::Service);
    let (module, operations_module) = module(names);
    let operations = || group.operations.iter().zip(&names.operations);
    let methods: Vec<TokenStream> = operations()
        .map(|(operation, own)| method(operation, own, &module, &mut imports))
        .collect();
    let routes = operations().map(|(_, own)| {
        let method = ident(&own.method);
        quote! { .with(S::#method) }
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
    let uses = imports.tokens();
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
    Unit {
        path: format!("testing/{}.rs", names.module),
        about: vec![format!(
            "The operations of {tag}, from the side of a server."
        )],
        tokens: quote! {
            #uses
            #operations_module
            #about
            #unusual
            pub trait #trait_: Send + Sync + 'static {
                #(#methods)*
            }
            #made
            pub fn service<S: #trait_>(service: #shared<S>) -> #service {
                #table::new(service, &[#(#bases),*])
                    #(#routes)*
                    .into_service()
            }
            #(#sides)*
        },
        needs: imports.into_needs(),
    }
}

/// Whether a method begins in one of these ways.
fn group_has(names: &GroupNames, starts: &[&str]) -> bool {
    let mut methods = names.operations.iter().map(|own| own.method.as_str());
    methods.any(|method| starts.iter().any(|start| method.starts_with(start)))
}

/// What the module of a group is called beside crates of the same name, and the line that imports it.
pub fn module(names: &GroupNames) -> (Ident, TokenStream) {
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
    let module = ident(&names.module);
    if CRATES.contains(&names.module.as_str()) {
        let alias = format_ident!("{}_tag", names.module.as_str());
        let line = quote! { use super::super::#module as #alias; };
        return (alias, line);
    }
    let line = quote! { use super::super::#module; };
    (module, line)
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
    Unit {
        path: "testing/mod.rs".to_owned(),
        about: vec![
            "Fakes for tests: a server without a socket, typed by the API's description."
                .to_owned(),
        ],
        tokens: quote! { #(#modules)* #trial #(#exports)* },
        needs: super::Needs::default(),
    }
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
        let refused = self.refused_in();
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

    /// The fields of the operation with what they are read from.
    fn receive(&mut self) -> Vec<TokenStream> {
        let slots = operation::slots(self.operation, self.names);
        let mut fields: Vec<TokenStream> = slots.iter().map(|slot| self.parameter(slot)).collect();
        if let Some(body) = &self.operation.body {
            let value = self.body(body);
            fields.push(quote! { body: #value });
        }
        fields
    }

    fn parameter(&mut self, slot: &Slot<'_>) -> TokenStream {
        let place = self.imports.runtime("receipt", "Place");
        let style = self.imports.runtime("receipt", "Style");
        let (stands, written) = match slot.parameter.place {
            Place::Path(style) => (quote! { Path }, path_style(style)),
            Place::Query { style, .. } => (quote! { Query }, query_style(style)),
            Place::Header(HeaderStyle::Simple { exploded }) => {
                (quote! { Header }, quote! { Simple(#exploded) })
            }
            Place::Header(HeaderStyle::Json) => (quote! { Header }, quote! { Json }),
            Place::Cookie(CookieStyle::Form { exploded }) => {
                (quote! { Cookie }, quote! { Form(#exploded) })
            }
            Place::Cookie(CookieStyle::Json) => (quote! { Cookie }, quote! { Json }),
        };
        let (name, wire) = (&slot.name, &slot.parameter.wire);
        let method = if slot.is_argument() {
            quote! { required }
        } else {
            quote! { optional }
        };
        quote! { #name: receipt.#method(#place::#stands, #wire, #style::#written)? }
    }

    fn body(&mut self, body: &RequestBody) -> TokenStream {
        let read = match body::sort(body) {
            Some(body::Sort::One(content)) => {
                if let (Payload::Json(ty), false) = (&content.payload, body.required) {
                    return self.optional_json(&content.media_type, ty);
                }
                self.payload(content)
            }
            Some(body::Sort::Several(contents)) => self.one_of(contents),
            None => return quote! { None },
        };
        if body.required {
            return read;
        }
        quote! { if receipt.is_empty() { None } else { Some(#read) } }
    }

    fn optional_json(&mut self, media_type: &str, ty: &Type) -> TokenStream {
        self.imports.need("receive_json");
        let read = quote! { receipt.json_optional(#media_type)? };
        match self.check(ty) {
            Some(check) => {
                quote! { #read.map(|body| receipt.checked(body, #check)).transpose()? }
            }
            None => read,
        }
    }

    /// A body in whichever of its forms the request says, those without a range first.
    fn one_of(&mut self, contents: &[Content]) -> TokenStream {
        let mut forms: Vec<(String, TokenStream)> = Vec::new();
        for (content, variant) in contents.iter().zip(&self.names.contents) {
            let read = self.payload(content);
            let (module, name) = (&self.module, ident(&self.names.content));
            let variant = ident(variant);
            let essence = essence(&content.media_type);
            if forms.iter().all(|(known, _)| *known != essence) {
                forms.push((essence, quote! { #module::#name::#variant(#read) }));
            }
        }
        forms.sort_by_key(|(essence, _)| essence.matches('*').count());
        let arms = forms.iter().map(|(essence, read)| {
            quote! { if receipt.is(#essence) { #read } else }
        });
        quote! { #(#arms)* { return Err(receipt.refuse_media_type()); } }
    }

    fn payload(&mut self, content: &Content) -> TokenStream {
        let media_type = &content.media_type;
        match &content.payload {
            Payload::Json(ty) => {
                self.imports.need("receive_json");
                self.checked(ty, quote! { receipt.json(#media_type)? })
            }
            Payload::Form(ty, fields) => {
                self.imports.need("receive_form");
                let fields = body::form_fields(fields, self.imports);
                self.checked(ty, quote! { receipt.form(&[#(#fields),*])? })
            }
            Payload::Multipart(fields) => {
                self.imports.need("receive_multipart");
                let (module, form) = (self.module.clone(), ident(&self.names.form));
                let named = fields.iter().zip(&self.names.parts);
                let parts: Vec<TokenStream> = named
                    .map(|(part, name)| self.part(&part.field, &ident(name)))
                    .collect();
                quote! {{
                    let mut parts = receipt.parts(#media_type)?;
                    let mut form = #module::#form::new();
                    #(#parts)*
                    for (name, part) in parts.rest() {
                        form = form.part(name, part);
                    }
                    form
                }}
            }
            Payload::Parts => {
                self.imports.need("receive_multipart");
                quote! { receipt.parts(#media_type)?.into_form() }
            }
            Payload::Text => quote! { receipt.text(#media_type)? },
            Payload::Upload => {
                self.imports.need("receive_upload");
                quote! { receipt.upload(#media_type)? }
            }
        }
    }

    /// A part of a form, set where it came.
    fn part(&mut self, field: &Field, name: &Ident) -> TokenStream {
        let wire = &field.wire;
        match body::part_sort(self.cx, &field.ty) {
            body::PartSort::Value => {
                let ty = ty::of(self.cx, View::Outside, self.imports, field.ty.non_null());
                quote! {
                    if let Some(value) = parts.value::<#ty>(#wire)? {
                        form = form.#name(value);
                    }
                }
            }
            body::PartSort::File => quote! {
                if let Some(file) = parts.file(#wire) {
                    form = form.#name(file);
                }
            },
            body::PartSort::Files => quote! { form = form.#name(parts.files(#wire)); },
        }
    }

    fn checked(&mut self, ty: &Type, read: TokenStream) -> TokenStream {
        match self.check(ty) {
            Some(check) => {
                quote! { receipt.checked(#read, #check)? }
            }
            None => read,
        }
    }

    /// What holds a value to its bounds, where it has some.
    fn check(&mut self, ty: &Type) -> Option<TokenStream> {
        // What may be `null` has no bounds of its own.
        let Type::Named(id) = behind(&self.cx.api.types, ty, Null::Kept) else {
            return None;
        };
        let is_alias = matches!(self.cx.api.ty(*id).shape, Shape::Alias(_));
        if is_alias || !self.cx.facts.of(*id).bounded {
            return None;
        }
        let models = self.imports.models();
        let name = ident(&self.cx.names.of(*id).ty);
        Some(quote! { #models::#name::validate })
    }

    fn answer(&mut self) -> TokenStream {
        let written = self.imports.runtime("written", "Written");
        let module = self.module.clone();
        let mut arms = Vec::new();
        if is_plain(self.operation) {
            arms.push(match self.operation.success.first() {
                Some(reply) => self.arm(reply, None, true),
                None => quote! { Ok(()) => #written::empty(200), },
            });
        } else {
            let name = ident(&self.names.success);
            let replies = self.operation.success.iter().zip(&self.names.successes);
            for (reply, variant) in replies {
                let variant = ident(variant);
                arms.push(self.arm(reply, Some(&quote! { #module::#name::#variant }), true));
            }
        }
        let error = ident(&self.names.error);
        for (reply, variant) in self.operation.failures.iter().zip(&self.names.failures) {
            let variant = ident(variant);
            arms.push(self.arm(reply, Some(&quote! { #module::#error::#variant }), false));
        }
        quote! {
            match outcome {
                #(#arms)*
                Err(#module::#error::Unexpected(unexpected)) => #written::unexpected(&unexpected),
            }
        }
    }

    fn arm(
        &mut self,
        reply: &Reply,
        variant: Option<&TokenStream>,
        is_success: bool,
    ) -> TokenStream {
        let written = self.imports.runtime("written", "Written");
        let status = status(self.operation, reply.status, is_success);
        let (pattern, value) = match (&reply.body, variant) {
            (ReplyBody::Empty, None) => (quote! { () }, quote! { #written::empty(#status) }),
            (ReplyBody::Empty, Some(variant)) => {
                (quote! { #variant }, quote! { #written::empty(#status) })
            }
            (body, variant) => {
                let value = self.value(reply, body, &status, is_success);
                let pattern = match variant {
                    Some(variant) => quote! { #variant(body) },
                    None => quote! { body },
                };
                (pattern, value)
            }
        };
        let outcome = if is_success {
            quote! { Ok }
        } else {
            quote! { Err }
        };
        quote! { #outcome(#pattern) => #value, }
    }

    fn value(
        &mut self,
        reply: &Reply,
        body: &ReplyBody,
        status: &Literal,
        is_success: bool,
    ) -> TokenStream {
        let written = self.imports.runtime("written", "Written");
        let fallback = match body {
            ReplyBody::Empty | ReplyBody::Bytes => "application/octet-stream",
            ReplyBody::Json(_) => "application/json",
            ReplyBody::Text => "text/plain",
            ReplyBody::Events(_) => "text/event-stream",
            ReplyBody::Lines(_) => "application/x-ndjson",
        };
        // Of a range, a type that no other reply is likely to have.
        let declared = reply.media_type.as_deref().filter(|kind| *kind != "*/*");
        let declared = declared.map(|kind| kind.replace('*', "octet-stream"));
        let is_fit = |kind: &String| kind.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        let media_type = declared.filter(is_fit);
        let media_type = media_type.as_deref().unwrap_or(fallback);
        match body {
            ReplyBody::Json(_) => quote! { #written::json(#status, #media_type, &body) },
            ReplyBody::Events(ty) if is_success => {
                let text = is_text(self.cx, ty);
                self.imports.need(if text {
                    "fake_text_events"
                } else {
                    "fake_events"
                });
                quote! { #written::body(#status, #media_type, body.into_body()) }
            }
            ReplyBody::Lines(_) if is_success => {
                self.imports.need("fake_items");
                quote! { #written::body(#status, #media_type, body.into_body()) }
            }
            ReplyBody::Text | ReplyBody::Events(_) | ReplyBody::Lines(_) => {
                quote! { #written::body(#status, #media_type, body.into_bytes()) }
            }
            ReplyBody::Empty | ReplyBody::Bytes => {
                quote! { #written::body(#status, #media_type, body) }
            }
        }
    }

    /// The members of the declared 400 that take words.
    fn refused_in(&self) -> Option<TokenStream> {
        let rank = |reply: &&Reply| match reply.status {
            StatusPattern::Code(400) => Some(0),
            StatusPattern::Class(4) => Some(1),
            StatusPattern::Default => Some(2),
            StatusPattern::Code(_) | StatusPattern::Class(_) => None,
        };
        let replies = self.operation.failures.iter();
        let reply = replies
            .filter(|reply| rank(reply).is_some())
            .min_by_key(|reply| rank(reply))?;
        let ReplyBody::Json(ty) = &reply.body else {
            return None;
        };
        let Type::Named(id) = self.cx.plain(ty) else {
            return None;
        };
        let members = words_of(self.cx, *id)?;
        Some(quote! { const REFUSED_IN: &'static [&'static str] = &[#(#members),*]; })
    }
}

/// The texts of an object that has to have them, and the one that says what is wrong; `None` where it has to have more.
fn words_of(cx: &Context<'_>, id: TypeId) -> Option<Vec<String>> {
    let Shape::Object(object) = &cx.api.ty(id).shape else {
        return None;
    };
    let is_text = |field: &&Field| matches!(cx.plain(&field.ty), Type::Scalar(Scalar::String(_)));
    if object
        .fields
        .iter()
        .any(|field| field.required && !is_text(&field))
    {
        return None;
    }
    let texts = || object.fields.iter().filter(is_text);
    let named = WORDS
        .iter()
        .find_map(|word| texts().find(|field| field.wire == *word));
    let best = named.or_else(|| texts().next())?;
    let members = texts().filter(|field| field.required || field.wire == best.wire);
    Some(members.map(|field| field.wire.clone()).collect())
}

/// A status that stands for a pattern, and for no other of the operation.
fn status(operation: &Operation, pattern: StatusPattern, is_success: bool) -> Literal {
    let replies = || operation.success.iter().chain(&operation.failures);
    let listed = |code: u16| replies().any(|reply| reply.status == StatusPattern::Code(code));
    let classed = |class: u8| replies().any(|reply| reply.status == StatusPattern::Class(class));
    let free = |class: u8| {
        let codes = u16::from(class) * 100..u16::from(class) * 100 + 100;
        codes.into_iter().find(|code| !listed(*code))
    };
    let code = match pattern {
        StatusPattern::Code(code) => Some(code),
        StatusPattern::Class(class) => free(class),
        StatusPattern::Default if is_success => free(2),
        StatusPattern::Default => [5, 4, 3]
            .into_iter()
            .filter(|class| !classed(*class))
            .find_map(free),
    };
    Literal::u16_unsuffixed(code.unwrap_or(500))
}

fn path_style(style: PathStyle) -> TokenStream {
    match style {
        PathStyle::Simple { exploded } => quote! { Simple(#exploded) },
        PathStyle::Label { exploded } => quote! { Label(#exploded) },
        PathStyle::Matrix { exploded } => quote! { Matrix(#exploded) },
        PathStyle::Json => quote! { Json },
    }
}

fn query_style(style: QueryStyle) -> TokenStream {
    match style {
        QueryStyle::Form { exploded } => quote! { Form(#exploded) },
        QueryStyle::Space => quote! { SpaceDelimited },
        QueryStyle::Pipe => quote! { PipeDelimited },
        QueryStyle::DeepObject => quote! { DeepObject },
        QueryStyle::Json => quote! { Json },
    }
}
