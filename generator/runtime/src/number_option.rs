//! Optional numbers in floating point, for serde's `with`: a whole one goes out as an integer.

use serde::{Deserialize, Deserializer, Serializer};

use super::number;

/// Writes the number as [`number::serialize`] does, and no number as null.
pub fn serialize<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => number::serialize(value, serializer),
        None => serializer.serialize_none(),
    }
}

/// Reads a number with or without a fraction; null is no number.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    Option::deserialize(deserializer)
}
