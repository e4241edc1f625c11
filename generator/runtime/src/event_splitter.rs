//! Finds the events of a `text/event-stream`.

use std::collections::VecDeque;

use http::header::CONTENT_TYPE;

use super::decode_error::DecodeError;
use super::items::{Items, ReadItem, Splitter};
use super::operation::Reply;

/// The events of a reply. One that says it is something else, such as a page of a proxy, has none.
pub fn items<I: 'static>(
    reply: &mut Reply,
    read: ReadItem<RawEvent, I>,
) -> Result<Items<I>, DecodeError> {
    let media_type = reply.headers().get(CONTENT_TYPE);
    let is_other = media_type.is_some_and(|value| {
        let start = value.as_bytes().get(..TYPE.len()).unwrap_or_default();
        !start.eq_ignore_ascii_case(TYPE)
    });
    if is_other {
        return Err(DecodeError::new("a stream of events"));
    }
    Ok(Items::new(
        reply.take_body(),
        EventSplitter::default(),
        read,
    ))
}

const TYPE: &[u8] = b"text/event-stream";

/// An event as it stands in the stream.
#[derive(Debug, Default)]
pub struct RawEvent {
    /// What it says.
    pub data: Vec<u8>,
    /// Its kind.
    pub kind: Option<String>,
    /// The last id that the server gave.
    pub id: Option<String>,
    /// How long to wait before connecting again, in milliseconds.
    pub retry: Option<u64>,
}

/// Follows the HTML standard: lines end with CR, LF or both, an empty line ends an event, an event without data is none, and what
/// the end cuts off is dropped.
#[derive(Default)]
struct EventSplitter {
    line: Vec<u8>,
    after_return: bool,
    after_start: bool,
    has_data: bool,
    event: RawEvent,
    id: Option<String>,
}

impl EventSplitter {
    #[inline]
    fn end_line(&mut self, pieces: &mut VecDeque<RawEvent>) {
        let line = std::mem::take(&mut self.line);
        let line = match line.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) if !self.after_start => rest,
            _ => &line,
        };
        self.after_start = true;
        if line.is_empty() {
            self.dispatch(pieces);
            return;
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        self.field(name, value);
    }

    #[inline]
    fn field(&mut self, name: &[u8], value: &[u8]) {
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"data" => {
                if self.has_data {
                    self.event.data.push(b'\n');
                }
                self.has_data = true;
                self.event.data.extend_from_slice(value);
            }
            b"event" => self.event.kind = Some(text()).filter(|kind| !kind.is_empty()),
            b"id" if !value.contains(&0) => self.id = Some(text()),
            b"retry" if value.iter().all(u8::is_ascii_digit) => {
                self.event.retry = text().parse().ok();
            }
            _ => {}
        }
    }

    #[inline]
    fn dispatch(&mut self, pieces: &mut VecDeque<RawEvent>) {
        let event = std::mem::take(&mut self.event);
        if std::mem::take(&mut self.has_data) {
            pieces.push_back(RawEvent {
                id: self.id.clone().filter(|id| !id.is_empty()),
                ..event
            });
        }
    }
}

impl Splitter for EventSplitter {
    type Piece = RawEvent;

    #[inline]
    fn feed(&mut self, bytes: &[u8], pieces: &mut VecDeque<RawEvent>) {
        for byte in bytes {
            let after_return = std::mem::take(&mut self.after_return);
            match *byte {
                b'\n' if after_return => {}
                b'\n' => self.end_line(pieces),
                b'\r' => {
                    self.after_return = true;
                    self.end_line(pieces);
                }
                other => self.line.push(other),
            }
        }
    }

    #[inline]
    fn end(&mut self, _pieces: &mut VecDeque<RawEvent>) {}

    #[inline]
    fn pending(&self) -> usize {
        self.line.len() + self.event.data.len()
    }
}
