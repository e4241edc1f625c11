//! A value that is kept whole while it is looked at, once for each type that it may be.

use std::cell::Cell;
use std::slice;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

use super::misfit::Misfit;

/// Who asks for a newtype struct of this name gets the whole value as often as it likes, see `Offers`.
pub const WHOLE: &str = "(whole)";

/// A field whose name starts like this gets the object that it is a member of.
pub const FLAT: &str = "(flat) ";

/// A field whose name starts like this gets the members that the struct does not declare.
pub const REST: &str = "(rest) ";

/// How many values one look takes in. A reply decides how deep types nest in each other, so that looking without an end
/// would take twice as long with each level.
const EFFORT: u32 = 1_000;

/// What a declared member that is there counts for, against one point for a member that is kept in a map, and one point less
/// for one that is lost.
const DECLARED: i64 = 4;

/// What was seen of a value.
#[derive(Debug)]
pub struct Tally {
    /// How many values may still be taken in; no number where there is no end.
    effort: Cell<Option<u32>>,
    points: Cell<i64>,
}

impl Tally {
    /// For a value whose type is settled.
    #[inline]
    pub fn settled() -> Self {
        Self {
            effort: Cell::new(None),
            points: Cell::new(0),
        }
    }

    #[inline]
    fn limited() -> Self {
        Self {
            effort: Cell::new(Some(EFFORT)),
            points: Cell::new(0),
        }
    }

    #[inline]
    fn is_limited(&self) -> bool {
        self.effort.get().is_some()
    }

    #[inline]
    fn is_used_up(&self) -> bool {
        self.effort.get() == Some(0)
    }

    #[inline]
    fn spend(&self) -> Result<(), Misfit> {
        match self.effort.get() {
            Some(0) => Err(Misfit::new("less to look at".to_owned())),
            Some(left) => {
                self.effort.set(Some(left - 1));
                Ok(())
            }
            None => Ok(()),
        }
    }

    #[inline]
    fn add(&self, points: i64) {
        self.points.set(self.points.get().saturating_add(points));
    }
}

/// A value to be read as some type.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    value: &'a Value,
    tally: &'a Tally,
    /// Members that are not seen, since they have been read.
    without: &'static [&'static str],
}

/// Another type than was expected. The value itself is never said.
#[inline]
fn misfit(expected: &dyn Expected) -> Misfit {
    Misfit::invalid_type(Unexpected::Other("value"), expected)
}

impl<'a> Look<'a> {
    /// Reads `value`; `tally` keeps what is seen of it.
    #[inline]
    pub fn new(value: &'a Value, tally: &'a Tally) -> Self {
        Self {
            value,
            tally,
            without: &[],
        }
    }

    fn members<'de, V: Visitor<'de>>(
        self,
        members: &'a Map<String, Value>,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.tally.spend()?;
        visitor.visit_map(Members {
            object: self,
            entries: members.iter(),
            fields,
            beside: fields.iter(),
            next: None,
        })
    }
}

impl<'de> Deserializer<'de> for Look<'_> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::Object(_) => return self.deserialize_map(visitor),
            _ => self.tally.spend()?,
        }
        match self.value {
            Value::Null | Value::Object(_) => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), _, _) => visitor.visit_u64(value),
                (None, Some(value), _) => visitor.visit_i64(value),
                (None, None, Some(value)) => visitor.visit_f64(value),
                (None, None, None) => Err(misfit(&visitor)),
            },
            Value::String(text) => visitor.visit_str(text),
            Value::Array(items) => {
                let expected = Misfit::invalid_length(items.len(), &visitor);
                let mut items = Items {
                    items: items.iter(),
                    tally: self.tally,
                };
                let read = visitor.visit_seq(&mut items)?;
                items.items.next().map_or(Ok(read), |_| Err(expected))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    /// A map keeps every member, and so does a struct that comes as a map: it has a member for what it does not declare.
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let Value::Object(members) = self.value else {
            return Err(misfit(&visitor));
        };
        let expected: &dyn Expected = &visitor;
        let is_struct = expected.to_string().starts_with("struct ");
        let each = if is_struct { DECLARED } else { 1 };
        let left = count(members.len()) - known(members, self.without);
        self.tally.add(each.saturating_mul(left));
        self.members(members, &[], visitor)
    }

    /// Only an object is a struct: an array of its members in their order is none.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let Value::Object(members) = self.value else {
            return Err(misfit(&visitor));
        };
        let declared = known(members, fields);
        let keeps_all = fields.iter().any(|field| is_beside(field));
        let lost = if keeps_all {
            0
        } else {
            count(members.len()) - declared
        };
        self.tally.add(DECLARED * declared - lost);
        self.members(members, fields, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        if name != WHOLE {
            return visitor.visit_newtype_struct(self);
        }
        visitor.visit_map(Offers {
            whole: self,
            before: self.tally.points.get(),
            best: 0,
            last: None,
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct enum identifier
    }
}

/// Whether a field is no member of its own.
#[inline]
fn is_beside(field: &str) -> bool {
    field.starts_with(FLAT) || field.starts_with(REST)
}

/// How many members have one of these names.
#[inline]
fn known(members: &Map<String, Value>, names: &[&str]) -> i64 {
    let is_known = |name: &&String| names.contains(&name.as_str());
    count(members.keys().filter(is_known).count())
}

#[inline]
fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

struct Items<'a> {
    items: slice::Iter<'a, Value>,
    tally: &'a Tally,
}

