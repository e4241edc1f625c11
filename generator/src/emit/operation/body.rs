//! The body of an operation's request: its type, and how it is written.

use quote::quote;

use crate::emit::declaration::Declaration;
use crate::emit::imports::Imports;
use crate::emit::lines::Statement;
use crate::emit::ty::{self, Argument, Conversion, View};
use crate::emit::words::{Words, quoted};
use crate::emit::{Context, Making, Part, doc, ident, lines};
use crate::facts::{is_one_type, size_of};
use crate::ir::{Content, FormField, FormStyle, Operation, Payload, RequestBody, Scalar, Type};
use crate::names::{OperationNames, RustName};

pub use super::form::{Sort as PartSort, sort as part_sort};

/// What a body is in Rust.
pub enum Sort<'o> {
    /// The only form that it has.
    One(&'o Content),
    /// An enum with a variant for each form.
    Several(&'o [Content]),
}

/// What the body of an operation is in Rust.
pub fn sort(body: &RequestBody) -> Option<Sort<'_>> {
    match body.contents.as_slice() {
        [] => None,
        [only] => Some(Sort::One(only)),
        several => Some(Sort::Several(several)),
    }
}

/// The type of the body.
pub fn ty(
    cx: &Context<'_>,
    body: &RequestBody,
    names: &OperationNames,
    imports: &mut Imports,
) -> Words {
    match sort(body) {
        Some(Sort::One(content)) => payload_type(cx, &content.payload, names, imports),
        Some(Sort::Several(_)) | None => names.content.as_str().into(),
    }
}

/// How the body is taken.
pub fn argument(
    cx: &Context<'_>,
    body: &RequestBody,
    names: &OperationNames,
    imports: &mut Imports,
) -> Argument {
    let plain = ty(cx, body, names, imports);
    let conversion = match sort(body) {
        Some(Sort::One(content)) => match &content.payload {
            Payload::Json(ty) | Payload::Form(ty, _) => return ty::argument(cx, ty, &plain),
            Payload::Text | Payload::Upload => Conversion::Into,
            Payload::Multipart(_) | Payload::Parts => Conversion::None,
        },
        Some(Sort::Several(_)) | None => Conversion::Into,
    };
    Argument {
        ty: match conversion {
            Conversion::Into => format!("impl Into<{plain}>").into(),
            Conversion::None | Conversion::Collect | Conversion::CollectInto => plain,
        },
        conversion,
    }
}

fn payload_type(
    cx: &Context<'_>,
    payload: &Payload,
    names: &OperationNames,
    imports: &mut Imports,
) -> Words {
    match payload {
        Payload::Json(ty) | Payload::Form(ty, _) => ty::of(cx, View::Outside, imports, ty),
        Payload::Multipart(_) => names.form.as_str().into(),
        Payload::Parts => {
            imports.runtime("multipart", "Multipart");
            "Multipart".into()
        }
        Payload::Text => "String".into(),
        Payload::Upload => {
            imports.runtime("upload", "Upload");
            "Upload".into()
        }
    }
}

