//! Replies that are a stream of events with JSON in them.

use serde::de::DeserializeOwned;

use super::event_splitter::{self, RawEvent};
use super::items::Items;
use super::operation::{DecodeFailure, Reply};
use super::reply_json;
use super::server_event::ServerEvent;

/// What many servers send as the last event, although it is not JSON.
const DONE: &[u8] = b"[DONE]";

impl Reply {
    /// A success whose body is events with JSON in them. An event that says `[DONE]` is the end.
    pub fn success_events<T, E>(&mut self) -> Result<Items<ServerEvent<T>>, DecodeFailure<E>>
    where
        T: DeserializeOwned + 'static,
    {
        let read = |mut raw: RawEvent| {
            if raw.data == DONE {
                return None;
            }
            let data = reply_json::text(&std::mem::take(&mut raw.data));
            Some(data.map(|data| ServerEvent::new(raw, data)))
        };
        event_splitter::items(self, read).map_err(DecodeFailure::Decode)
    }
}
