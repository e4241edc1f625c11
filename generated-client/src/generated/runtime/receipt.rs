// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Reads what a request carries, by the API's description.

use bytes::Bytes;
use http::Request;
use http::header::{CONTENT_TYPE, COOKIE, HeaderMap};
use percent_encoding::percent_decode_str;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::given::{Given, Misread};
use super::media_type::fits;
use super::operation::OperationFacts;
use super::problems::ValidationError;
use super::refusal::Refusal;
use super::route::Captures;

/// A request while it is read.
pub struct Receipt<'r> {
    facts: &'static OperationFacts,
    captures: &'r Captures,
    query: Vec<(&'r str, &'r str)>,
    headers: &'r HeaderMap,
    body: &'r Bytes,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How a parameter is written: the names of OpenAPI. `true` where its parts are spread out, or "exploded".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `1,2`.
    Simple(bool),
    /// `.1,2`.
    Label(bool),
    /// `;id=1,2`.
    Matrix(bool),
    /// `id=1,2`, or `id=1&id=2`.
    Form(bool),
    /// `R=100&G=200`, with whatever names: only those of other parameters are none of its own.
    FormBeside(&'static [&'static str]),
    /// `id=1%202`.
    SpaceDelimited,
    /// `id=1|2`.
    PipeDelimited,
    /// `id[a]=1`.
    DeepObject,
    /// JSON.
    Json,
}

impl<'r> Receipt<'r> {
    /// Reads a request for this operation, whose path gave the captures.
    pub fn new(
        facts: &'static OperationFacts,
        captures: &'r Captures,
        request: &'r Request<Bytes>,
    ) -> Self {
        let query = request.uri().query().unwrap_or_default();
        Self {
            facts,
            captures,
            query: pairs(query, "&"),
            headers: request.headers(),
            body: request.body(),
        }
    }

    /// A parameter that has to be there; `name` is its name on the wire.
    pub fn required<T: DeserializeOwned>(
        &self,
        place: Place,
        name: &'static str,
        style: Style,
    ) -> Result<T, Refusal> {
        let given = self.given(place, name, style)?;
        if given.is_empty() {
            return Err(self.refuse(name, "is missing"));
        }
        read(&given, style).map_err(|error| self.refuse(name, &error.to_string()))
    }

    /// A parameter that may be absent.
    pub fn optional<T: DeserializeOwned>(
        &self,
        place: Place,
        name: &'static str,
        style: Style,
    ) -> Result<Option<T>, Refusal> {
        let given = self.given(place, name, style)?;
        if given.is_empty() {
            return Ok(None);
        }
        match read(&given, style) {
            Ok(value) => Ok(Some(value)),
            // Members that stand on their own say nothing of an object that is not there.
            Err(_) if given.word.is_none() && given.items.is_empty() => Ok(None),
            Err(error) => Err(self.refuse(name, &error.to_string())),
        }
    }

    /// The body's bytes.
    pub fn bytes(&self) -> &'r Bytes {
        self.body
    }

    /// The headers.
    pub fn headers(&self) -> &'r HeaderMap {
        self.headers
    }

    /// Whether there is no body.
    pub fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    /// Whether the body is of this media type, which may be a range such as `image/*`.
    pub fn is(&self, media_type: &str) -> bool {
        fits(self.content_type(), media_type)
    }

    /// What the request says its body is; empty where it says nothing.
    pub fn content_type(&self) -> &'r str {
        let content_type = self.headers.get(CONTENT_TYPE);
        content_type
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Refuses a body of another media type; parameters do not count.
    pub fn expect(&self, media_type: &str) -> Result<(), Refusal> {
        let essence = media_type.split(';').next().unwrap_or_default();
        if self.is(essence.trim()) {
            return Ok(());
        }
        Err(self.refuse("body", &format!("is not of the type {media_type}")))
    }

    /// The refusal of a body that comes in none of the media types that the operation takes.
    pub fn refuse_media_type(&self) -> Refusal {
        self.refuse("body", "is of a type that the operation does not take")
    }

    /// A text body.
    pub fn text(&self, media_type: &str) -> Result<String, Refusal> {
        self.expect(media_type)?;
        let text = String::from_utf8(self.body.to_vec());
        text.map_err(|_| self.refuse("body", "is not UTF-8"))
    }

    /// A value that keeps its bounds, as `check` has it.
    pub fn checked<T>(
        &self,
        value: T,
        check: impl FnOnce(&T) -> Result<(), ValidationError>,
    ) -> Result<T, Refusal> {
        match check(&value) {
            Ok(()) => Ok(value),
            Err(error) => Err(Refusal::from(error).of(self.facts)),
        }
    }

    /// A refusal of what stands at a place.
    pub fn refuse(&self, name: &str, text: &str) -> Refusal {
        Refusal::new(format!("{name} {text}")).of(self.facts)
    }

    fn given(&self, place: Place, name: &str, style: Style) -> Result<Given, Refusal> {
        let given = match place {
            Place::Path => {
                let segment = self.captures.iter().find(|(known, _)| *known == name);
                segment.map(|(_, segment)| in_path(segment, name, style, decoded))
            }
            Place::Query => Some(in_pairs(&self.query, name, style, decoded)),
            Place::Header => {
                let value = self.headers.get(name).map(|value| value.to_str());
                let text = match value {
                    Some(Err(_)) => return Err(self.refuse(name, "is not text")),
                    Some(Ok(text)) => Some(text),
                    None => None,
                };
                text.map(|text| in_path(text, name, style, str::to_owned))
            }
            Place::Cookie => {
                let cookies = self
                    .headers
                    .get(COOKIE)
                    .and_then(|value| value.to_str().ok());
                let cookies = pairs(cookies.unwrap_or_default(), "; ");
                let decode = if style == Style::Json {
                    decoded
                } else {
                    str::to_owned
                };
                Some(in_pairs(&cookies, name, style, decode))
            }
        };
        Ok(given.unwrap_or_default())
    }
}

