//! Rust types.

use std::fmt::Display;

use super::Context;
use super::imports::Imports;
use super::words::Words;
use crate::ir::{Scalar, Shape, Type, TypeId, Typed};

/// From where types with a name are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// From the file of this model: the others are siblings.
    Model(TypeId),
    /// From anywhere else: `models::Pet`.
    Outside,
}

/// The Rust type of a value.
pub fn of(cx: &Context<'_>, view: View, imports: &mut Imports, ty: &Type) -> Words {
    match ty {
        Type::Scalar(scalar) => scalar_type(imports, *scalar),
        Type::List(item) => {
            let item = of(cx, view, imports, item);
            format!("Vec<{item}>").into()
        }
        Type::Map(value) if matches!(**value, Type::Json(_)) => {
            let map = imports.item("serde_json::Map");
            let value = imports.item("serde_json::Value");
            format!("{map}<String, {value}>").into()
        }
        Type::Map(value) => {
            let map = imports.item("std::collections::BTreeMap");
            let value = of(cx, view, imports, value);
            format!("{map}<String, {value}>").into()
        }
        Type::Tuple(items) => {
            let items = items.iter().map(|item| of(cx, view, imports, item));
            match items.collect::<Vec<Words>>().as_slice() {
                [only] => format!("({only},)").into(),
                items => {
                    let items: Vec<&str> = items.iter().map(Words::as_str).collect();
                    format!("({})", items.join(", ")).into()
                }
            }
        }
        Type::Nullable(inner) => {
            let inner = of(cx, view, imports, inner);
            format!("Option<{inner}>").into()
        }
        Type::Named(id) => named(cx, view, imports, *id),
        Type::Json(_) => {
            imports.item("serde_json::Value");
            "Value".into()
        }
    }
}

fn named(cx: &Context<'_>, view: View, imports: &mut Imports, id: TypeId) -> Words {
    let name = cx.names.of(id).ty.as_str();
    match view {
        View::Model(own) if own == id => name.into(),
        View::Model(_) => {
            imports.sibling(name);
            name.into()
        }
        View::Outside => format!("{}::{name}", imports.models()).into(),
    }
}

fn scalar_type(imports: &mut Imports, scalar: Scalar) -> Words {
    match scalar {
        Scalar::Bool => "bool".into(),
        Scalar::I32 => "i32".into(),
        Scalar::I64 => "i64".into(),
        Scalar::U32 => "u32".into(),
        Scalar::U64 => "u64".into(),
        Scalar::F64 => "f64".into(),
        Scalar::Number => {
            imports.item("serde_json::Number");
            "Number".into()
        }
        Scalar::String(_) => "String".into(),
        Scalar::Base64 => {
            imports.runtime("base64_bytes", "Base64");
            "Base64".into()
        }
        Scalar::Typed(typed) => typed_text(imports, typed).into(),
    }
}

/// The type of text that is more than text. It stands with its path: documents like to call their own types `Date` or `Uuid`.
pub fn typed_text(imports: &mut Imports, typed: Typed) -> &'static str {
    match typed {
        Typed::Timestamp => {
            imports.package("jiff");
            "jiff::Timestamp"
        }
        Typed::Date => {
            imports.package("jiff");
            "jiff::civil::Date"
        }
        Typed::Duration => {
            imports.runtime("iso_duration", "IsoDuration");
            "IsoDuration"
        }
        Typed::Uuid => {
            imports.package("uuid");
            "uuid::Uuid"
        }
        Typed::Ipv4 => "std::net::Ipv4Addr",
        Typed::Ipv6 => "std::net::Ipv6Addr",
        Typed::Ip => "std::net::IpAddr",
    }
}

/// Whether a value is text with a type of its own, or holds some, that has to be told how to read itself. Notes what reads it.
pub fn is_read_as_typed(cx: &Context<'_>, imports: &mut Imports, ty: &Type) -> bool {
    match cx.plain(ty) {
        Type::Scalar(Scalar::Typed(typed)) => match reader(*typed) {
            Some(file) => {
                imports.need(file);
                true
            }
            None => false,
        },
        Type::List(inner) | Type::Map(inner) => is_read_as_typed(cx, imports, inner),
        Type::Scalar(_) | Type::Tuple(_) | Type::Nullable(_) | Type::Named(_) | Type::Json(_) => {
            false
        }
    }
}

