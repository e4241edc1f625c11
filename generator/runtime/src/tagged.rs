//! Variants that a member names: written with that member, whether or not what they hold declares it.

use serde::ser::{Error, Serialize, Serializer};
use serde_json::Value;

/// Writes what a variant holds. The tag keeps the value that it has if that is one of the variant's `values`, and has the
/// first of them otherwise.
pub fn write<S: Serializer, T: Serialize>(
    value: &T,
    tag: &str,
    values: &[&str],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut json = serde_json::to_value(value).map_err(S::Error::custom)?;
    if let (Value::Object(members), Some(first)) = (&mut json, values.first()) {
        let text = match members.get(tag) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        if !values.contains(&text.as_str()) {
            members.insert(tag.to_owned(), Value::from(*first));
        }
    }
    json.serialize(serializer)
}
