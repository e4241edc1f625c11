// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde::de::MapAccess;

use super::{DeliveryEventPlatform, DeliveryEventType, DeliveryMessage};
use super::super::runtime::object;
use super::super::runtime::problems::{Problems, ValidationError};

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

impl DeliveryEvent {
    /// Starts a `DeliveryEvent`.
    #[inline]
    pub fn builder() -> DeliveryEventBuilder {
        DeliveryEventBuilder::default()
    }
}

/// Builds a [`DeliveryEvent`]; [`DeliveryEvent::builder`] starts one.
#[derive(Clone, Default)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct DeliveryEventBuilder {
    type_: Option<DeliveryEventType>,
    time: Option<String>,
    description: Option<String>,
    platform: Option<DeliveryEventPlatform>,
    message: Option<DeliveryMessage>,
    error_code: Option<i64>,
}

impl fmt::Debug for DeliveryEventBuilder {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("DeliveryEventBuilder").finish_non_exhaustive()
    }
}

impl DeliveryEventBuilder {
    /// Whether the message arrived.
    #[inline]
    pub fn type_(mut self, type_: DeliveryEventType) -> Self {
        self.type_ = Some(type_);
        self
    }

    /// When it happened, as RFC 3339 writes it.
    #[inline]
    pub fn time(mut self, time: impl Into<String>) -> Self {
        self.time = Some(time.into());
        self
    }

    /// The outcome in words.
    #[inline]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// The network that carried the message.
    #[inline]
    pub fn platform(mut self, platform: DeliveryEventPlatform) -> Self {
        self.platform = Some(platform);
        self
    }

    /// `message`.
    #[inline]
    pub fn message(mut self, message: DeliveryMessage) -> Self {
        self.message = Some(message);
        self
    }

    /// Why delivery failed, as a number. Only on failures.
    #[inline]
    pub fn error_code(mut self, error_code: i64) -> Self {
        self.error_code = Some(error_code);
        self
    }

    /// The `DeliveryEvent`, or everything that is wrong with it at once.
    #[inline]
    pub fn build(self) -> Result<DeliveryEvent, ValidationError> {
        let mut problems = Problems::new("DeliveryEvent");
        problems.required("type_", self.type_.is_some());
        problems.required("time", self.time.is_some());
        problems.required("description", self.description.is_some());
        problems.required("platform", self.platform.is_some());
        problems.required("message", self.message.is_some());
        match (self.type_, self.time, self.description, self.platform, self.message) {
            (
                Some(type_),
                Some(time),
                Some(description),
                Some(platform),
                Some(message),
            ) if problems.is_empty() => {
                Ok(DeliveryEvent {
                    type_,
                    time,
                    description,
                    platform,
                    message,
                    error_code: self.error_code,
                })
            }
            _ => Err(problems.into_error()),
        }
    }
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
