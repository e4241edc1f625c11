// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Replies that carry JSON.

use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;
use serde_json::de::SliceRead;
use serde_json::error::Category;

use super::decode_error::DecodeError;
use super::operation::{DecodeFailure, OperationError, Reply};

impl Reply {
    /// The body, read as JSON.
    pub fn json<T: DeserializeOwned>(&mut self) -> Result<T, DecodeError> {
        text(&self.take_bytes()?)
    }

    /// A success with a JSON body.
    pub fn success_json<T: DeserializeOwned, E>(&mut self) -> Result<T, DecodeFailure<E>> {
        self.json().map_err(DecodeFailure::Decode)
    }

    /// A declared failure with a JSON body. A body that does not fit makes it an unexpected one, with the status kept.
    pub fn failure_json<S, T, E>(
        &mut self,
        failure: impl FnOnce(T) -> E,
    ) -> Result<S, DecodeFailure<E>>
    where
        T: DeserializeOwned,
        E: OperationError,
    {
        let bytes = self.take_bytes().unwrap_or_default();
        match read(&bytes) {
            Ok(body) => Err(DecodeFailure::Api(failure(body))),
            Err(_) => self.unexpected_with(bytes),
        }
    }
}

/// Reads a whole JSON text.
pub fn text<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    read(bytes).map_err(|error| describe(&error))
}

/// Reads a whole body. JSON has no integers of its own: `5.0` is the number 5, and some servers write it so.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    parse(bytes).or_else(|error| {
        // Only a body that has such a number where an integer is expected is read once more.
        if error
            .to_string()
            .starts_with("invalid type: floating point")
        {
            with_integers(bytes)
                .and_then(|bytes| parse(&bytes))
                .map_err(|_| error)
        } else {
            Err(error)
        }
    })
}

/// The same JSON with whole numbers written as integers.
#[inline]
fn with_integers(bytes: &[u8]) -> serde_json::Result<Vec<u8>> {
    let mut root: Value = serde_json::from_slice(bytes)?;
    let mut work = vec![&mut root];
    while let Some(value) = work.pop() {
        match value {
            Value::Number(number) => {
                if let Some(integer) = number.as_f64().and_then(integer) {
                    *value = Value::from(integer);
                }
            }
            Value::Array(items) => work.extend(items),
            Value::Object(members) => work.extend(members.values_mut()),
            Value::Null | Value::Bool(_) | Value::String(_) => {}
        }
    }
    serde_json::to_vec(&root)
}

/// The integer that a number is, as far as every integer has a floating point number of its own.
#[inline]
fn integer(number: f64) -> Option<i64> {
    const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() != 0.0 || number.abs() > LARGEST_EXACT {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole, and well within i64"
    )]
    Some(number as i64)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = T::deserialize(Strict(&mut json))?;
    json.end()?;
    Ok(value)
}

/// Reads a struct from a JSON object and from nothing else. Left to itself, serde takes the members of a struct from an
/// array as well, in their order: `[true]` would do for `{"valid": true}`.
struct Strict<'a, 'de>(&'a mut serde_json::Deserializer<SliceRead<'de>>);

impl<'de> Deserializer<'de> for Strict<'_, 'de> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> serde_json::Result<V::Value> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> serde_json::Result<V::Value> {
        self.0.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> serde_json::Result<V::Value> {
        self.0.deserialize_option(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> serde_json::Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> serde_json::Result<V::Value> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

/// What a JSON error says, without what it quotes of the reply.
#[inline]
fn describe(error: &serde_json::Error) -> DecodeError {
    let described = match error.classify() {
        Category::Data => DecodeError::new(expected(&error.to_string())),
        Category::Eof => DecodeError::new("more: the JSON ends too early"),
        Category::Syntax | Category::Io => DecodeError::new("JSON"),
    };
    match error.line() {
        0 => described,
        line => described.at(line, error.column()),
    }
}

/// The part of a data error's text that comes from the type and not from the reply.
#[inline]
fn expected(text: &str) -> String {
    let text = text
        .rsplit_once(" at line ")
        .map_or(text, |(text, _place)| text);
    if let Some(rest) = text.strip_prefix("missing field ") {
        return format!("the member {rest}");
    }
    let quotes_then_expects = ["invalid type: ", "invalid value: ", "invalid length "]
        .iter()
        .any(|start| text.starts_with(start));
    match text.rsplit_once(", expected ") {
        Some((_quoted, expected)) if quotes_then_expects => expected.to_owned(),
        _ => "another value".to_owned(),
    }
}
