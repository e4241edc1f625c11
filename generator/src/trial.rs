//! A test of a generated client that nobody has to write: each operation's request is made, read as its server would read it and
//! made again, and each of its replies likewise. Both times it has to be the same.

mod pattern;
mod sample;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::ty::{self, View};
use crate::emit::{self, Context, Imports, Unit, operation};
use crate::ir::{Checks, Content, Operation, Payload, Reply, ReplyBody};
use crate::names::{GroupNames, OperationNames, Place};
use sample::Samples;

/// The module that holds the test, below `testing`.
pub fn unit(cx: &Context<'_>) -> Unit {
    let mut imports = Imports::of(Place::Service);
    let tally = imports.runtime("trial", "Tally");
    let mut functions = Vec::new();
    let mut calls = Vec::new();
    for (group, names) in cx.api.groups.iter().zip(&cx.names.groups) {
        for (operation, own) in group.operations.iter().zip(&names.operations) {
            let name = format_ident!("trial_{}", functions.len());
            let mut trial = Trial {
                cx,
                operation,
                names: own,
                group: names,
                imports: &mut imports,
                samples: Samples::new(cx),
            };
            let lines = trial.lines();
            functions.push(quote! { fn #name(tally: &mut #tally) { #(#lines)* } });
            calls.push(quote! { #name(&mut tally); });
        }
    }
    Unit::new("testing/trial.rs")
        .imports(imports)
        .items(quote! {
            #[test]
            fn all_comes_back_as_it_went() {
                let mut tally = #tally::default();
                #(#calls)*
                tally.say();
            }
            #(#functions)*
        })
}

/// One operation under trial.
struct Trial<'t> {
    cx: &'t Context<'t>,
    operation: &'t Operation,
    names: &'t OperationNames,
    group: &'t GroupNames,
    imports: &'t mut Imports,
    samples: Samples<'t>,
}

impl Trial<'_> {
    fn lines(&mut self) -> Vec<TokenStream> {
        let module = emit::service::module(self.group, self.imports);
        let name = emit::ident(&self.names.operation);
        let path = quote! { #module::#name };
        let mut lines = Vec::new();
        let contents = self
            .operation
            .body
            .as_ref()
            .map_or(0, |body| body.contents.len());
        for form in 0..contents.max(1) {
            for whole in [true, false] {
                let fields = self.fields(form, whole);
                let label = &self.operation.id;
                let value = if fields.is_empty() {
                    quote! { #path }
                } else {
                    quote! { #path { #(#fields,)* } }
                };
                lines.push(quote! { tally.request(#label, (|| Some(#value))()); });
            }
        }
        lines.extend(self.replies(&path, &module));
        lines
    }

    fn fields(&mut self, form: usize, whole: bool) -> Vec<TokenStream> {
        let mut fields = Vec::new();
        for slot in operation::slots(self.operation, self.names) {
            let name = &slot.name;
            let parameter = slot.parameter;
            let value = if parameter.client.is_some() {
                quote! { Some(String::from("client")) }
            } else if slot.is_argument() {
                self.sample(&parameter.ty, &parameter.checks)
            } else if whole {
                let sample = self.sample(&parameter.ty, &parameter.checks);
                quote! { Some(#sample) }
            } else {
                quote! { None }
            };
            fields.push(quote! { #name: #value });
        }
        if let Some(body) = &self.operation.body {
            let value = match body.contents.as_slice() {
                [only] => self.payload(only),
                several => match several.get(form).zip(self.names.contents.get(form)) {
                    Some((content, variant)) => {
                        let module = emit::service::module(self.group, self.imports);
                        let (name, variant) =
                            (emit::ident(&self.names.content), emit::ident(variant));
                        let payload = self.payload(content);
                        quote! { #module::#name::#variant(#payload) }
                    }
                    None => quote! { return None },
                },
            };
            fields.push(match (body.required, whole) {
                (true, _) => quote! { body: #value },
                (false, true) => quote! { body: Some(#value) },
                (false, false) => quote! { body: None },
            });
        }
        fields
    }

    fn sample(&mut self, ty: &crate::ir::Type, checks: &Checks) -> TokenStream {
        match self.samples.of(ty, checks) {
            Some(json) => {
                self.imports.runtime("trial", "sample");
                quote! { sample(#json)? }
            }
            None => quote! { return None },
        }
    }

    fn payload(&mut self, content: &Content) -> TokenStream {
        match &content.payload {
            Payload::Json(ty) | Payload::Form(ty, _) => self.sample(ty, &Checks::default()),
            Payload::Multipart(fields) => {
                let module = emit::service::module(self.group, self.imports);
                let form = emit::ident(&self.names.form);
                let mut lines = Vec::new();
                for (part, name) in fields.iter().zip(&self.names.parts) {
                    let name = emit::ident(name);
                    let ty = part.field.ty.non_null();
                    lines.push(match operation::body::part_sort(self.cx, &part.field.ty) {
                        operation::body::PartSort::Value => {
                            let sample = self.samples.of(ty, &part.field.checks);
                            let Some(json) = sample else { continue };
                            let ty = ty::of(self.cx, View::Outside, self.imports, ty);
                            quote! { let form = form.#name(sample::<#ty>(#json)?); }
                        }
                        operation::body::PartSort::File => {
                            quote! { let form = form.#name(b"file".to_vec()); }
                        }
                        operation::body::PartSort::Files => {
                            quote! { let form = form.#name([b"one".to_vec(), b"two".to_vec()]); }
                        }
                    });
                }
                quote! {{
                    let form = #module::#form::new();
                    #(#lines)*
                    form
                }}
            }
            Payload::Parts => {
                let multipart = self.imports.runtime("multipart", "Multipart");
                quote! { #multipart::new().text("a", "text").file("b", b"file".to_vec()) }
            }
            Payload::Text => quote! { String::from("text") },
            Payload::Upload => quote! { b"file".to_vec().into() },
        }
    }

    fn replies(&mut self, path: &TokenStream, module: &Ident) -> Vec<TokenStream> {
        let mut lines = Vec::new();
        let operation = self.operation;
        let plain = emit::replies::is_plain(operation);
        let success = emit::ident(&self.names.success);
        let error = emit::ident(&self.names.error);
        let successes = operation.success.iter().zip(&self.names.successes);
        let failures = operation.failures.iter().zip(&self.names.failures);
        let all = successes
            .map(|(reply, variant)| (reply, variant, true))
            .chain(failures.map(|(reply, variant)| (reply, variant, false)));
        for (reply, variant, is_success) in all {
            let variant = emit::ident(variant);
            let value = self.reply(reply, is_success);
            let value = match (is_success, plain, value) {
                (true, true, None) => quote! { Ok(()) },
                (true, true, Some(value)) => quote! { Ok(#value) },
                (true, false, None) => quote! { Ok(#module::#success::#variant) },
                (true, false, Some(value)) => quote! { Ok(#module::#success::#variant(#value)) },
                (false, _, None) => quote! { Err(#module::#error::#variant) },
                (false, _, Some(value)) => quote! { Err(#module::#error::#variant(#value)) },
            };
            let label = format!("{} {:?}", operation.id, reply.status);
            lines.push(quote! { tally.reply::<#path>(#label, (|| Some(#value))()); });
        }
        lines
    }

    fn reply(&mut self, reply: &Reply, is_success: bool) -> Option<TokenStream> {
        Some(match &reply.body {
            ReplyBody::Empty => return None,
            ReplyBody::Json(ty) => self.sample(ty, &Checks::default()),
            ReplyBody::Bytes => quote! { bytes::Bytes::from_static(b"bytes") },
            ReplyBody::Events(ty) if is_success && emit::replies::is_text(self.cx, ty) => {
                quote! { super::text_events(["one", "two"]).ok()? }
            }
            ReplyBody::Events(ty) if is_success => {
                let sample = self.sample(ty, &Checks::default());
                quote! { super::events([#sample]).ok()? }
            }
            ReplyBody::Lines(ty) if is_success => {
                let sample = self.sample(ty, &Checks::default());
                quote! { super::lines([#sample]).ok()? }
            }
            ReplyBody::Text | ReplyBody::Events(_) | ReplyBody::Lines(_) => {
                quote! { String::from("text") }
            }
        })
    }
}
