// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Members that have a value wherever they are there.

use serde::de::{Deserialize, MapAccess};

use super::object::Members;

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Puts the value of the member at hand into `slot`.
    #[inline]
    pub fn fill<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        *slot = self.value();
    }
}