/// The runtime file that reads text of a type from elsewhere.
fn reader(typed: Typed) -> Option<&'static str> {
    match typed {
        Typed::Timestamp | Typed::Date => Some("typed_time"),
        Typed::Uuid => Some("typed_uuid"),
        Typed::Ipv4 | Typed::Ipv6 | Typed::Ip => Some("typed_address"),
        Typed::Duration => None,
    }
}

/// What there is to say about a value where the document says nothing.
pub fn described(cx: &Context<'_>, ty: &Type) -> String {
    match ty {
        Type::Named(id) => format!("[`{}`].", cx.names.of(*id).ty),
        Type::Scalar(Scalar::Bool) => "`true` or `false`.".to_owned(),
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => {
            "A whole number.".to_owned()
        }
        Type::Scalar(Scalar::F64 | Scalar::Number) => "A number.".to_owned(),
        Type::Scalar(Scalar::String(_)) => "Text.".to_owned(),
        Type::Scalar(Scalar::Base64) => "Bytes.".to_owned(),
        Type::Scalar(Scalar::Typed(typed)) => described_text(*typed).to_owned(),
        Type::List(_) | Type::Tuple(_) => "A list.".to_owned(),
        Type::Map(_) => "A map.".to_owned(),
        Type::Nullable(inner) => described(cx, inner),
        Type::Json(_) => "Any JSON.".to_owned(),
    }
}

/// The same of text that is more than text.
fn described_text(typed: Typed) -> &'static str {
    match typed {
        Typed::Timestamp => "A moment.",
        Typed::Date => "A date.",
        Typed::Duration => "A duration.",
        Typed::Uuid => "A UUID.",
        Typed::Ipv4 => "An IPv4 address.",
        Typed::Ipv6 => "An IPv6 address.",
        Typed::Ip => "An IP address.",
    }
}

/// How a setter takes a value: text and numbers in whatever form converts without loss.
pub fn argument(cx: &Context<'_>, ty: &Type, plain: &Words) -> Argument {
    if is_convertible(cx, ty) {
        Argument {
            ty: format!("impl Into<{plain}>").into(),
            conversion: Conversion::Into,
        }
    } else {
        Argument {
            ty: plain.clone(),
            conversion: Conversion::None,
        }
    }
}

/// How an operation takes the value of a parameter: as a setter does, and a list as whatever gives its items.
pub fn parameter(cx: &Context<'_>, view: View, imports: &mut Imports, ty: &Type) -> Argument {
    let Type::List(item) = cx.plain(ty) else {
        let plain = of(cx, view, imports, ty);
        return argument(cx, ty, &plain);
    };
    let plain = of(cx, view, imports, item);
    if is_convertible(cx, item) {
        Argument {
            ty: format!("impl IntoIterator<Item = impl Into<{plain}>>").into(),
            conversion: Conversion::CollectInto,
        }
    } else {
        Argument {
            ty: format!("impl IntoIterator<Item = {plain}>").into(),
            conversion: Conversion::Collect,
        }
    }
}

fn is_convertible(cx: &Context<'_>, ty: &Type) -> bool {
    match cx.plain(ty) {
        Type::Scalar(scalar) => matches!(
            scalar,
            Scalar::String(_)
                | Scalar::F64
                | Scalar::Number
                | Scalar::Base64
                | Scalar::Typed(Typed::Duration | Typed::Ip)
        ),
        // What a variant holds stands for the whole.
        Type::Named(id) => matches!(cx.api.ty(*id).shape, Shape::Union(_)),
        _ => false,
    }
}

/// The type of an argument, and how it becomes the value.
pub struct Argument {
    /// The type as written in the signature.
    pub ty: Words,
    /// What makes the value.
    pub conversion: Conversion,
}

/// What makes a value of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// Nothing: it is the value.
    None,
    /// `.into()`.
    Into,
    /// Its items are collected.
    Collect,
    /// Its items are converted and collected.
    CollectInto,
}

impl Argument {
    /// Text that is kept as a `String`.
    pub fn text() -> Self {
        Self {
            ty: "impl Into<String>".into(),
            conversion: Conversion::Into,
        }
    }

    /// The value of the argument called `name`.
    pub fn value(&self, name: impl Display) -> Words {
        match self.conversion {
            Conversion::None => name.to_string().into(),
            Conversion::Into => format!("{name}.into()").into(),
            Conversion::Collect => format!("{name}.into_iter().collect()").into(),
            Conversion::CollectInto => {
                format!("{name}.into_iter().map(Into::into).collect()").into()
            }
        }
    }
}
