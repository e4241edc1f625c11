// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What the checks of a value come to.

use super::problems::{Problems, ValidationError};

impl Problems {
    /// Nothing, or everything that is wrong.
    #[inline]
    pub fn into_result(self) -> Result<(), ValidationError> {
        if self.is_empty() {
            return Ok(());
        }
        Err(self.into_error())
    }
}
