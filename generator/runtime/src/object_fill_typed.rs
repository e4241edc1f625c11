//! Members that are texts with types of their own, or hold some, and have a value wherever they are there.

use serde::de::MapAccess;

use super::object::Members;
use super::typed::Typed;

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Puts the value of the member at hand into `slot`.
    pub fn fill_typed<T: Typed>(&mut self, slot: &mut Option<T>) {
        *slot = self.typed();
    }
}
