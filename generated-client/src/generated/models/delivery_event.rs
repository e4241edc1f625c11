// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DeliveryEventPlatform, DeliveryEventType, DeliveryMessage};
use super::super::runtime::problems::{Problems, ValidationError};

/// What became of a message, as sent to `callbackUrl`. This comes from documentation pages alone:
/// no machine-readable source describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DeliveryEvent {
    /// Whether the message arrived.
    #[serde(rename = "type")]
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
    #[serde(rename = "errorCode", default, skip_serializing_if = "Option::is_none")]
    pub error_code: Option<i64>,
}

impl DeliveryEvent {
    /// Starts a `DeliveryEvent`.
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
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("DeliveryEventBuilder").finish_non_exhaustive()
    }
}

impl DeliveryEventBuilder {
    /// Whether the message arrived.
    pub fn type_(mut self, type_: DeliveryEventType) -> Self {
        self.type_ = Some(type_);
        self
    }

    /// When it happened, as RFC 3339 writes it.
    pub fn time(mut self, time: impl Into<String>) -> Self {
        self.time = Some(time.into());
        self
    }

    /// The outcome in words.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// The network that carried the message.
    pub fn platform(mut self, platform: DeliveryEventPlatform) -> Self {
        self.platform = Some(platform);
        self
    }

    /// `message`.
    pub fn message(mut self, message: DeliveryMessage) -> Self {
        self.message = Some(message);
        self
    }

    /// Why delivery failed, as a number. Only on failures.
    pub fn error_code(mut self, error_code: i64) -> Self {
        self.error_code = Some(error_code);
        self
    }

    /// The `DeliveryEvent`, or everything that is wrong with it at once.
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
