//! Replies that are JSON texts, a line for each.

use std::collections::VecDeque;

use serde::de::DeserializeOwned;

use super::items::{Items, Piece, Splitter};
use super::operation::{DecodeFailure, Reply};
use super::reply_json;

/// Stands before each text of an `application/json-seq` (RFC 7464).
const RECORD: u8 = 0x1e;

impl Reply {
    /// A success whose body is JSON texts, a line for each (`application/x-ndjson`), or with a separator before each
    /// (`application/json-seq`).
    pub fn success_lines<T: DeserializeOwned, E>(self) -> Result<Items<T>, DecodeFailure<E>> {
        let (_, body) = self.into_parts();
        let read = |piece: Piece| Some(reply_json::text(&piece.data));
        Ok(Items::new(body, Lines::default(), read))
    }
}

/// Splits at line ends, and at separators once there was one: texts after separators may have lines of their own.
#[derive(Default)]
struct Lines {
    text: Vec<u8>,
    has_records: bool,
}

impl Lines {
    fn close(&mut self, pieces: &mut VecDeque<Piece>) {
        let data = std::mem::take(&mut self.text);
        if !data.trim_ascii().is_empty() {
            pieces.push_back(Piece {
                data,
                ..Piece::default()
            });
        }
    }
}

impl Splitter for Lines {
    fn feed(&mut self, bytes: &[u8], pieces: &mut VecDeque<Piece>) {
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

    fn end(&mut self, pieces: &mut VecDeque<Piece>) {
        self.close(pieces);
    }

    fn pending(&self) -> usize {
        self.text.len()
    }
}
