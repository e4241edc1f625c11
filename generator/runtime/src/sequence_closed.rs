//! Lists that end after the items that the document describes.

use serde::Deserializer;
use serde::de::Error;

use super::sequence::ItemReader;

impl<'de, D: Deserializer<'de>> ItemReader<'de, D> {
    /// Ends the list: nothing may follow.
    pub fn end(mut self) -> Result<(), D::Error> {
        match self.items.next() {
            None => Ok(()),
            Some(_) => Err(D::Error::invalid_length(1, &"a shorter list")),
        }
    }
}
