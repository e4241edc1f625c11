//! Members that have one value, for a hand-written `Deserialize`.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Reads a value that must be `expected`. Numbers are compared by value: `1.0` is `1`.
pub fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: impl Into<Value>,
) -> Result<(), D::Error> {
    let expected = expected.into();
    let value = Value::deserialize(deserializer)?;
    let same = match (value.as_f64(), expected.as_f64()) {
        (Some(one), Some(other)) => one.to_bits() == other.to_bits() || value == expected,
        _ => value == expected,
    };
    if same {
        return Ok(());
    }
    let expected = format!("the constant {expected}");
    Err(D::Error::invalid_value(
        Unexpected::Other("another value"),
        &expected.as_str(),
    ))
}
