// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Values as they stand in a URL, a header or a form, before anybody knows their types.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{
    DeserializeOwned, Deserializer, Error, Expected, IntoDeserializer, Unexpected, Visitor,
};
use serde_json::Value;

/// A value that may be a word, a list or an object: what it is depends on who reads it.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// As a word.
    pub word: Option<String>,
    /// As a list.
    pub items: Vec<Given>,
    /// As an object.
    pub members: Vec<(String, Given)>,
}

/// Why a value does not fit: what was expected. The value is not quoted.
#[derive(Debug)]
pub struct Misread(String);

impl Given {
    /// A word, which may also be the JSON of something with parts.
    pub fn word(word: impl Into<String>) -> Self {
        Self {
            word: Some(word.into()),
            ..Self::default()
        }
    }

    /// Words in a row. One alone is a word too.
    pub fn words(words: Vec<String>) -> Self {
        let word = words.first().filter(|_| words.len() == 1).cloned();
        Self {
            word,
            items: words.into_iter().map(Self::word).collect(),
            members: Vec::new(),
        }
    }

    /// An object: what has one name stands together, in the order in which the names came.
    pub fn grouped(pairs: impl IntoIterator<Item = (String, String)>) -> Vec<(String, Self)> {
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for (name, value) in pairs {
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, values)) => values.push(value),
                None => groups.push((name, vec![value])),
            }
        }
        let words = groups.into_iter();
        words
            .map(|(name, words)| (name, Self::words(words)))
            .collect()
    }

    /// Puts a word below these names, the outermost first: `[b][0]=1` of what is called `a`. What lies deeper than JSON may is
    /// left out.
    pub fn put(&mut self, names: &[&str], value: &str) {
        const DEEPEST: usize = 100;
        let Some((name, rest)) = names.split_first() else {
            self.items.push(Self::word(value));
            self.word = Some(value.to_owned());
            return;
        };
        if names.len() > DEEPEST {
            return;
        }
        let at = self.members.iter().position(|(known, _)| known == name);
        let at = at.unwrap_or_else(|| {
            self.members.push(((*name).to_owned(), Self::default()));
            self.members.len() - 1
        });
        if let Some((_, member)) = self.members.get_mut(at) {
            member.put(rest, value);
        }
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.word.is_none() && self.items.is_empty() && self.members.is_empty()
    }

    /// The value as what is asked for. Where a type takes words as well as numbers, what looks like a number is one if that
    /// fits.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Misread> {
        let reader = |guesses| Reader {
            given: self,
            guesses,
        };
        T::deserialize(reader(true))
            .or_else(|error| T::deserialize(reader(false)).map_err(|_| error))
    }

    /// The value that a word is the JSON of.
    pub fn read_json<T: DeserializeOwned>(&self) -> Result<T, Misread> {
        let word = self.word.as_deref().unwrap_or_default();
        serde_json::from_str(word).map_err(|error| {
            Misread(if error.is_data() {
                "does not fit".to_owned()
            } else {
                "is not JSON".to_owned()
            })
        })
    }

    /// The items of a list: those that stand in a row, or members that are numbered.
    fn row(&self) -> Option<Vec<&Self>> {
        if !self.items.is_empty() {
            return Some(self.items.iter().collect());
        }
        let mut numbered: Vec<(usize, &Self)> = Vec::new();
        for (name, value) in &self.members {
            let index = if name.is_empty() {
                numbered.len()
            } else {
                name.parse().ok()?
            };
            numbered.push((index, value));
        }
        numbered.sort_by_key(|(index, _)| *index);
        (!numbered.is_empty()).then(|| numbered.into_iter().map(|(_, value)| value).collect())
    }

    fn json(&self) -> Option<Value> {
        let word = self.word.as_deref()?;
        let is_nested = word.starts_with(['[', '{']);
        is_nested.then(|| serde_json::from_str(word).ok()).flatten()
    }
}

/// Reads a value. What nobody knows the type of is a number only where it `guesses`.
#[derive(Clone, Copy)]
struct Reader<'g> {
    given: &'g Given,
    guesses: bool,
}

impl<'g> Reader<'g> {
    fn below(self, given: &'g Given) -> Self {
        Self { given, ..self }
    }

