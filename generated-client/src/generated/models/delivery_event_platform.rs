// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::runtime::string_enum;

/// The network that carried the message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeliveryEventPlatform {
    /// `NorthAmericaSMS`
    NorthAmericaSms,
    /// `GlobalSMS`
    GlobalSms,
    /// A value that the document does not list, kept as it came.
    UnknownValue(String),
}

impl DeliveryEventPlatform {
    /// The value as it is sent.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::NorthAmericaSms => "NorthAmericaSMS",
            Self::GlobalSms => "GlobalSMS",
            Self::UnknownValue(value) => value,
        }
    }
}

impl From<&str> for DeliveryEventPlatform {
    #[inline]
    fn from(value: &str) -> Self {
        match value {
            "NorthAmericaSMS" => Self::NorthAmericaSms,
            "GlobalSMS" => Self::GlobalSms,
            _ => Self::UnknownValue(value.to_owned()),
        }
    }
}

impl fmt::Display for DeliveryEventPlatform {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for DeliveryEventPlatform {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for DeliveryEventPlatform {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        string_enum::read(deserializer)
    }
}
