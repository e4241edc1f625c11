//! Texts that are values of another type. Left to themselves, the types of other packages say neither what was expected nor keep
//! the text out of their errors, and a date is read from a moment.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

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
    let ty = PhantomData;
    deserializer.deserialize_str(Text { exactly, ty })
}

struct Text<T> {
    exactly: bool,
    ty: PhantomData<T>,
}

impl<T: TypedText> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::EXPECTED)
    }

    /// A text that is none is an error here, where its place is still known.
    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text, self.exactly)
            .ok_or_else(|| E::invalid_value(Unexpected::Other("a string"), &self))
    }
}
