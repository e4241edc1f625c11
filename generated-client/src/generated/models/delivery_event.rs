// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde::de::MapAccess;

use super::{DeliveryEventPlatform, DeliveryEventType, DeliveryMessage};
use super::super::runtime::object;

/// What became of a message, as sent to `callbackUrl`. This comes from documentation pages alone:
/// no machine-readable source describes it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DeliveryEvent {
    /// Whether the message arrived.
    pub type_: DeliveryEventType,
    /// When it happened, as RFC 3339 writes it.
    pub time: String,
    /// The outcome in words.
    pub description: String,
    /// The network that carried the message.
    pub platform: DeliveryEventPlatform,
    /// `message`.
    pub message: DeliveryMessage,
    /// Why delivery failed, as a number. Only on failures.
    pub error_code: Option<i64>,
}

impl object::Object for DeliveryEvent {
    const NAME: &'static str = "DeliveryEvent";
    const MEMBERS: &'static [&'static str] = &[
        "type",
        "time",
        "description",
        "platform",
        "message",
        "errorCode",
    ];
    const REQUIRED: usize = 5;

    fn read<'de, A: MapAccess<'de>>(
        members: &mut object::Members<'de, A>,
    ) -> Option<Self> {
        let mut type_ = None;
        let mut time = None;
        let mut description = None;
        let mut platform = None;
        let mut message = None;
        let mut error_code = None;
        while members.advance() {
            match members.at() {
                0 => members.fill(&mut type_),
                1 => members.fill(&mut time),
                2 => members.fill(&mut description),
                3 => members.fill(&mut platform),
                4 => members.fill(&mut message),
                5 => members.set(&mut error_code),
                _ => members.skip(),
            }
        }
        Some(Self {
            type_: type_?,
            time: time?,
            description: description?,
            platform: platform?,
            message: message?,
            error_code,
        })
    }

    fn write<S: Serializer>(&self, writer: object::Writer<S>) -> object::Writer<S> {
        writer
            .member("type", &self.type_)
            .member("time", &self.time)
            .member("description", &self.description)
            .member("platform", &self.platform)
            .member("message", &self.message)
            .optional("errorCode", &self.error_code)
    }
}

impl Serialize for DeliveryEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(self, serializer)
    }
}

impl<'de> Deserialize<'de> for DeliveryEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::read(deserializer)
    }
}
