//! The members of a value that serializes as an object, in its own order.

use std::fmt::Display;

use serde::ser::{Error as _, Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};
use serde_json::{Error, Value};

/// A member: its name and its value.
pub type Member = (String, Value);

/// The members of an object. What is no object has none, which is an error.
pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Vec<Member>, Error> {
    value.serialize(Members)
}

struct Members;

/// What was found so far, and the name that waits for its value.
#[derive(Default)]
struct Found {
    members: Vec<Member>,
    name: String,
}

impl Found {
    fn add<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), Error> {
        self.members.push((name, serde_json::to_value(value)?));
        Ok(())
    }
}

macro_rules! refuse {
    ($($method:ident $ty:ty)+) => {
        $(fn $method(self, _: $ty) -> Result<Self::Ok, Error> {
            Err(no_object())
        })+
    };
}

#[inline]
fn no_object() -> Error {
    Error::custom("it is no object")
}

impl Serializer for Members {
    type Ok = Vec<Member>;
    type Error = Error;
    type SerializeSeq = Impossible<Vec<Member>, Error>;
    type SerializeTuple = Impossible<Vec<Member>, Error>;
    type SerializeTupleStruct = Impossible<Vec<Member>, Error>;
    type SerializeTupleVariant = Impossible<Vec<Member>, Error>;
    type SerializeMap = Found;
    type SerializeStruct = Found;
    type SerializeStructVariant = Impossible<Vec<Member>, Error>;

    refuse! {
        serialize_bool bool serialize_i8 i8 serialize_i16 i16 serialize_i32 i32 serialize_i64 i64 serialize_u8 u8
        serialize_u16 u16 serialize_u32 u32 serialize_u64 u64 serialize_f32 f32 serialize_f64 f64 serialize_char char
        serialize_str &str serialize_bytes &[u8] serialize_unit_struct &'static str
    }

    #[inline]
    fn serialize_none(self) -> Result<Self::Ok, Error> {
        Ok(Vec::new())
    }

    #[inline]
    fn serialize_unit(self) -> Result<Self::Ok, Error> {
        Ok(Vec::new())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Self::Ok, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<Self::Ok, Error> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_map(self, _length: Option<usize>) -> Result<Found, Error> {
        Ok(Found::default())
    }

    #[inline]
    fn serialize_struct(self, _name: &'static str, _length: usize) -> Result<Found, Error> {
        Ok(Found::default())
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
    ) -> Result<Self::Ok, Error> {
        Err(no_object())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<Self::Ok, Error> {
        Err(no_object())
    }

    #[inline]
    fn serialize_seq(self, _length: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        Err(no_object())
    }

    #[inline]
    fn serialize_tuple(self, _length: usize) -> Result<Self::SerializeTuple, Error> {
        Err(no_object())
    }

    #[inline]
    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        Err(no_object())
    }

    #[inline]
    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(no_object())
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(no_object())
    }

    fn collect_str<T: Display + ?Sized>(self, _value: &T) -> Result<Self::Ok, Error> {
        Err(no_object())
    }
}

impl SerializeMap for Found {
    type Ok = Vec<Member>;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.name = match serde_json::to_value(key)? {
            Value::String(name) => name,
            other => other.to_string(),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let name = std::mem::take(&mut self.name);
        self.add(name, value)
    }

    #[inline]
    fn end(self) -> Result<Vec<Member>, Error> {
        Ok(self.members)
    }
}

impl SerializeStruct for Found {
    type Ok = Vec<Member>;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.add(name.to_owned(), value)
    }

    #[inline]
    fn end(self) -> Result<Vec<Member>, Error> {
        Ok(self.members)
    }
}
