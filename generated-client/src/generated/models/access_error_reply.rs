// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::runtime::secret::Redacted;

/// Why a request was not let in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AccessErrorReply {
    /// What is wrong, for people. Some replies spell the key `Message`.
    #[serde(alias = "Message", default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl fmt::Debug for AccessErrorReply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AccessErrorReply")
            .field("message", &Redacted::option(self.message.as_ref()))
            .finish()
    }
}
