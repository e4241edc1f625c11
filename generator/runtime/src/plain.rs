//! What any value comes to in a URL or a header: a word, a list of words, or members with names.

use std::fmt;

use serde::ser::{
    Error, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};

/// A value in parts.
pub enum Plain {
    /// `null`.
    Nothing,
    /// A number or a truth value.
    Bare(String),
    /// A text.
    Text(String),
    /// Values in a row.
    List(Vec<Plain>),
    /// Values with names, in the order of their declaration.
    Members(Vec<(String, Plain)>),
}

/// A value that cannot be written. It does not say which: the value may be a secret.
#[derive(Debug)]
pub struct Unwritable;

/// The parts of a value.
pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Plain, Unwritable> {
    value.serialize(Parts)
}

impl Plain {
    /// The value as one part: a word as it is, anything with parts of its own as JSON.
    #[inline]
    pub fn into_word(self) -> String {
        match self {
            Self::Bare(word) | Self::Text(word) => word,
            nested => {
                let mut json = String::new();
                nested.write_json(&mut json);
                json
            }
        }
    }

    #[inline]
    fn write_json(&self, json: &mut String) {
        match self {
            Self::Nothing => json.push_str("null"),
            Self::Bare(word) => json.push_str(word),
            Self::Text(text) => json.push_str(&quoted(text)),
            Self::List(items) => {
                json.push('[');
                for (index, item) in items.iter().enumerate() {
                    json.push_str(if index > 0 { "," } else { "" });
                    item.write_json(json);
                }
                json.push(']');
            }
            Self::Members(members) => {
                json.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    json.push_str(if index > 0 { "," } else { "" });
                    json.push_str(&quoted(name));
                    json.push(':');
                    value.write_json(json);
                }
                json.push('}');
            }
        }
    }
}

#[inline]
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Takes a value apart.
struct Parts;

/// Takes a list apart.
struct Items(Vec<Plain>);

/// Takes an object or a map apart.
#[derive(Default)]
struct Members {
    members: Vec<(String, Plain)>,
    name: String,
}

macro_rules! bare {
    ($($name:ident: $ty:ty),+ $(,)?) => {
        $(fn $name(self, value: $ty) -> Result<Plain, Unwritable> {
            Ok(Plain::Bare(value.to_string()))
        })+
    };
}

impl Serializer for Parts {
    type Ok = Plain;
    type Error = Unwritable;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Impossible<Plain, Unwritable>;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Impossible<Plain, Unwritable>;

    bare! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
    }

    #[inline]
    fn serialize_f32(self, value: f32) -> Result<Plain, Unwritable> {
        self.serialize_f64(value.into())
    }

    #[inline]
    fn serialize_f64(self, value: f64) -> Result<Plain, Unwritable> {
        if !value.is_finite() {
            return Err(Unwritable);
        }
        Ok(Plain::Bare(value.to_string()))
    }

    #[inline]
    fn serialize_char(self, value: char) -> Result<Plain, Unwritable> {
        Ok(Plain::Text(value.into()))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<Plain, Unwritable> {
        Ok(Plain::Text(value.to_owned()))
    }

    #[inline]
    fn serialize_bytes(self, _: &[u8]) -> Result<Plain, Unwritable> {
        Err(Unwritable)
    }

    #[inline]
    fn serialize_none(self) -> Result<Plain, Unwritable> {
        Ok(Plain::Nothing)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Plain, Unwritable> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit(self) -> Result<Plain, Unwritable> {
        Ok(Plain::Nothing)
    }

    #[inline]
    fn serialize_unit_struct(self, _: &'static str) -> Result<Plain, Unwritable> {
        Ok(Plain::Nothing)
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Plain, Unwritable> {
        Ok(Plain::Text(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Plain, Unwritable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Plain, Unwritable> {
        Ok(Plain::Members(vec![(variant.to_owned(), of(value)?)]))
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Items, Unwritable> {
        Ok(Items(Vec::new()))
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<Items, Unwritable> {
        Ok(Items(Vec::new()))
    }

    #[inline]
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items, Unwritable> {
        Ok(Items(Vec::new()))
    }

    #[inline]
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable)
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Members, Unwritable> {
        Ok(Members::default())
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members, Unwritable> {
        Ok(Members::default())
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        Err(Unwritable)
    }
}

macro_rules! items {
    ($($trait:ident: $name:ident),+) => {
        $(impl $trait for Items {
            type Ok = Plain;
            type Error = Unwritable;

            fn $name<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
                self.0.push(of(value)?);
                Ok(())
            }

            fn end(self) -> Result<Plain, Unwritable> {
                Ok(Plain::List(self.0))
            }
        })+
    };
}

items!(SerializeSeq: serialize_element, SerializeTuple: serialize_element, SerializeTupleStruct: serialize_field);

impl SerializeMap for Members {
    type Ok = Plain;
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.name = of(key)?.into_word();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        let name = std::mem::take(&mut self.name);
        self.members.push((name, of(value)?));
        Ok(())
    }

    #[inline]
    fn end(self) -> Result<Plain, Unwritable> {
        Ok(Plain::Members(self.members))
    }
}

impl SerializeStruct for Members {
    type Ok = Plain;
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        self.members.push((name.to_owned(), of(value)?));
        Ok(())
    }

    #[inline]
    fn end(self) -> Result<Plain, Unwritable> {
        Ok(Plain::Members(self.members))
    }
}

impl Error for Unwritable {
    /// The words are dropped: they may quote the value.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl fmt::Display for Unwritable {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that cannot be written")
    }
}

impl std::error::Error for Unwritable {}
