//! Turns types without parts into Rust's: by format, and by the bounds that a value may reach.

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Format, Scalar, Typed};
use crate::node::{Node, Value};

use super::Lower;
use super::conjunction::Part;

/// Beyond these, a number has no `i64`. Documents write them as JavaScript prints them, rounded to a double.
const LEAST_I64: f64 = -9_223_372_036_854_775_808.0;
const PAST_I64: f64 = 9_223_372_036_854_775_808.0;
const PAST_U64: f64 = 18_446_744_073_709_551_616.0;

/// What becomes of strings whose format names a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formats {
    /// They stay text, as it came.
    #[default]
    Strings,
    /// They become values, which are written as their standards have it. A `date-time` becomes the moment that it names: its
    /// offset is not kept, and it is written in UTC. The formats are `date-time`, `date`, `duration`, `uuid`, `ipv4`, `ipv6` and
    /// `ip`; a `time` has an offset that no Rust type keeps, and a URI may be spelled in ways that mean something.
    Typed,
}

impl Formats {
    /// Every choice.
    pub const ALL: [Self; 2] = [Self::Strings, Self::Typed];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Strings => "strings",
            Self::Typed => "typed",
        }
    }

    /// The type that a format of text names.
    pub(super) fn typed(self, format: Option<&str>) -> Option<Typed> {
        if self == Self::Strings {
            return None;
        }
        Some(match format? {
            "date-time" => Typed::Timestamp,
            "date" => Typed::Date,
            "duration" => Typed::Duration,
            "uuid" => Typed::Uuid,
            "ipv4" => Typed::Ipv4,
            "ipv6" => Typed::Ipv6,
            "ip" => Typed::Ip,
            _ => return None,
        })
    }
}

impl<'d> Lower<'_, 'd> {
    /// The type of a value of this kind; `None` if it is a kind that JSON Schema does not have.
    pub(super) fn scalar(&mut self, parts: &[Part<'d>], kind: &str) -> Option<Scalar> {
        let format = self.word(parts, "format");
        Some(match kind {
            "string" => match self.formats.typed(format) {
                Some(typed) => {
                    self.unchecked(parts);
                    Scalar::Typed(typed)
                }
                None => string(format),
            },
            "integer" => integer(parts, format),
            "number" => Scalar::F64,
            "boolean" => Scalar::Bool,
            _ => return None,
        })
    }

    /// Says which patterns of a text with a type of its own nobody checks. How long the text is follows from what it says.
    fn unchecked(&mut self, parts: &[Part<'d>]) {
        let patterns = parts.iter().filter_map(|part| part.node.get("pattern"));
        for pattern in patterns {
            let message =
                "the client does not check this `pattern`: the value has a type of its own";
            let diagnostic = Diagnostic::new(Code::PatternUnchecked, pattern.origin, message);
            self.sink
                .push(diagnostic.help("the server still checks it"));
        }
    }
}

/// The kind of value that a format speaks of.
pub(super) fn kind_of(format: &str) -> Option<&'static str> {
    match format {
        "date-time" | "date" | "time" | "duration" | "uuid" | "uri" | "url" | "uri-reference"
        | "iri" | "byte" | "email" | "hostname" | "ipv4" | "ipv6" | "binary" | "password" => {
            Some("string")
        }
        "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" => {
            Some("integer")
        }
        "float" | "double" => Some("number"),
        _ => None,
    }
}

fn string(format: Option<&str>) -> Scalar {
    let format = match format {
        Some("byte") => return Scalar::Base64,
        Some("date-time") => Format::DateTime,
        Some("date") => Format::Date,
        Some("uuid") => Format::Uuid,
        Some("uri" | "url") => Format::Uri,
        Some("binary") => Format::Binary,
        _ => Format::Plain,
    };
    Scalar::String(format)
}

fn integer(parts: &[Part<'_>], format: Option<&str>) -> Scalar {
    let bounds = |key: &'static str| {
        parts
            .iter()
            .filter_map(move |part| number(part.node.get(key)?))
    };
    let least = bounds("minimum").reduce(f64::max);
    let most = bounds("maximum").reduce(f64::min);
    let not_negative = least.is_some_and(|bound| bound >= 0.0);
    match format {
        Some("int32" | "int16" | "int8")
            if most.is_none_or(|bound| bound <= f64::from(i32::MAX))
                && least.is_none_or(|bound| bound >= f64::from(i32::MIN)) =>
        {
            return Scalar::I32;
        }
        Some("uint32" | "uint16" | "uint8")
            if most.is_none_or(|bound| bound <= f64::from(u32::MAX)) =>
        {
            return Scalar::U32;
        }
        Some("uint64") => return Scalar::U64,
        Some("int64") if !not_negative => return Scalar::I64,
        _ => {}
    }
    let below = least.is_some_and(|bound| bound < LEAST_I64);
    let above = most.is_some_and(|bound| bound > PAST_I64);
    match (above, not_negative) {
        (false, _) if !below => Scalar::I64,
        (true, true) if most.is_some_and(|bound| bound <= PAST_U64) => Scalar::U64,
        _ => Scalar::Number,
    }
}

fn number(node: &Node) -> Option<f64> {
    match &node.value {
        Value::Number(number) => number.0.parse().ok(),
        _ => None,
    }
}
