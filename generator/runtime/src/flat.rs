//! Structs with members that are laid flat beside the others: fields whose names start with `(flat) ` for those of another
//! type, and with `(rest) ` for those that nothing declares.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Unexpected, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;

use super::look::{FLAT, Look, REST, Tally, WHOLE};
use super::object::{self, Object};

/// Reads a struct: each flat field from the whole object.
pub fn read<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_newtype_struct(WHOLE, Reader(PhantomData))
}

/// Writes a struct: the members of each flat field among its own.
pub fn write<T: Object, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let fields = object::write(object, serde_json::value::Serializer);
    let mut json = fields.map_err(S::Error::custom)?;
    if let Value::Object(members) = &mut json {
        let mut beside = [Vec::new(), Vec::new()];
        let mut own = Vec::new();
        for (name, value) in std::mem::take(members) {
            match value {
                Value::Object(inner) if name.starts_with(REST) => beside[0].extend(inner),
                Value::Object(inner) if name.starts_with(FLAT) => beside[1].extend(inner),
                value => own.push((name, value)),
            }
        }
        // Where two of them have a member of the same name, what was declared for it counts.
        let [rest, flat] = beside;
        members.extend(rest.into_iter().chain(own).chain(flat));
    }
    json.serialize(serializer)
}

struct Fields<T>(T);

impl<'de, T: Object> Deserialize<'de> for Fields<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::read(deserializer).map(Self)
    }
}

struct Reader<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::NAME)
    }

    /// A value that comes from elsewhere is kept first.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let tally = Tally::settled();
        object::read(Look::new(&value, &tally)).map_err(|misfit| {
            let expected = misfit.to_string();
            D::Error::invalid_value(Unexpected::Other("value"), &expected.as_str())
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut whole: A) -> Result<T, A::Error> {
        match whole.next_entry::<(), Fields<T>>()? {
            Some(((), Fields(value))) => Ok(value),
            None => Err(A::Error::custom("no value")),
        }
    }
}
