//! Items that every list of a type has.

use serde::Deserializer;
use serde::de::{DeserializeOwned, Error};

use super::sequence::ItemReader;

impl<'de, D: Deserializer<'de>> ItemReader<'de, D> {
    /// Reads an item that must be there.
    pub fn required<T: DeserializeOwned>(&mut self) -> Result<T, D::Error> {
        let missing = || D::Error::invalid_length(0, &"a longer list");
        self.item()?.ok_or_else(missing)
    }
}
