//! How a server reads the requests of an operation.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Side;
use crate::emit::operation::{self, Slot, body};
use crate::emit::replies::{breadth, told_apart};
use crate::emit::ty::{self, View};
use crate::emit::words::{Words, quoted};
use crate::emit::{ident, lines};
use crate::ir::{
    Content, CookieStyle, Field, HeaderStyle, Null, PathStyle, Payload, Place, QueryStyle,
    RequestBody, Shape, Type, behind,
};

impl Side<'_> {
    /// Adds the fields of the operation with what they are read from.
    pub(super) fn receive(&mut self, text: &mut String, indent: &str) {
        for slot in operation::slots(self.operation, self.names) {
            let value = self.parameter(&slot);
            lines::field(text, indent, &slot.name.to_string(), &value);
        }
        if let Some(body) = &self.operation.body {
            let value = self.body(body);
            lines::any_field(text, indent, "body", &value);
        }
    }

    fn parameter(&mut self, slot: &Slot<'_>) -> Words {
        let place = self.imports.runtime("receipt", "Place");
        let style = self.imports.runtime("receipt", "Style");
        let (stands, written) = match slot.parameter.place {
            Place::Path(style) => ("Path", path_style(style)),
            Place::Query {
                style: QueryStyle::Form { exploded: true },
                ..
            } if self.takes_any_member(&slot.parameter.ty) => {
                let others: Vec<String> = self.other_queries(slot).map(quoted).collect();
                ("Query", format!("FormBeside(&[{}])", others.join(", ")))
            }
            Place::Query { style, .. } => ("Query", query_style(style)),
            Place::Header(HeaderStyle::Simple { exploded }) => {
                ("Header", format!("Simple({exploded})"))
            }
            Place::Header(HeaderStyle::Json) => ("Header", "Json".to_owned()),
            Place::Cookie(CookieStyle::Form { exploded }) => {
                ("Cookie", format!("Form({exploded})"))
            }
            Place::Cookie(CookieStyle::Json) => ("Cookie", "Json".to_owned()),
        };
        let wire = quoted(&slot.parameter.wire);
        let method = if slot.is_argument() {
            "required"
        } else {
            "optional"
        };
        format!("receipt.{method}({place}::{stands}, {wire}, {style}::{written})?").into()
    }

    /// Whether members of any name may be part of a value.
    fn takes_any_member(&self, ty: &Type) -> bool {
        if let Type::Named(id) = self.cx.plain(ty)
            && let Shape::Union(union) = &self.cx.api.ty(*id).shape
        {
            let mut variants = union.variants.iter();
            return variants.any(|variant| self.is_open(&variant.ty));
        }
        self.is_open(ty)
    }

    fn is_open(&self, ty: &Type) -> bool {
        match self.cx.plain(ty) {
            Type::Map(_) | Type::Json(_) => true,
            Type::Named(id) => match &self.cx.api.ty(*id).shape {
                Shape::Object(object) => object.extra.is_some(),
                _ => false,
            },
            _ => false,
        }
    }

    /// What the other parameters in the query are called.
    fn other_queries(&self, slot: &Slot<'_>) -> impl Iterator<Item = &str> {
        let parameters = self.operation.parameters.iter();
        let names = parameters
            .filter(|parameter| matches!(parameter.place, Place::Query { .. }))
            .map(|parameter| parameter.wire.as_str());
        names.filter(|name| *name != slot.parameter.wire)
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
        // A form without members is a form.
        let is_absent = match body::sort(body) {
            Some(body::Sort::One(content)) if matches!(content.payload, Payload::Form(..)) => {
                quote! { receipt.has_no_form() }
            }
            _ => quote! { receipt.is_empty() },
        };
        quote! { if #is_absent { None } else { Some(#read) } }
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

    /// A body in whichever of its forms the request says, the most particular first.
    fn one_of(&mut self, contents: &[Content]) -> TokenStream {
        let mut forms: Vec<(String, TokenStream)> = Vec::new();
        let mut known = HashSet::new();
        let media_types: Vec<&str> = contents
            .iter()
            .map(|content| &*content.media_type)
            .collect();
        let media_types = told_apart(&media_types);
        let named = contents.iter().zip(&self.names.contents);
        for ((content, variant), media_type) in named.zip(media_types) {
            let read = self.payload(content);
            let (module, name) = (&self.module, ident(&self.names.content));
            let variant = ident(variant);
            if known.insert(media_type.clone()) {
                forms.push((media_type, quote! { #module::#name::#variant(#read) }));
            }
        }
        forms.sort_by_key(|(media_type, _)| breadth(media_type));
        // Side by side, however many there are: a chain of `else` would be an expression as deep.
        let arms = forms.iter().map(|(media_type, read)| {
            quote! { () if receipt.is(#media_type) => #read, }
        });
        quote! {
            match () {
                #(#arms)*
                () => return Err(receipt.refuse_media_type()),
            }
        }
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
                let fields = Words::from(body::form_fields(fields, self.imports));
                self.checked(ty, quote! { receipt.form(#fields)? })
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
}

fn path_style(style: PathStyle) -> String {
    match style {
        PathStyle::Simple { exploded } => format!("Simple({exploded})"),
        PathStyle::Label { exploded } => format!("Label({exploded})"),
        PathStyle::Matrix { exploded } => format!("Matrix({exploded})"),
        PathStyle::Json => "Json".to_owned(),
    }
}

fn query_style(style: QueryStyle) -> String {
    match style {
        QueryStyle::Form { exploded } => format!("Form({exploded})"),
        QueryStyle::Space => "SpaceDelimited".to_owned(),
        QueryStyle::Pipe => "PipeDelimited".to_owned(),
        QueryStyle::DeepObject => "DeepObject".to_owned(),
        QueryStyle::Json => "Json".to_owned(),
    }
}