    fn word(self, expected: &str) -> Result<&'g str, Misread> {
        let word = self.given.word.as_deref();
        word.ok_or_else(|| Misread(format!("expected {expected}")))
    }

    fn list<'de, V: Visitor<'de>>(
        self,
        items: Vec<&'g Given>,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        let items = items.into_iter().map(|item| self.below(item));
        visitor.visit_seq(SeqDeserializer::new(items))
    }

    fn object<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        let members = self.given.members.iter();
        let members = members.map(|(name, value)| (name.as_str(), self.below(value)));
        visitor.visit_map(MapDeserializer::new(members))
    }

    fn guessed<'de, V: Visitor<'de>>(self, word: &str, visitor: V) -> Result<V::Value, Misread> {
        let scalar: Option<Value> = serde_json::from_str(word).ok();
        match scalar {
            Some(Value::Bool(value)) if self.guesses => visitor.visit_bool(value),
            // Only what is written back as it came: `007` and `1.50` are texts.
            Some(Value::Number(number)) if self.guesses && number.to_string() == word => {
                match (number.as_u64(), number.as_i64(), number.as_f64()) {
                    (Some(value), ..) => visitor.visit_u64(value),
                    (_, Some(value), _) => visitor.visit_i64(value),
                    (.., Some(value)) => visitor.visit_f64(value),
                    _ => visitor.visit_str(word),
                }
            }
            _ => visitor.visit_str(word),
        }
    }
}

impl IntoDeserializer<'_, Misread> for Reader<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! parsed {
    ($($method:ident $visit:ident $expected:literal)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
            let value = self.word($expected)?.parse();
            visitor.$visit(value.map_err(|_| Misread(concat!("expected ", $expected).to_owned()))?)
        })+
    };
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Misread;

    parsed! {
        deserialize_bool visit_bool "true or false"
        deserialize_i8 visit_i8 "a whole number of 8 bits"
        deserialize_i16 visit_i16 "a whole number of 16 bits"
        deserialize_i32 visit_i32 "a whole number of 32 bits"
        deserialize_i64 visit_i64 "a whole number of 64 bits"
        deserialize_i128 visit_i128 "a whole number of 128 bits"
        deserialize_u8 visit_u8 "a whole number from 0 of 8 bits"
        deserialize_u16 visit_u16 "a whole number from 0 of 16 bits"
        deserialize_u32 visit_u32 "a whole number from 0 of 32 bits"
        deserialize_u64 visit_u64 "a whole number from 0 of 64 bits"
        deserialize_u128 visit_u128 "a whole number from 0 of 128 bits"
        deserialize_f32 visit_f32 "a number"
        deserialize_f64 visit_f64 "a number"
        deserialize_char visit_char "a character"
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        if let Some(json) = self.given.json() {
            return json.deserialize_any(visitor).map_err(Misread::custom);
        }
        match (&self.given.word, self.given.row()) {
            (Some(word), _) => self.guessed(word, visitor),
            (None, Some(items)) => self.list(items, visitor),
            (None, None) => self.object(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_str(self.word("a text")?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.deserialize_str(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.word("nothing")? {
            "" | "null" => visitor.visit_unit(),
            _ => Err(Misread("expected nothing".to_owned())),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match (self.given.row(), self.given.json(), &self.given.word) {
            (Some(items), ..) => self.list(items, visitor),
            (None, Some(json @ Value::Array(_)), _) => {
                json.deserialize_seq(visitor).map_err(Misread::custom)
            }
            (None, _, Some(_)) => self.list(vec![self.given], visitor),
            (None, _, None) if self.given.is_empty() => self.list(Vec::new(), visitor),
            // Members that stand on their own are no items.
            (None, _, None) => Err(Misread("expected a list".to_owned())),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.given.json() {
            Some(json @ Value::Object(_)) => json.deserialize_map(visitor).map_err(Misread::custom),
            _ => self.object(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        visitor.visit_enum(self.word("a text")?.into_deserializer())
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_unit()
    }
}

impl Error for Misread {
    /// The words are dropped: they may quote the value.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self("does not fit".to_owned())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(format!("expected {expected}"))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(format!("expected {expected}"))
    }

    fn missing_field(field: &'static str) -> Self {
        Self(format!("the member `{field}` is missing"))
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Misread {}
