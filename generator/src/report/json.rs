//! Where the nodes of a JSON text stand. What is inside a node is looked at only when something in it is asked for: most of a text
//! holds nothing that is spoken of, and is passed over in a fraction of the time that reading it takes.
//!
//! A node is known by the byte that it begins with, and its place is that of its key, if it has one.

use std::collections::HashMap;

use serde::de::IgnoredAny;

use super::places::{Child, Places};
use crate::source::Step;

/// The nodes of one text.
pub(super) struct Json<'t> {
    text: &'t str,
    root: usize,
    /// What is inside the nodes that were looked at.
    inside: HashMap<usize, Inside>,
}

/// What is inside a node.
enum Inside {
    Nothing,
    List(Vec<usize>),
    /// The nodes of a key, one after the other.
    Map(HashMap<String, Vec<Child>>),
}

impl<'t> Json<'t> {
    /// The nodes of a text; `None` if it is not JSON.
    pub(super) fn new(text: &'t str) -> Option<Self> {
        let json = text.strip_prefix('\u{feff}').unwrap_or(text);
        serde_json::from_str::<IgnoredAny>(json).ok()?;
        Some(Self {
            text,
            root: Cursor::at(text, text.len() - json.len()).next()?.1,
            inside: HashMap::new(),
        })
    }
}

impl Places for Json<'_> {
    fn root(&self) -> Option<Child> {
        Some(Child::at(self.root))
    }

    fn child(&mut self, node: usize, step: &Step) -> Option<Child> {
        let text = self.text;
        let inside = self
            .inside
            .entry(node)
            .or_insert_with(|| Inside::of(text, node));
        let (key, count) = match step {
            Step::Root(_) => return None,
            Step::Index(index) => {
                let Inside::List(items) = inside else {
                    return None;
                };
                let item = items.get(usize::try_from(*index).ok()?)?;
                return Some(Child::at(*item));
            }
            Step::Key(key) => (key, 0),
            Step::Repeated(key, count) => (key, usize::try_from(*count).ok()?),
        };
        let Inside::Map(entries) = inside else {
            return None;
        };
        entries.get(&**key)?.get(count).copied()
    }
}

impl Inside {
    fn of(text: &str, node: usize) -> Self {
        let mut cursor = Cursor::at(text, node);
        match cursor.next() {
            Some((b'{', _)) => Self::map(text, cursor).unwrap_or(Self::Nothing),
            Some((b'[', _)) => {
                let mut items = Vec::new();
                while let Some((_, item)) = cursor.peek().filter(|(byte, _)| *byte != b']') {
                    items.push(item);
                    cursor.pass();
                }
                Self::List(items)
            }
            _ => Self::Nothing,
        }
    }

    fn map(text: &str, mut cursor: Cursor<'_>) -> Option<Self> {
        let mut entries: HashMap<String, Vec<Child>> = HashMap::new();
        while let Some((_, place)) = cursor.peek().filter(|(byte, _)| *byte != b'}') {
            cursor.pass();
            let written = text.get(place..cursor.at)?;
            let (_, node) = cursor.peek()?;
            cursor.pass();
            // Half a surrogate pair is no text, and no node has such a key.
            if let Ok(key) = serde_json::from_str(written) {
                entries.entry(key).or_default().push(Child { node, place });
            }
        }
        Some(Self::Map(entries))
    }
}

/// A place in a text that is known to be JSON.
struct Cursor<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Cursor<'t> {
    fn at(text: &'t str, at: usize) -> Self {
        Self {
            bytes: text.as_bytes(),
            at,
        }
    }

    /// The first byte of what comes next, and where it is. White space and what stands between nodes is none of it.
    fn peek(&mut self) -> Option<(u8, usize)> {
        while self
            .bytes
            .get(self.at)
            .is_some_and(|byte| b" \t\r\n,:".contains(byte))
        {
            self.at += 1;
        }
        Some((*self.bytes.get(self.at)?, self.at))
    }

    /// The same, and goes on to the byte after it.
    fn next(&mut self) -> Option<(u8, usize)> {
        let next = self.peek()?;
        self.at += 1;
        Some(next)
    }

    /// Goes on to the end of the node that comes next.
    fn pass(&mut self) {
        let mut depth = 0_usize;
        while let Some((byte, _)) = self.next() {
            match byte {
                b'"' => self.pass_text(),
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => self.pass_word(),
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Goes on to the end of a text that has begun.
    fn pass_text(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += if *byte == b'\\' { 2 } else { 1 };
            if *byte == b'"' {
                return;
            }
        }
    }

    /// Goes on to the end of a number, or of `true`, `false` or `null`.
    fn pass_word(&mut self) {
        while self
            .bytes
            .get(self.at)
            .is_some_and(|byte| !b" \t\r\n,]}".contains(byte))
        {
            self.at += 1;
        }
    }
}
