//! Texts that may be values of another type, in enums whose variants are told apart by what they hold.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error, Unexpected};

/// A value that is read only from the text that it would be written as, whatever its case: `20240615` may be a date, yet in an
/// enum it is more likely some other text, and would not be sent as it came.
pub struct Spelled<T>(pub T);

impl<'de, T: FromStr + Display> Deserialize<'de> for Spelled<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'_, str>::deserialize(deserializer)?;
        let value = text.parse::<T>().ok();
        value
            .filter(|value| text.eq_ignore_ascii_case(&value.to_string()))
            .map(Self)
            .ok_or_else(|| {
                D::Error::invalid_value(
                    Unexpected::Other("a string"),
                    &"a text in the usual spelling",
                )
            })
    }
}
