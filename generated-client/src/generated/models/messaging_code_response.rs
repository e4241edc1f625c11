// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde::de::MapAccess;

use super::super::runtime::object;

/// What a text that was handed over is called.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MessagingCodeResponse {
    /// Names the message in delivery reports and towards support. An opaque text of no fixed form;
    /// no source promises that it is there.
    pub message_id: Option<String>,
}

impl object::Object for MessagingCodeResponse {
    const NAME: &'static str = "MessagingCodeResponse";
    const MEMBERS: &'static [&'static str] = &["messageId", "MessageId"];
    const REQUIRED: usize = 0;

    fn read<'de, A: MapAccess<'de>>(
        members: &mut object::Members<'de, A>,
    ) -> Option<Self> {
        let mut message_id = None;
        while members.advance() {
            match members.at() {
                0 | 1 => members.set(&mut message_id),
                _ => members.skip(),
            }
        }
        Some(Self { message_id })
    }

    fn write<S: Serializer>(&self, writer: object::Writer<S>) -> object::Writer<S> {
        writer.optional("messageId", &self.message_id)
    }
}

impl Serialize for MessagingCodeResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(self, serializer)
    }
}

impl<'de> Deserialize<'de> for MessagingCodeResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::read(deserializer)
    }
}
