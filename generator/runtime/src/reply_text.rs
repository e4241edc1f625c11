//! Replies that are plain text.

use super::decode_error::DecodeError;
use super::operation::{DecodeFailure, OperationError, Reply};

impl Reply {
    /// The body as text, which has to be UTF-8.
    #[inline]
    pub fn text(&mut self) -> Result<String, DecodeError> {
        String::from_utf8(self.take_bytes()?.into()).map_err(|_| DecodeError::new("text in UTF-8"))
    }

    /// A success whose body is plain text.
    pub fn success_text<E>(&mut self) -> Result<String, DecodeFailure<E>> {
        self.text().map_err(DecodeFailure::Decode)
    }

    /// A declared failure whose body is plain text. A body that is not UTF-8 makes it an unexpected one, with the status kept.
    pub fn failure_text<S, E: OperationError>(
        &mut self,
        failure: impl FnOnce(String) -> E,
    ) -> Result<S, DecodeFailure<E>> {
        let bytes = self.take_bytes().unwrap_or_default();
        match std::str::from_utf8(&bytes) {
            Ok(text) => Err(DecodeFailure::Api(failure(text.to_owned()))),
            Err(_) => self.unexpected_with(bytes),
        }
    }
}
