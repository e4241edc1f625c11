// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use serde::{Deserialize, Serialize};

/// Which message a report is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DeliveryMessage {
    /// The `messageId` that the send was answered with.
    pub id: String,
}

impl DeliveryMessage {
    /// A `DeliveryMessage`.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}
