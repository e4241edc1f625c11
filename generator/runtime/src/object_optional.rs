//! Members that are left out where they have no value.

use serde::ser::{Serialize, Serializer};

use super::object::Writer;

impl<S: Serializer> Writer<S> {
    /// Writes a member if it has a value.
    #[allow(clippy::ref_option, reason = "a line for each member is short so")]
    pub fn optional<T: Serialize>(self, name: &str, value: &Option<T>) -> Self {
        match value {
            Some(value) => self.member(name, value),
            None => self,
        }
    }
}
