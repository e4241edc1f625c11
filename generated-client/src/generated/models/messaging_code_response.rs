// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use serde::{Deserialize, Serialize};

/// What a text that was handed over is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MessagingCodeResponse {
    /// Names the message in delivery reports and towards support. An opaque text of no fixed form;
    /// no source promises that it is there.
    #[serde(
        rename = "messageId",
        alias = "MessageId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub message_id: Option<String>,
}
