// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Members that an object declares.

use serde::de::{Deserialize, MapAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::object::{Members, Writer};

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Reads the value of the member at hand.
    #[inline]
    pub(super) fn value<T: Deserialize<'de>>(&mut self) -> Option<T> {
        match self.map.next_value() {
            Ok(value) => Some(value),
            Err(error) => {
                self.error = Some(error);
                None
            }
        }
    }
}

impl<S: Serializer> Writer<S> {
    /// Writes a member that is there.
    #[inline]
    pub fn member<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        if let Ok(members) = &mut self.members {
            if let Err(error) = members.serialize_entry(name, value) {
                self.members = Err(error);
            }
        }
        self
    }
}
