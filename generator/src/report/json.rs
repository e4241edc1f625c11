//! Where the nodes of a JSON text stand. What is inside a node is read only when something in it is asked for: most of a text
//! holds nothing that is spoken of, and to pass over it takes a fraction of reading it.
//!
//! Places are counted in bytes from the start of the text.

use std::collections::HashMap;
use std::fmt;

use serde::Deserializer as _;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::source::Step;

/// The places of one text's nodes.
pub(super) struct Places<'t> {
    text: &'t str,
    root: &'t RawValue,
    /// What is inside the nodes that were asked, by their places.
    inside: HashMap<usize, Inside<'t>>,
}

/// What is inside a node.
enum Inside<'t> {
    Nothing,
    List(Vec<&'t RawValue>),
    /// The places of a key, each with its value.
    Map(HashMap<String, Vec<(usize, &'t RawValue)>>),
}

impl<'t> Places<'t> {
    /// The places in a text; `None` if it is not JSON.
    pub(super) fn new(text: &'t str) -> Option<Self> {
        let root = text.strip_prefix('\u{feff}').unwrap_or(text);
        Some(Self {
            text,
            root: serde_json::from_str(root).ok()?,
            inside: HashMap::new(),
        })
    }

    /// The place of the node that the steps lead to, or of the nearest one above it that is known.
    pub(super) fn find(&mut self, steps: &[Step]) -> usize {
        let mut value = self.root;
        let mut place = offset(self.text, value);
        for step in steps {
            let Some((next, start)) = self.child(value, step) else {
                break;
            };
            (value, place) = (next, start);
        }
        place
    }

    fn child(&mut self, value: &'t RawValue, step: &Step) -> Option<(&'t RawValue, usize)> {
        let text = self.text;
        let inside = self
            .inside
            .entry(offset(text, value))
            .or_insert_with(|| Inside::of(text, value));
        let (key, count) = match step {
            Step::Root(_) => return None,
            Step::Index(index) => {
                let Inside::List(items) = inside else {
                    return None;
                };
                let item = *items.get(usize::try_from(*index).ok()?)?;
                return Some((item, offset(text, item)));
            }
            Step::Key(key) => (key, 0),
            Step::Repeated(key, count) => (key, usize::try_from(*count).ok()?),
        };
        let Inside::Map(entries) = inside else {
            return None;
        };
        let (place, value) = entries.get(&**key)?.get(count)?;
        Some((*value, *place))
    }
}

/// Where a value of the text begins.
fn offset(text: &str, value: &RawValue) -> usize {
    value.get().as_ptr().addr() - text.as_ptr().addr()
}

impl<'t> Inside<'t> {
    fn of(text: &'t str, value: &'t RawValue) -> Self {
        let mut json = serde_json::Deserializer::from_str(value.get());
        let end = offset(text, value) + 1;
        let read = match value.get().as_bytes().first() {
            Some(b'{') => json.deserialize_map(Entries { text, end }),
            Some(b'[') => json.deserialize_seq(Items),
            _ => return Self::Nothing,
        };
        read.unwrap_or(Self::Nothing)
    }
}

struct Items;

impl<'de> Visitor<'de> for Items {
    type Value = Inside<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Inside::List(items))
    }
}

/// Reads the entries of a map, where what stands before the first of them ends at `end`.
struct Entries<'t> {
    text: &'t str,
    end: usize,
}

impl<'de> Visitor<'de> for Entries<'de> {
    type Value = Inside<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries: HashMap<String, Vec<_>> = HashMap::new();
        let mut end = self.end;
        while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
            // Nothing but white space and a comma stands before a key.
            let gap = self.text.get(end..).and_then(|rest| rest.find('"'));
            let place = end + gap.unwrap_or_default();
            end = offset(self.text, value) + value.get().len();
            entries.entry(key).or_default().push((place, value));
        }
        Ok(Inside::Map(entries))
    }
}
