//! Members that are texts with types of their own, or hold some, and say by their type what it means if they are not there.

use serde::de::MapAccess;

use super::object::Members;
use super::typed::Typed;

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Reads the member at hand into `slot`.
    pub fn set_typed<T: Typed>(&mut self, slot: &mut T) {
        if let Some(value) = self.typed() {
            *slot = value;
        }
    }
}
