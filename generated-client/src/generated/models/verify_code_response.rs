// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use super::super::runtime::object;

/// Whether a code is the one that was sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct VerifyCodeResponse {
    /// `true` if the code is right and was sent recently enough under this scope; `false` if it is
    /// wrong, expired or was never sent.
    pub valid: bool,
}

impl VerifyCodeResponse {
    /// A `VerifyCodeResponse`.
    #[inline]
    pub fn new(valid: bool) -> Self {
        Self { valid }
    }
}

object::members! {
    VerifyCodeResponse through object {
        0 valid "valid" = None, fill, member, ?;
    }
}
