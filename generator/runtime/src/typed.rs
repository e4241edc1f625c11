//! Values that are texts with types of their own, or hold some.

use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer};

use super::typed_text::{self, TypedText};

/// What holds texts with types of their own.
pub trait Typed: Sized {
    /// Reads it.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads itself as its value is read.
pub struct Inside<T>(pub T);

impl<'de, T: Typed> Deserialize<'de> for Inside<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

impl<T: TypedText> Typed for T {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed_text::read(deserializer, false)
    }
}

impl<T: Typed> Typed for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::<Inside<T>>::deserialize(deserializer)?;
        Ok(value.map(|Inside(value)| value))
    }
}

impl<T: Typed> Typed for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<Inside<T>>::deserialize(deserializer)?;
        Ok(items.into_iter().map(|Inside(item)| item).collect())
    }
}

impl<T: Typed> Typed for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = BTreeMap::<String, Inside<T>>::deserialize(deserializer)?;
        let members = members.into_iter();
        Ok(members.map(|(name, Inside(value))| (name, value)).collect())
    }
}
