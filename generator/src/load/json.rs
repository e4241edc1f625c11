//! JSON through `serde_json`, with the numbers as the text has them.

use serde::de::DeserializeSeed;

use super::Failure;
use super::visit::{Context, Seed};
use crate::diagnostic::Sink;
use crate::node::Node;
use crate::source::{FileId, Origins};

pub(super) fn read(
    file: FileId,
    text: &str,
    origins: &mut Origins,
    sink: &mut Sink,
) -> Result<Node, Failure> {
    match parse(file, text, text, origins, sink) {
        Err(error) if error.to_string().starts_with("number out of range") => {
            let small = without_exponents(text);
            parse(file, text, &small, origins, sink).map_err(|error| failure(text, &error))
        }
        result => result.map_err(|error| failure(text, &error)),
    }
}

/// Parses `parsed`; numbers are taken from `text`, which is the same but for the exponents of numbers.
fn parse(
    file: FileId,
    text: &str,
    parsed: &str,
    origins: &mut Origins,
    sink: &mut Sink,
) -> Result<Node, serde_json::Error> {
    let origin = origins.root(file);
    let mut held = Sink::default();
    let mut context = Context::json(text, origins, &mut held);
    let mut deserializer = serde_json::Deserializer::from_str(parsed);
    let seed = Seed {
        context: &mut context,
        origin,
    };
    let root = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    sink.append(held);
    Ok(root)
}

fn failure(text: &str, error: &serde_json::Error) -> Failure {
    let line = text
        .split('\n')
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default();
    // The parser counts bytes, people count characters.
    let column = line
        .char_indices()
        .take_while(|(at, _)| *at < error.column())
        .count();
    let full = error.to_string();
    let message = full
        .rsplit_once(" at line ")
        .map_or(full.as_str(), |(message, _)| message);
    Failure {
        message: super::readable("JSON", message),
        position: (
            u32::try_from(error.line()).unwrap_or(u32::MAX).max(1),
            u32::try_from(column).unwrap_or(u32::MAX).max(1),
        ),
    }
}

/// The numbers of a JSON text in the order in which a parser meets them.
pub(super) struct Numbers<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Numbers<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }
}

impl<'t> Iterator for Numbers<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let bytes = self.text.as_bytes();
        loop {
            match *bytes.get(self.at)? {
                b'"' => self.at = after_string(bytes, self.at),
                b'-' | b'0'..=b'9' => {
                    let start = self.at;
                    let tail = bytes.get(start..)?;
                    let number =
                        |byte: &&u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
                    self.at += tail.iter().take_while(number).count();
                    return self.text.get(start..self.at);
                }
                _ => self.at += 1,
            }
        }
    }
}

/// The position after the string that starts at `start`.
fn after_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The same text, at the same positions, with the digits of every number's exponent replaced by zeros: the parser refuses
/// numbers that no `f64` holds, and it only has to find the ends of numbers.
fn without_exponents(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut from = 0;
    let mut numbers = Numbers::new(text);
    while let Some(number) = numbers.next() {
        let start = numbers.at - number.len();
        result.push_str(text.get(from..start).unwrap_or_default());
        // Digits beyond the range of `f64` fail without an exponent too.
        let long = number.len() > 300;
        let mut exponent = false;
        for (index, character) in number.char_indices() {
            exponent |= matches!(character, 'e' | 'E');
            let digit = character.is_ascii_digit() && (exponent || long && index > 1);
            result.push(if digit { '0' } else { character });
        }
        from = numbers.at;
    }
    result.push_str(text.get(from..).unwrap_or_default());
    result
}