impl<'de> SeqAccess<'de> for &mut Items<'_> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let item = seed.deserialize(Look::new(item, self.tally));
        item.map(Some).map_err(|misfit| misfit.below("[]"))
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The members of an object, then the object itself for each field that is no member of its own.
struct Members<'a> {
    object: Look<'a>,
    entries: serde_json::map::Iter<'a>,
    fields: &'static [&'static str],
    beside: slice::Iter<'static, &'static str>,
    next: Option<(&'a str, Look<'a>)>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let object = self.object;
        let is_seen = |key: &str| !is_beside(key) && !object.without.contains(&key);
        let entry = self.entries.find(|(key, _)| is_seen(key));
        let entry = match entry {
            Some((key, value)) => Some((key.as_str(), Look::new(value, object.tally))),
            None => {
                let beside = self.beside.find(|field| is_beside(field));
                beside.map(|field| {
                    let without = if field.starts_with(REST) {
                        self.fields
                    } else {
                        &[]
                    };
                    (*field, Look { without, ..object })
                })
            }
        };
        self.next = entry;
        let Some((key, _)) = entry else {
            return Ok(None);
        };
        let key: StrDeserializer<'_, Misfit> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let Some((key, look)) = self.next.take() else {
            return Err(Misfit::new("a member".to_owned()));
        };
        let read = seed.deserialize(look);
        if is_beside(key) {
            return read;
        }
        let step = if self.fields.contains(&key) { key } else { "*" };
        read.map_err(|misfit| misfit.below(step))
    }
}

/// The whole value, again and again. A key is a glance at it that counts for nothing, a value is a look of limited effort, and
/// an entry is the reading that counts. What the last look came to is the size hint: none for a type that does not fit.
struct Offers<'a> {
    whole: Look<'a>,
    before: i64,
    best: i64,
    last: Option<i64>,
}

impl<'de> MapAccess<'de> for Offers<'_> {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let tally = Tally::limited();
        let glance = Look::new(self.whole.value, &tally);
        seed.deserialize(glance).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let outer = self.whole.tally;
        let own = Tally::limited();
        let tally = if outer.is_limited() { outer } else { &own };
        tally.points.set(0);
        let read = seed.deserialize(Look::new(self.whole.value, tally));
        let points = tally.points.get();
        self.last = (read.is_ok() || tally.is_used_up()).then_some(points);
        self.best = self.best.max(self.last.unwrap_or(0));
        outer.points.set(self.before.saturating_add(self.best));
        read
    }

    fn next_entry_seed<K: DeserializeSeed<'de>, S: DeserializeSeed<'de>>(
        &mut self,
        key: K,
        seed: S,
    ) -> Result<Option<(K::Value, S::Value)>, Misfit> {
        let key = key.deserialize(().into_deserializer())?;
        seed.deserialize(self.whole).map(|value| Some((key, value)))
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        // Losses may outweigh what is declared, and a hint is never negative.
        const ZERO: i64 = 1 << 30;
        self.last
            .map(|points| usize::try_from(points.saturating_add(ZERO)).unwrap_or(0))
    }
}
