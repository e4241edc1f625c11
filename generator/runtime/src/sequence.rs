//! Lists whose items have types of their own.

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

    /// Writes an item.
    pub fn item<T: Serialize>(&mut self, item: &T) -> Result<(), S::Error> {
        if self.ended {
            return Err(S::Error::custom("an item follows one that is not there"));
        }
        self.list.serialize_element(item)
    }

    /// Writes an item if there is one; none can follow one that is not there.
    pub fn optional<T: Serialize>(&mut self, item: Option<&T>) -> Result<(), S::Error> {
        if let Some(item) = item {
            return self.item(item);
        }
        self.ended = true;
        Ok(())
    }

    /// Writes the items after these.
    pub fn rest<T: Serialize>(&mut self, items: &[T]) -> Result<(), S::Error> {
        items.iter().try_for_each(|item| self.item(item))
    }

    /// Ends the list.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.list.end()
    }
}

/// Reads the items of a list one by one.
pub struct ItemReader<'de, D: Deserializer<'de>> {
    items: std::vec::IntoIter<Value>,
    source: std::marker::PhantomData<(&'de (), D)>,
}

impl<'de, D: Deserializer<'de>> ItemReader<'de, D> {
    /// Reads the list.
    pub fn new(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::deserialize(deserializer)?;
        Ok(Self {
            items: items.into_iter(),
            source: std::marker::PhantomData,
        })
    }

    /// Reads an item that must be there.
    pub fn item<T: DeserializeOwned>(&mut self) -> Result<T, D::Error> {
        let missing = || D::Error::invalid_length(0, &"a longer list");
        self.optional()?.ok_or_else(missing)
    }

    /// Reads an item if there is one.
    pub fn optional<T: DeserializeOwned>(&mut self) -> Result<Option<T>, D::Error> {
        let item = self.items.next().map(T::deserialize);
        item.transpose().map_err(D::Error::custom)
    }

    /// Reads the items after these.
    pub fn rest<T: DeserializeOwned>(&mut self) -> Result<Vec<T>, D::Error> {
        let items = self.items.by_ref().map(T::deserialize);
        items.collect::<Result<_, _>>().map_err(D::Error::custom)
    }

    /// Ends the list: nothing may follow.
    pub fn end(mut self) -> Result<(), D::Error> {
        match self.items.next() {
            None => Ok(()),
            Some(_) => Err(D::Error::invalid_length(1, &"a shorter list")),
        }
    }
}
