//! Members that may hold any JSON, for serde's `deserialize_with`: `null` is a value of theirs, not an absent member.

use serde::{Deserialize, Deserializer};

/// Reads a member that is there, whatever it holds.
pub fn deserialize<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
