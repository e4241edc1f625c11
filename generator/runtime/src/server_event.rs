//! An event that the server sends.

use std::time::Duration;

use super::items::Piece;

/// An event of a `text/event-stream`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerEvent<T> {
    /// Its kind (`event`), if it has one.
    pub kind: Option<String>,
    /// The last id that the server gave.
    pub id: Option<String>,
    /// How long the server asks to wait before connecting again.
    pub retry: Option<Duration>,
    /// What it says.
    pub data: T,
}

impl<T> ServerEvent<T> {
    /// The event of a piece, with its data as read.
    pub fn new(piece: Piece, data: T) -> Self {
        Self {
            kind: piece.kind,
            id: piece.id,
            retry: piece.retry.map(Duration::from_millis),
            data,
        }
    }
}
