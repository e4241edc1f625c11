//! Members that must be there but may be null, for serde's `deserialize_with`.

use serde::{Deserialize, Deserializer};

/// Reads a value or null. Unlike an `Option` without this, a member that is not there is an error.
pub fn deserialize<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
