//! Lists that go on after their first items.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserializer, Serialize, Serializer};

use super::sequence::{ItemReader, ItemWriter};

impl<S: Serializer> ItemWriter<S> {
    /// Writes the items after these.
    pub fn rest<T: Serialize>(&mut self, items: &[T]) -> Result<(), S::Error> {
        items.iter().try_for_each(|item| self.item(Some(item)))
    }
}

impl<'de, D: Deserializer<'de>> ItemReader<'de, D> {
    /// Reads the items after these.
    pub fn rest<T: DeserializeOwned>(&mut self) -> Result<Vec<T>, D::Error> {
        let items = self.items.by_ref().map(T::deserialize);
        items.collect::<Result<_, _>>().map_err(D::Error::custom)
    }
}