/// The end of a request: the body is written and the request is complete.
pub(super) fn finish(
    operation: &Operation,
    names: &OperationNames,
    imports: &mut Imports,
) -> Statement {
    let body = operation.body.as_ref();
    let Some((body, sort)) = body.and_then(|body| Some((body, sort(body)?))) else {
        imports.need("draft_empty");
        return Statement::Call("draft.empty()".to_owned());
    };
    match sort {
        Sort::One(content) if matches!(content.payload, Payload::Json(_)) => {
            if body.required {
                imports.need("draft_json");
                Statement::Call("draft.json(&self.body)".to_owned())
            } else {
                imports.need("draft_json_optional");
                Statement::Call("draft.json_optional(self.body.as_ref())".to_owned())
            }
        }
        Sort::One(content) if body.required => {
            Statement::Call(written(content, "&self.body", imports))
        }
        Sort::One(content) => {
            imports.need("draft_empty");
            let written = Words::from(written(content, "body", imports));
            Statement::Any(quote! {
                match &self.body {
                    Some(body) => #written,
                    None => draft.empty(),
                }
            })
        }
        Sort::Several(contents) => {
            let name = ident(&names.content);
            let mut arms = Vec::new();
            for (content, variant) in contents.iter().zip(&names.contents) {
                let variant = ident(variant);
                let written = Words::from(written(content, "body", imports));
                let pattern = quote! { #name::#variant(body) };
                arms.push(if body.required {
                    quote! { #pattern => #written, }
                } else {
                    quote! { Some(#pattern) => #written, }
                });
            }
            let empty = (!body.required).then(|| {
                imports.need("draft_empty");
                quote! { None => draft.empty(), }
            });
            Statement::Any(quote! {
                match &self.body {
                    #(#arms)*
                    #empty
                }
            })
        }
    }
}

/// One form of a body, written into the request.
fn written(content: &Content, value: &str, imports: &mut Imports) -> String {
    let media_type = quoted(&content.media_type);
    match &content.payload {
        Payload::Json(_) => {
            imports.need("draft_json_as");
            format!("draft.json_as({media_type}, {value})")
        }
        Payload::Form(_, fields) => {
            imports.need("draft_form_body");
            let fields = form_fields(fields, imports);
            format!("draft.form_body({value}, {fields})")
        }
        Payload::Multipart(_) => {
            imports.need("draft_multipart");
            // The reference is taken there anyway.
            let receiver = value.trim_start_matches('&');
            format!("draft.multipart({media_type}, &{receiver}.parts())")
        }
        Payload::Parts => {
            imports.need("draft_multipart");
            format!("draft.multipart({media_type}, {value})")
        }
        Payload::Text => {
            imports.need("draft_text");
            format!("draft.text({media_type}, {value})")
        }
        Payload::Upload => {
            imports.need("draft_upload");
            format!("draft.upload({media_type}, {value})")
        }
    }
}

/// The members of a form that are not written as usual.
pub fn form_fields(fields: &[FormField], imports: &mut Imports) -> String {
    let mut members = Vec::new();
    for field in fields {
        let form_field = imports.runtime("form_style", "FormField");
        let form_style = imports.runtime("form_style", "FormStyle");
        let style = match field.style {
            FormStyle::Usual => "Usual",
            FormStyle::Exploded => "Exploded",
            FormStyle::Comma => "Comma",
            FormStyle::Space => "Space",
            FormStyle::Pipe => "Pipe",
            FormStyle::Deep => "Deep",
            FormStyle::Json => "Json",
        };
        let (name, reserved) = (quoted(&field.wire), field.reserved);
        members.push(format!(
            "{form_field} {{ name: {name}, style: {form_style}::{style}, reserved: {reserved} }}"
        ));
    }
    format!("&[{}]", members.join(", "))
}

/// The enum of the forms in which a body can be sent.
pub(super) fn contents(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    imports: &mut Imports,
) -> Option<Making> {
    let body = operation.body.as_ref()?;
    let Some(Sort::Several(contents)) = sort(body) else {
        return None;
    };
    let about = format!(
        "What [`{}`] can send: a variant for each media type.",
        names.operation
    );
    let mut declaration = Declaration::new(&[about])
        .attribute(
            "allow(clippy::large_enum_variant, reason = \"a body is made once and handed on\")",
            contents
                .iter()
                .any(|content| is_large(cx, &content.payload)),
        )
        .derive(&[("Clone", true), ("Debug", true)])
        .attribute("non_exhaustive", true)
        .begin("pub enum", &names.content);
    let mut conversions = Vec::new();
    let mut convert = |from: &str, variant: &RustName, value: &str| {
        let mut text = String::new();
        let value = format!("Self::{variant}({value})");
        lines::conversion(&mut text, &names.content, from, "body", &value);
        conversions.push(Part::Lines(text));
    };
    for (at, (content, variant)) in contents.iter().zip(&names.contents).enumerate() {
        let docs = doc::code(&content.media_type);
        let ty = payload_type(cx, &content.payload, names, imports);
        declaration.variant(&docs, false, variant, Some(&ty));
        let earlier = contents.iter().take(at);
        let is_taken = earlier
            .clone()
            .any(|other| is_same(cx, &other.payload, &content.payload));
        if !is_taken {
            convert(ty.as_str(), variant, "body");
            if matches!(content.payload, Payload::Text) {
                convert("&str", variant, "body.to_owned()");
            }
        }
    }
    Some(Making {
        declaration: Some(declaration.end("")),
        functions: conversions,
        ..Making::default()
    })
}

/// Whether clippy might ask for a box: it allows a difference of 200, and sizes are estimates.
fn is_large(cx: &Context<'_>, payload: &Payload) -> bool {
    const TOLERATED: usize = 180;
    match payload {
        Payload::Json(ty) | Payload::Form(ty, _) => size_of(cx.facts, ty) > TOLERATED,
        Payload::Multipart(_) => true,
        Payload::Parts | Payload::Text | Payload::Upload => false,
    }
}

/// Whether two forms have one type in Rust, so that only the first can be made from it.
fn is_same(cx: &Context<'_>, left: &Payload, right: &Payload) -> bool {
    let as_type = |payload: &Payload| match payload {
        Payload::Json(ty) | Payload::Form(ty, _) => Some(ty.clone()),
        Payload::Text => Some(Type::Scalar(Scalar::String(crate::ir::Format::Plain))),
        Payload::Multipart(_) | Payload::Parts | Payload::Upload => None,
    };
    match (as_type(left), as_type(right)) {
        (Some(left), Some(right)) => is_one_type(cx.api, &left, &right),
        _ => std::mem::discriminant(left) == std::mem::discriminant(right),
    }
}

/// The form of parts that a body is.
pub(super) fn form(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    imports: &mut Imports,
) -> Option<Making> {
    let contents = &operation.body.as_ref()?.contents;
    let fields = contents
        .iter()
        .map(|content| content.payload.parts())
        .find(|parts| !parts.is_empty())?;
    Some(super::form::definition(cx, fields, names, imports))
}

/// What the module above shows of the types that belong to a body.
pub(super) fn exports<'n>(
    operation: &Operation,
    names: &'n OperationNames,
) -> impl Iterator<Item = &'n RustName> {
    let contents = operation
        .body
        .as_ref()
        .map(|body| body.contents.as_slice())
        .unwrap_or_default();
    let is_form = contents
        .iter()
        .any(|content| matches!(content.payload, Payload::Multipart(_)));
    let is_enum = contents.len() > 1;
    let content = is_enum.then_some(&names.content);
    content.into_iter().chain(is_form.then_some(&names.form))
}
