//! YAML through `serde_yaml`, guarded against nesting that its scanner is slow on.

use saphyr_parser::{Event, Parser};
use serde::de::DeserializeSeed;

use super::visit::{Context, Seed};
use super::{DEPTH, Failure, halves};
use crate::diagnostic::Sink;
use crate::node::{Node, Value};
use crate::source::{FileId, Origins};

pub(super) fn read(
    file: FileId,
    text: &str,
    origins: &mut Origins,
    sink: &mut Sink,
) -> Result<Node, Failure> {
    if let Some(failure) = too_deep(text) {
        return Err(failure);
    }
    match halves::read(file, text, origins) {
        Some(root) => Ok(root),
        None => whole(file, text, origins, sink),
    }
}

/// Reads a text from its start to its end.
pub(super) fn whole(
    file: FileId,
    text: &str,
    origins: &mut Origins,
    sink: &mut Sink,
) -> Result<Node, Failure> {
    let origin = origins.root(file);
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(first) = documents.next() else {
        let value = Value::Null;
        return Ok(Node { value, origin });
    };
    let mut context = Context::yaml(text, origins, sink);
    let seed = Seed {
        context: &mut context,
        origin,
    };
    let root = seed
        .deserialize(first)
        .map_err(|error| failure(text, &error))?;
    for document in documents {
        let seed = Seed {
            context: &mut context,
            origin,
        };
        let other = seed
            .deserialize(document)
            .map_err(|error| failure(text, &error))?;
        if !matches!(other.value, Value::Null) {
            return Err(several(text));
        }
    }
    Ok(root)
}

fn failure(text: &str, error: &serde_yaml::Error) -> Failure {
    let full = error.to_string();
    let message = full
        .split_once(" at line ")
        .map_or(full.as_str(), |(message, _)| message);
    // What the reader refuses before parsing is said by its byte.
    let (message, byte) = match message.split_once(" at position ") {
        Some((message, byte)) => (message, byte.parse::<usize>().ok()),
        None => (message, None),
    };
    let (line, column) = match (error.location(), byte) {
        (_, Some(byte)) => line_and_column(text, byte),
        (Some(location), None) => (location.line(), location.column()),
        (None, None) => (1, 1),
    };
    let (line, column) = inside(text, line, column);
    Failure {
        message: super::readable("YAML", message),
        position: (line, column),
    }
}

fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let (mut line, mut column) = (1, 1);
    for (_, character) in text.char_indices().take_while(|(at, _)| *at < byte) {
        column += 1;
        if character == '\n' {
            line += 1;
            column = 1;
        }
    }
    (line, column)
}

/// The end of a text is reported as the line after the last: the last line is what a person wants to see.
fn inside(text: &str, line: usize, column: usize) -> (u32, u32) {
    let count = text.lines().count().max(1);
    let (line, column) = if line > count {
        let last = text.lines().last().unwrap_or_default();
        (count, last.chars().count().max(1))
    } else {
        (line.max(1), column.max(1))
    };
    (
        u32::try_from(line).unwrap_or(u32::MAX),
        u32::try_from(column).unwrap_or(u32::MAX),
    )
}

fn several(text: &str) -> Failure {
    let mut starts = 0;
    let mut line = 1;
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::DocumentStart(_), span)) => {
                starts += 1;
                line = span.start.line();
                if starts == 2 {
                    break;
                }
            }
            Ok(_) => {}
            Err(_) => break,
        }
    }
    Failure {
        message: "this text holds several YAML documents, of which only one can be read".into(),
        position: (u32::try_from(line).unwrap_or(u32::MAX).max(1), 1),
    }
}

/// The parser compares every token with all open brackets, so thousands of them take it minutes. Where the text could be
/// such a one, another scanner that stops early looks first.
fn too_deep(text: &str) -> Option<Failure> {
    let mut open = 0_usize;
    let suspicious = text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > DEPTH
    });
    if !suspicious {
        return None;
    }
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        let at = match event {
            Ok((Event::MappingStart(..) | Event::SequenceStart(..), span)) => {
                depth += 1;
                span.start
            }
            Ok((Event::MappingEnd | Event::SequenceEnd, _)) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Ok(_) => continue,
            Err(error) if error.info().contains("recursion") => {
                depth = DEPTH + 1;
                *error.marker()
            }
            Err(_) => return None,
        };
        if depth > DEPTH {
            let (line, column) = inside(text, at.line(), at.col() + 1);
            return Some(Failure {
                message: super::readable("YAML", "recursion limit"),
                position: (line, column),
            });
        }
    }
    None
}
