// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde::de::MapAccess;

use super::super::runtime::object;

/// Which message a report is about.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DeliveryMessage {
    /// The `messageId` that the send was answered with.
    pub id: String,
}

impl DeliveryMessage {
    /// A `DeliveryMessage`.
    #[inline]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

impl object::Object for DeliveryMessage {
    const NAME: &'static str = "DeliveryMessage";
    const MEMBERS: &'static [&'static str] = &["id"];
    const REQUIRED: usize = 1;

    fn read<'de, A: MapAccess<'de>>(
        members: &mut object::Members<'de, A>,
    ) -> Option<Self> {
        let mut id = None;
        while members.advance() {
            match members.at() {
                0 => members.fill(&mut id),
                _ => members.skip(),
            }
        }
        Some(Self { id: id? })
    }

    fn write<S: Serializer>(&self, writer: object::Writer<S>) -> object::Writer<S> {
        writer.member("id", &self.id)
    }
}

impl Serialize for DeliveryMessage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(self, serializer)
    }
}

impl<'de> Deserialize<'de> for DeliveryMessage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::read(deserializer)
    }
}
