// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Optional numbers in floating point, for serde's `serialize_with`: a whole one goes out as an integer.

use serde::Serializer;

use super::number;

/// Writes the number as [`number::serialize`] does, and no number as null.
#[allow(clippy::ref_option, reason = "serde passes a reference to the member")]
pub fn serialize<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => number::serialize(value, serializer),
        None => serializer.serialize_none(),
    }
}
