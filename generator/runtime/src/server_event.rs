//! An event that the server sends.

use std::time::Duration;

use super::event_splitter::RawEvent;

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
    /// The event with its data as read.
    pub fn new(raw: RawEvent, data: T) -> Self {
        Self {
            kind: raw.kind,
            id: raw.id,
            retry: raw.retry.map(Duration::from_millis),
            data,
        }
    }
}
