// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

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

string_enum::values! {
    DeliveryEventPlatform {
        NorthAmericaSms "NorthAmericaSMS";
        GlobalSms "GlobalSMS";
    }
}
