// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Structs, read and written member by member. What all of them have in common stands here once; a struct brings the names of its
//! members and a line for each.
//!
//! What serde derives for a struct is about 200 lines of its own for a compiler to check: for 500 structs of 13 members, reading
//! took it 29 s with what serde derives and takes 3 s with this.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

/// A struct that is read and written member by member.
pub trait Object: Sized {
    /// What it is called in errors.
    const NAME: &'static str;

    /// Its members by their names in the document, and then the other names that they may come by.
    const MEMBERS: &'static [&'static str];

    /// Of each of those other names, the index of its member.
    const OTHERS: &'static [usize] = &[];

    /// Whether each of its members must be there.
    const REQUIRED: &'static [bool];

    /// Whether it keeps members that the document does not declare.
    const OPEN: bool = false;

    /// Reads its members; nothing comes of it if one is missing or does not fit.
    fn read<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Option<Self>;

    /// Writes its members.
    fn write<S: Serializer>(&self, writer: Writer<S>) -> Writer<S>;
}

/// Makes a struct one that is read and written member by member. A row for each says
///
/// - its number, its field, and its name in the document,
/// - others that it may come by, with numbers after those of all members,
/// - what its variable holds at first, the method of [`Members`] that reads it, and that of [`Writer`] that writes it,
/// - and a `?` if it must be there.
///
/// Where members that the document does not declare are kept, the last row says in which field.
#[allow(unused_macros, reason = "the models use it, where there are any")]
macro_rules! members {
    (@is) => { false };
    (@is $($there:tt)+) => { true };
    (@otherwise $members:ident) => { $members.skip() };
    (@otherwise $members:ident $rest:ident) => { $members.keep(&mut $rest) };
    ($ty:ident through $through:ident {
        $($at:literal $field:ident $name:literal $(| $other_at:literal $other:literal)* = $start:expr, $reads:ident, $writes:ident $(, $must:tt)?;)*
        $(_ $rest:ident = $empty:expr;)?
    }) => {
        impl object::Object for $ty {
            const NAME: &'static str = stringify!($ty);
            const MEMBERS: &'static [&'static str] = &[$($name,)* $($($other,)*)*];
            const OTHERS: &'static [usize] = &[$($(($at, $other_at).0,)*)*];
            const REQUIRED: &'static [bool] = &[$(object::members!(@is $($must)?)),*];
            const OPEN: bool = object::members!(@is $($rest)?);

            fn read<'de, A: ::serde::de::MapAccess<'de>>(members: &mut object::Members<'de, A>) -> Option<Self> {
                $(let mut $field = $start;)*
                $(let mut $rest = $empty;)?
                while members.advance() {
                    match members.at() {
                        $($at $(| $other_at)* => members.$reads(&mut $field),)*
                        _ => object::members!(@otherwise members $($rest)?),
                    }
                }
                Some(Self { $($field: $field $($must)?,)* $($rest)? })
            }

            fn write<S: ::serde::Serializer>(&self, writer: object::Writer<S>) -> object::Writer<S> {
                writer $(.$writes($name, &self.$field))* $(.rest(&self.$rest))?
            }
        }

        impl ::serde::Serialize for $ty {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $through::write(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $ty {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $through::read(deserializer)
            }
        }
    };
}

#[allow(unused_imports, reason = "the same")]
pub(crate) use members;

/// Reads a struct.
pub fn read<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let reader = Reader(PhantomData);
    if T::OPEN {
        deserializer.deserialize_map(reader)
    } else {
        deserializer.deserialize_struct(T::NAME, T::MEMBERS, reader)
    }
}

/// Writes a struct.
pub fn write<T: Object, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let members = serializer.serialize_map(None);
    let written: Writer<S> = object.write(Writer { members });
    written.members?.end()
}

