// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use super::super::runtime::object;

/// What a text that was handed over is called.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MessagingCodeResponse {
    /// Names the message in delivery reports and towards support. An opaque text of no fixed form;
    /// no source promises that it is there.
    pub message_id: Option<String>,
}

object::members! {
    MessagingCodeResponse through object {
        0 message_id "messageId" | 1 "MessageId" = None, set, optional;
    }
}
