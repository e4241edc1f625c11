// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

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

object::members! {
    DeliveryEvent through object {
        0 type_ "type" = None, fill, member, ?;
        1 time "time" = None, fill, member, ?;
        2 description "description" = None, fill, member, ?;
        3 platform "platform" = None, fill, member, ?;
        4 message "message" = None, fill, member, ?;
        5 error_code "errorCode" = None, set, optional;
    }
}
