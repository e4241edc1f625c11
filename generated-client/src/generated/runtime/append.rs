// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Makes room for a body that arrives piece by piece.

use bytes::BytesMut;

/// Adds a piece to a body that may have `limit` bytes in all.
///
/// While a buffer grows, there are two of it. Past a sixteenth of the limit it gets its last size at once, so that both together
/// are never much more than the limit.
#[inline]
pub fn append(body: &mut BytesMut, piece: &[u8], limit: u64) {
    let length = body.len() + piece.len();
    if length > body.capacity() {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let size = if length > limit / 16 {
            limit
        } else {
            length.saturating_mul(2)
        };
        body.reserve(size.max(length) - body.len());
    }
    body.extend_from_slice(piece);
}
