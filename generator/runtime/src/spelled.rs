//! Texts that may be values of another type, in enums whose variants are told apart by what they hold.

use serde::de::{Deserialize, Deserializer};

use super::typed_text::{self, TypedText};

/// A value that is read only from the spelling that its standard has: 32 digits may be a UUID, yet in an enum they are more likely
/// some other text, and would not be sent as they came.
pub struct Spelled<T>(pub T);

impl<'de, T: TypedText> Deserialize<'de> for Spelled<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed_text::read(deserializer, true).map(Self)
    }
}