/// JSON says what it is: nothing is guessed.
fn read<T: DeserializeOwned>(given: &Given, style: Style) -> Result<T, Misread> {
    match style {
        Style::Json => given.read_json(),
        _ => given.read(),
    }
}

type Decode = fn(&str) -> String;

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Names with their values, as they came.
pub fn pairs<'t>(text: &'t str, separator: &str) -> Vec<(&'t str, &'t str)> {
    let pairs = text.split(separator).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .collect()
}

/// A value that stands alone.
fn in_path(text: &str, name: &str, style: Style, decode: Decode) -> Given {
    match style {
        Style::Label(exploded) => {
            let text = text.strip_prefix('.').unwrap_or(text);
            separated(text, if exploded { "." } else { "," }, exploded, decode)
        }
        Style::Matrix(exploded) => {
            let pairs = pairs(text, ";");
            in_pairs(&pairs, name, Style::Form(exploded), decode)
        }
        Style::Simple(exploded) | Style::Form(exploded) => separated(text, ",", exploded, decode),
        Style::FormBeside(_)
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Json => Given::word(decode(text)),
    }
}

/// A value among others that have names.
pub fn in_pairs(pairs: &[(&str, &str)], name: &str, style: Style, decode: Decode) -> Given {
    let own = pairs.iter().filter(|(known, _)| decode(known) == name);
    let mut own = own.map(|(_, value)| *value);
    match style {
        Style::Form(true) => Given {
            members: Given::grouped(
                pairs
                    .iter()
                    .map(|(name, value)| (decode(name), decode(value))),
            ),
            ..Given::words(own.map(decode).collect())
        },
        Style::FormBeside(others) => {
            let mut given = in_pairs(pairs, name, Style::Form(true), decode);
            given
                .members
                .retain(|(name, _)| !others.contains(&name.as_str()));
            given
        }
        Style::DeepObject => {
            let mut root = Given::default();
            for (key, value) in pairs {
                let key = decode(key);
                let Some(rest) = key.strip_prefix(name) else {
                    continue;
                };
                if let Some(names) = brackets(rest) {
                    root.put(&names, &decode(value));
                }
            }
            root
        }
        Style::Json => own
            .next()
            .map(|value| Given::word(decode(value)))
            .unwrap_or_default(),
        Style::SpaceDelimited => first(own.next(), &["%20", "+", " "], decode),
        Style::PipeDelimited => first(own.next(), &["%7C", "%7c", "|"], decode),
        Style::Form(false) | Style::Simple(_) | Style::Label(_) | Style::Matrix(_) => {
            first(own.next(), &[","], decode)
        }
    }
}

/// The names in `[a][b]`; none in nothing.
fn brackets(text: &str) -> Option<Vec<&str>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    Some(inner.split("][").collect())
}

/// A value whose parts have one of these separators between them.
fn first(value: Option<&str>, separators: &[&str], decode: Decode) -> Given {
    let Some(value) = value else {
        return Given::default();
    };
    let separator = separators
        .iter()
        .find(|separator| value.contains(**separator));
    separated(value, separator.copied().unwrap_or(","), false, decode)
}

/// A value with separators between its parts. Members stand as `R=100`, or as `R` and `100` in turn.
fn separated(text: &str, separator: &str, spread: bool, decode: Decode) -> Given {
    let parts = split(text, separator);
    let members: Vec<(String, String)> = if spread {
        let pairs = parts.iter().filter_map(|part| part.split_once('='));
        pairs
            .map(|(name, value)| (decode(name), decode(value)))
            .collect()
    } else {
        let pairs = parts.chunks_exact(2);
        pairs
            .filter_map(|pair| Some((decode(pair.first()?), decode(pair.get(1)?))))
            .collect()
    };
    Given {
        word: Some(decode(text)),
        items: parts
            .into_iter()
            .map(|part| Given::word(decode(part)))
            .collect(),
        members: members
            .into_iter()
            .map(|(name, value)| (name, Given::word(value)))
            .collect(),
    }
}

/// The parts between separators. JSON is one part, whatever stands in it.
fn split<'t>(text: &'t str, separator: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        // In a pair the JSON begins behind the name.
        let named = rest
            .find(separator)
            .map_or(rest, |end| rest.split_at(end).0);
        let start = named.find('=').map_or(0, |at| at + 1);
        let inside = [0, start].into_iter().find_map(|start| {
            let length = json_length(rest.get(start..)?)?;
            Some(start + length)
        });
        let from = inside.unwrap_or(0);
        let Some(end) = rest.get(from..).and_then(|rest| rest.find(separator)) else {
            parts.push(rest);
            return parts;
        };
        let (part, after) = rest.split_at(from + end);
        parts.push(part);
        rest = after.get(separator.len()..).unwrap_or_default();
    }
}

/// How long the list or object is that a text begins with, if it does.
fn json_length(text: &str) -> Option<usize> {
    if !text.starts_with(['[', '{']) {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}
