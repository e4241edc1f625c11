// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

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

impl DeliveryEventType {
    /// The value as it is sent.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::MessageDelivered => "message-delivered",
            Self::MessageFailed => "message-failed",
            Self::UnknownValue(value) => value,
        }
    }
}

impl From<&str> for DeliveryEventType {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "message-delivered" => Self::MessageDelivered,
            "message-failed" => Self::MessageFailed,
            _ => Self::UnknownValue(value.to_owned()),
        }
    }
}

impl fmt::Display for DeliveryEventType {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for DeliveryEventType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for DeliveryEventType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        string_enum::read(deserializer)
    }
}
