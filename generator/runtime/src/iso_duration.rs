//! Durations that travel as ISO 8601 text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::fmt::temporal::SpanParser;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::typed_text::{self, TypedText};

const PARSER: SpanParser = SpanParser::new();

/// A duration that travels as ISO 8601 text, such as `P1M`. Two of them are equal if each unit is: how long a month or a day is
/// depends on when it begins, so `PT24H` is not `P1D`.
#[derive(Clone, Copy, Debug, Default)]
pub struct IsoDuration(pub jiff::Span);

impl PartialEq for IsoDuration {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0.fieldwise() == other.0.fieldwise()
    }
}

impl Eq for IsoDuration {}

impl Hash for IsoDuration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fieldwise().hash(state);
    }
}

impl From<jiff::Span> for IsoDuration {
    #[inline]
    fn from(span: jiff::Span) -> Self {
        Self(span)
    }
}

impl From<IsoDuration> for jiff::Span {
    #[inline]
    fn from(duration: IsoDuration) -> Self {
        duration.0
    }
}

impl FromStr for IsoDuration {
    type Err = jiff::Error;

    #[inline]
    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        PARSER.parse_span(text).map(Self)
    }
}

impl fmt::Display for IsoDuration {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Serialize for IsoDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for IsoDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed_text::read(deserializer, false)
    }
}

impl TypedText for IsoDuration {
    const EXPECTED: &'static str = "an ISO 8601 duration";

    #[inline]
    fn from_text(text: &str, _exactly: bool) -> Option<Self> {
        text.parse().ok()
    }
}
