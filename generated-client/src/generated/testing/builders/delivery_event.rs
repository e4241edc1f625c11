// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use super::super::super::models;
use super::super::super::runtime::problems::{Problems, ValidationError};
use super::super::super::runtime::setters::setters;

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

setters! {
    builder DeliveryEventBuilder of models::DeliveryEvent {
        /// Whether the message arrived.
        type_: models::DeliveryEventType = Some(type_);

        /// When it happened, as RFC 3339 writes it.
        time: impl Into<String> = Some(time.into());

        /// The outcome in words.
        description: impl Into<String> = Some(description.into());

        /// The network that carried the message.
        platform: models::DeliveryEventPlatform = Some(platform);

        /// `message`.
        message: models::DeliveryMessage = Some(message);

        /// Why delivery failed, as a number. Only on failures.
        error_code: i64 = Some(error_code);
    }
}

impl DeliveryEventBuilder {
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
