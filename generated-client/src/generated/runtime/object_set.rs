// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Members that say by their type what it means if they are not there.

use serde::de::{Deserialize, MapAccess};

use super::object::Members;

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Reads the member at hand into `slot`.
    #[inline]
    pub fn set<T: Deserialize<'de>>(&mut self, slot: &mut T) {
        if let Some(value) = self.value() {
            *slot = value;
        }
    }
}