struct Reader<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let mut members = Members {
            map,
            names: T::MEMBERS,
            at: 0,
            expected: 0,
            seen: Seen::default(),
            unknown: T::OPEN.then(String::new),
            error: None,
            source: PhantomData,
        };
        let value = T::read(&mut members);
        if let Some(error) = members.error.take() {
            return Err(error);
        }
        match value {
            Some(value) => Ok(value),
            None => Err(A::Error::missing_field(members.seen.missing(
                T::MEMBERS,
                T::REQUIRED,
                T::OTHERS,
            ))),
        }
    }
}

/// The members of an object, one after the other. The first error ends them.
pub struct Members<'de, A: MapAccess<'de>> {
    pub(super) map: A,
    names: &'static [&'static str],
    /// The member at hand.
    at: usize,
    /// The member that comes next where they come in the document's order, as those of most replies do.
    expected: usize,
    seen: Seen,
    /// The name of a member that is not declared, where such are kept.
    pub(super) unknown: Option<String>,
    pub(super) error: Option<A::Error>,
    source: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Goes on to the next member, if there is one.
    #[inline]
    pub fn advance(&mut self) -> bool {
        if self.error.is_some() {
            return false;
        }
        let key = Key {
            names: self.names,
            expected: self.expected,
            unknown: self.unknown.as_mut(),
        };
        match self.map.next_key_seed(key) {
            Ok(Some(at)) => {
                self.at = at;
                self.expected = at + 1;
                if at < self.names.len() && !self.seen.note(at) {
                    self.error = Some(A::Error::duplicate_field(self.names[at]));
                }
                self.error.is_none()
            }
            Ok(None) => false,
            Err(error) => {
                self.error = Some(error);
                false
            }
        }
    }

    /// The index of the member at hand; that of none if the document does not declare it.
    #[inline]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Passes over the member at hand.
    #[allow(
        dead_code,
        reason = "an API's structs may all of them keep what they do not declare"
    )]
    pub fn skip(&mut self) {
        self.error = self.map.next_value::<IgnoredAny>().err();
    }
}

/// Which members of an object were there: a bit for each of the first, the others by their indices.
#[derive(Default)]
struct Seen {
    early: u128,
    later: Vec<bool>,
}

impl Seen {
    /// Notes that a member is there; false if it was there before.
    #[inline]
    fn note(&mut self, at: usize) -> bool {
        let is_new = !self.has(at);
        match bit(at) {
            Some(bit) => self.early |= bit,
            None => {
                self.later.resize(self.later.len().max(at + 1), false);
                self.later[at] = true;
            }
        }
        is_new
    }

    #[inline]
    fn has(&self, at: usize) -> bool {
        match bit(at) {
            Some(bit) => self.early & bit != 0,
            None => self.later.get(at) == Some(&true),
        }
    }

    /// The name of the first member that must be there and was not, neither by that name nor by another.
    #[inline]
    fn missing(
        &self,
        names: &'static [&'static str],
        required: &[bool],
        others: &[usize],
    ) -> &'static str {
        let by_another = |at| {
            let mut others = (required.len()..).zip(others);
            others.any(|(other, of)| *of == at && self.has(other))
        };
        let mut known = (0..).zip(required).zip(names);
        let missing = known
            .find(|((at, is_required), _)| **is_required && !self.has(*at) && !by_another(*at));
        missing.map_or("", |(_, name)| name)
    }
}

#[inline]
fn bit(at: usize) -> Option<u128> {
    let at = u32::try_from(at).ok()?;
    1_u128.checked_shl(at)
}

/// Finds the index of a member.
struct Key<'a> {
    names: &'static [&'static str],
    expected: usize,
    unknown: Option<&'a mut String>,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = usize;

    #[inline]
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a member")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let (before, after) = self.names.split_at(self.expected.min(self.names.len()));
        let later = after.iter().position(|known| *known == name);
        let found = later
            .map(|at| before.len() + at)
            .or_else(|| before.iter().position(|known| *known == name));
        Ok(found.unwrap_or_else(|| {
            if let Some(unknown) = self.unknown {
                name.clone_into(unknown);
            }
            self.names.len()
        }))
    }
}

/// Writes the members of an object, one after the other. The first error ends it.
pub struct Writer<S: Serializer> {
    pub(super) members: Result<S::SerializeMap, S::Error>,
}
