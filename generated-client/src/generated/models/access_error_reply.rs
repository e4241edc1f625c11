// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde::de::MapAccess;

use super::super::runtime::object;
use super::super::runtime::secret::Redacted;

/// Why a request was not let in.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct AccessErrorReply {
    /// What is wrong, for people. Some replies spell the key `Message`.
    pub message: Option<String>,
}

impl fmt::Debug for AccessErrorReply {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AccessErrorReply")
            .field("message", &Redacted::option(self.message.as_ref()))
            .finish()
    }
}

impl object::Object for AccessErrorReply {
    const NAME: &'static str = "AccessErrorReply";
    const MEMBERS: &'static [&'static str] = &["message", "Message"];
    const REQUIRED: usize = 0;

    fn read<'de, A: MapAccess<'de>>(
        members: &mut object::Members<'de, A>,
    ) -> Option<Self> {
        let mut message = None;
        while members.advance() {
            match members.at() {
                0 | 1 => members.set(&mut message),
                _ => members.skip(),
            }
        }
        Some(Self { message })
    }

    fn write<S: Serializer>(&self, writer: object::Writer<S>) -> object::Writer<S> {
        writer.optional("message", &self.message)
    }
}

impl Serialize for AccessErrorReply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(self, serializer)
    }
}

impl<'de> Deserialize<'de> for AccessErrorReply {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::read(deserializer)
    }
}
