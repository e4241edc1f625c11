//! Replies that are JSON texts, a line for each.

use std::collections::VecDeque;

use serde::de::DeserializeOwned;

use super::items::{Items, Splitter};
use super::operation::{DecodeFailure, Reply};
use super::reply_json;

/// Stands before each text of an `application/json-seq` (RFC 7464).
const RECORD: u8 = 0x1e;

impl Reply {
    /// A success whose body is JSON texts, a line for each (`application/x-ndjson`), or with a separator before each
    /// (`application/json-seq`).
    pub fn success_lines<T, E>(&mut self) -> Result<Items<T>, DecodeFailure<E>>
    where
        T: DeserializeOwned + 'static,
    {
        let read = |text: Vec<u8>| Some(reply_json::text(&text));
        Ok(Items::new(self.take_body(), Lines::default(), read))
    }
}

/// Splits at line ends, and at separators once there was one: texts after separators may have lines of their own.
#[derive(Default)]
struct Lines {
    text: Vec<u8>,
    has_records: bool,
}

impl Lines {
    #[inline]
    fn close(&mut self, pieces: &mut VecDeque<Vec<u8>>) {
        let text = std::mem::take(&mut self.text);
        if !text.trim_ascii().is_empty() {
            pieces.push_back(text);
        }
    }
}

impl Splitter for Lines {
    type Piece = Vec<u8>;

    #[inline]
    fn feed(&mut self, bytes: &[u8], pieces: &mut VecDeque<Vec<u8>>) {
        for byte in bytes {
            match *byte {
                RECORD => {
                    self.has_records = true;
                    self.close(pieces);
                }
                b'\n' if !self.has_records => self.close(pieces),
                other => self.text.push(other),
            }
        }
    }

    #[inline]
    fn end(&mut self, pieces: &mut VecDeque<Vec<u8>>) {
        self.close(pieces);
    }

    #[inline]
    fn pending(&self) -> usize {
        self.text.len()
    }
}
