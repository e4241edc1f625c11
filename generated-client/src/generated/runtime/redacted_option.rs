// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What `Debug` prints for an optional value that must not be shown.

use super::secret::Redacted;

impl Redacted {
    /// Whether there is a value, without the value: `Some([redacted])` or `None`.
    pub fn option<T: ?Sized>(value: Option<&T>) -> Option<Self> {
        value.map(|_| Self)
    }
}
