// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use super::super::runtime::object;

/// What a call that was started is called.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct VoiceCodeResponse {
    /// Names the call towards support. An opaque text of no fixed form; no source promises that it
    /// is there.
    pub call_id: Option<String>,
}

object::members! {
    VoiceCodeResponse through object {
        0 call_id "callId" | 1 "CallId" = None, set, optional;
    }
}
