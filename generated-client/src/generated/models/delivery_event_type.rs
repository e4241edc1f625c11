// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use super::super::runtime::string_enum;

/// Whether the message arrived.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeliveryEventType {
    /// `message-delivered`
    MessageDelivered,
    /// `message-failed`
    MessageFailed,
    /// A value that the document does not list, kept as it came.
    UnknownValue(String),
}

string_enum::values! {
    DeliveryEventType {
        MessageDelivered "message-delivered";
        MessageFailed "message-failed";
    }
}
