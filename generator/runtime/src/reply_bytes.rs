//! Replies that are plain bytes.

use bytes::Bytes;

use super::decode_error::DecodeError;
use super::operation::{DecodeFailure, Reply};

impl Reply {
    /// The body as it came.
    #[inline]
    pub fn bytes(&mut self) -> Result<Bytes, DecodeError> {
        self.take_bytes()
    }

    /// A success whose body is plain bytes.
    pub fn success_bytes<E>(&mut self) -> Result<Bytes, DecodeFailure<E>> {
        self.bytes().map_err(DecodeFailure::Decode)
    }

    /// A declared failure whose body is plain bytes.
    pub fn failure_bytes<S, E>(
        &mut self,
        failure: impl FnOnce(Bytes) -> E,
    ) -> Result<S, DecodeFailure<E>> {
        match self.bytes() {
            Ok(bytes) => Err(DecodeFailure::Api(failure(bytes))),
            Err(error) => Err(DecodeFailure::Decode(error)),
        }
    }
}
