//! Members that are texts with types of their own, and may be absent or null.

use serde::de::{Deserialize, Deserializer};

use super::nullable::Maybe;
use super::typed::{Inside, Typed};

impl<T: Typed> Typed for Maybe<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::<Inside<T>>::deserialize(deserializer)?;
        Ok(value.map_or(Self::Null, |Inside(value)| Self::Value(value)))
    }
}
