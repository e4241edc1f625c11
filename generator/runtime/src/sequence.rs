//! Lists whose items have types of their own.

use std::marker::PhantomData;
use std::vec::IntoIter;

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::{Error as _, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// Writes the items of a list one by one.
pub struct ItemWriter<S: Serializer> {
    list: S::SerializeSeq,
    ended: bool,
}

impl<S: Serializer> ItemWriter<S> {
    /// Begins the list.
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        let list = serializer.serialize_seq(None)?;
        Ok(Self { list, ended: false })
    }

    /// Writes an item if there is one; none can follow one that is not there.
    pub fn item<T: Serialize>(&mut self, item: Option<&T>) -> Result<(), S::Error> {
        match item {
            Some(_) if self.ended => Err(S::Error::custom("an item follows one that is not there")),
            Some(item) => self.list.serialize_element(item),
            None => {
                self.ended = true;
                Ok(())
            }
        }
    }

    /// Ends the list.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.list.end()
    }
}

/// Reads the items of a list one by one.
pub struct ItemReader<'de, D: Deserializer<'de>> {
    pub(super) items: IntoIter<Value>,
    source: PhantomData<(&'de (), D)>,
}

impl<'de, D: Deserializer<'de>> ItemReader<'de, D> {
    /// Reads the list.
    pub fn new(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::deserialize(deserializer)?;
        Ok(Self {
            items: items.into_iter(),
            source: PhantomData,
        })
    }

    /// Reads an item if there is one.
    pub fn item<T: DeserializeOwned>(&mut self) -> Result<Option<T>, D::Error> {
        let item = self.items.next().map(T::deserialize);
        item.transpose().map_err(D::Error::custom)
    }
}
