// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use serde::{Deserialize, Serialize};

/// Whether a code is the one that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VerifyCodeResponse {
    /// `true` if the code is right and was sent recently enough under this scope; `false` if it is
    /// wrong, expired or was never sent.
    pub valid: bool,
}

impl VerifyCodeResponse {
    /// A `VerifyCodeResponse`.
    pub fn new(valid: bool) -> Self {
        Self { valid }
    }
}
