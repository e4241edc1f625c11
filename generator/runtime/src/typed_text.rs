//! Texts that are values of another type. Left to themselves, the types of other crates say neither what was expected nor keep
//! the text out of their errors, and a date is read from a moment.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error, Unexpected};

/// A type that is read from text.
pub trait TypedText: Sized {
    /// What is expected.
    const EXPECTED: &'static str;

    /// The value, if the text is one: in any spelling that means it, or `exactly` as its standard has it.
    fn from_text(text: &str, exactly: bool) -> Option<Self>;
}

/// Reads such a value.
pub fn read<'de, T: TypedText, D: Deserializer<'de>>(
    deserializer: D,
    exactly: bool,
) -> Result<T, D::Error> {
    let text = Cow::<'_, str>::deserialize(deserializer)?;
    T::from_text(&text, exactly)
        .ok_or_else(|| D::Error::invalid_value(Unexpected::Other("a string"), &T::EXPECTED))
}
