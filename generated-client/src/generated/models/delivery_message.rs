// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use super::super::runtime::object;

/// Which message a report is about.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DeliveryMessage {
    /// The `messageId` that the send was answered with.
    pub id: String,
}

impl DeliveryMessage {
    /// A `DeliveryMessage`.
    #[inline]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

object::members! {
    DeliveryMessage through object {
        0 id "id" = None, fill, member, ?;
    }
}
