// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;

use super::super::super::models;
use super::super::super::runtime::problems::{Problems, ValidationError};

impl models::DeliveryEvent {
    /// Starts a `DeliveryEvent`.
    #[inline]
    pub fn builder() -> DeliveryEventBuilder {
        DeliveryEventBuilder::default()
    }
}

/// Builds a [`models::DeliveryEvent`]; [`models::DeliveryEvent::builder`] starts one.
#[derive(Clone, Default)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct DeliveryEventBuilder {
    type_: Option<models::DeliveryEventType>,
    time: Option<String>,
    description: Option<String>,
    platform: Option<models::DeliveryEventPlatform>,
    message: Option<models::DeliveryMessage>,
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
    pub fn type_(mut self, type_: models::DeliveryEventType) -> Self {
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
    pub fn platform(mut self, platform: models::DeliveryEventPlatform) -> Self {
        self.platform = Some(platform);
        self
    }

    /// `message`.
    #[inline]
    pub fn message(mut self, message: models::DeliveryMessage) -> Self {
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
    pub fn build(self) -> Result<models::DeliveryEvent, ValidationError> {
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
                Ok(models::DeliveryEvent {
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
