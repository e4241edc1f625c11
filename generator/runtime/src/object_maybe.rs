//! Members that may be absent or null, written as such.

use serde::ser::{Serialize, Serializer};

use super::nullable::Maybe;
use super::object::Writer;

impl<S: Serializer> Writer<S> {
    /// Writes a member unless it is absent.
    pub fn maybe<T: Serialize>(self, name: &str, value: &Maybe<T>) -> Self {
        if value.is_absent() {
            self
        } else {
            self.member(name, value)
        }
    }
}
