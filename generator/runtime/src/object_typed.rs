//! Members that are texts with types of their own, or hold some.

use serde::de::MapAccess;

use super::object::Members;
use super::typed::{Inside, Typed};

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Reads the value of the member at hand, which is text with a type of its own or holds some.
    pub(super) fn typed<T: Typed>(&mut self) -> Option<T> {
        self.value().map(|Inside(value)| value)
    }
}
