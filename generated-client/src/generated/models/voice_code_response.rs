// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use serde::{Deserialize, Serialize};

/// What a call that was started is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VoiceCodeResponse {
    /// Names the call towards support. An opaque text of no fixed form; no source promises that it
    /// is there.
    #[serde(
        rename = "callId",
        alias = "CallId",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub call_id: Option<String>,
}
