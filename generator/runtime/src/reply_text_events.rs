//! Replies that are a stream of events with text in them.

use super::event_splitter::{self, RawEvent};
use super::items::Items;
use super::operation::{DecodeFailure, Reply};
use super::server_event::ServerEvent;

impl Reply {
    /// A success whose body is events with text in them.
    pub fn success_text_events<E>(
        &mut self,
    ) -> Result<Items<ServerEvent<String>>, DecodeFailure<E>> {
        let read = |mut raw: RawEvent| {
            let data = std::mem::take(&mut raw.data);
            let data = String::from_utf8_lossy(&data).into_owned();
            Some(Ok(ServerEvent::new(raw, data)))
        };
        event_splitter::items(self, read).map_err(DecodeFailure::Decode)
    }
}
