//! The places of a YAML text from the parser behind `load`, for texts that the other parser refuses.
//!
//! It tells places in errors only. So each key is answered with an error, whose place is read, and the reading goes on.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::index::{Children, Id, Index};

/// Nodes that are read at the most: aliases can name a large part again and again.
const NODES: usize = 2_000_000;

/// The places in the text; `None` if it cannot be read.
pub(super) fn index(text: &str) -> Option<Index> {
    let mark = usize::from(text.starts_with('\u{feff}'));
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader {
        index: Index::default(),
        lines: line_starts(text, mark),
        last: 0,
    };
    let first = serde_yaml::Deserializer::from_str(text).next()?;
    NodeSeed(&mut reader).deserialize(first).ok()?;
    Some(reader.index)
}

struct Reader {
    index: Index,
    /// The character that each line starts with.
    lines: Vec<usize>,
    /// The place read last: a node without a place of its own is near it.
    last: usize,
}

/// Lines as this parser counts them: it knows more line breaks than an editor does.
fn line_starts(text: &str, mark: usize) -> Vec<usize> {
    let mut starts = vec![mark];
    let mut characters = text.chars().zip(mark + 1..).peekable();
    while let Some((character, after)) = characters.next() {
        match character {
            '\r' if matches!(characters.peek(), Some(('\n', _))) => {}
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => starts.push(after),
            _ => {}
        }
    }
    starts
}

/// Reads one node into the index and returns its number.
struct NodeSeed<'r>(&'r mut Reader);

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Id;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Id, D::Error> {
        if self.0.index.len() >= NODES {
            return Err(D::Error::custom("too many nodes"));
        }
        deserializer.deserialize_any(self)
    }
}

impl NodeSeed<'_> {
    fn leaf(self) -> Id {
        let last = self.0.last;
        self.0.index.push(last, Children::None)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = Id;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Id, E> {
        Ok(self.leaf())
    }

    fn visit_none<E>(self) -> Result<Id, E> {
        Ok(self.leaf())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Id, E> {
        Ok(self.leaf())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Id, E> {
        Ok(self.leaf())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Id, E> {
        Ok(self.leaf())
    }

    fn visit_i128<E>(self, _: i128) -> Result<Id, E> {
        Ok(self.leaf())
    }

    fn visit_u128<E>(self, _: u128) -> Result<Id, E> {
        Ok(self.leaf())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Id, E> {
        Ok(self.leaf())
    }

    fn visit_str<E>(self, _: &str) -> Result<Id, E> {
        Ok(self.leaf())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Id, A::Error> {
        let (_, variant) = data.variant::<IgnoredAny>()?;
        variant.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Id, A::Error> {
        let start = self.0.last;
        let id = self.0.index.push(start, Children::None);
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(NodeSeed(self.0))? {
            list.push(item);
        }
        self.0.index.fill(id, start, Children::List(list));
        Ok(id)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Id, A::Error> {
        let mut start = self.0.last;
        let id = self.0.index.push(start, Children::None);
        let mut map = Vec::new();
        while let Some((key, place)) = entries.next_key_seed(KeySeed(self.0))? {
            if map.is_empty() {
                start = place;
            }
            self.0.last = place;
            let value = entries.next_value_seed(NodeSeed(self.0))?;
            map.push((key, place, value));
        }
        self.0.index.fill(id, start, Children::Map(map));
        Ok(id)
    }
}

/// Reads a key and its place.
struct KeySeed<'r>(&'r mut Reader);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = (String, usize);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let mut key = None;
        let Err(error) = deserializer.deserialize_str(Refusal(&mut key)) else {
            return Err(D::Error::custom("a key was not answered"));
        };
        match key {
            Some(key) => Ok((key, place(&error.to_string(), &self.0.lines))),
            None => Err(error),
        }
    }
}

/// The place at the end of an error's text; an error at the very start of a text names none.
fn place(error: &str, lines: &[usize]) -> usize {
    let numbers = error
        .rsplit_once(" at line ")
        .and_then(|(_, numbers)| numbers.split_once(" column "));
    let number = |text: &str| text.parse::<usize>().ok();
    let start = lines.first().copied().unwrap_or_default();
    numbers
        .and_then(|(line, column)| Some((number(line)?, number(column)?)))
        .and_then(|(line, column)| Some(lines.get(line.checked_sub(1)?)? + column.checked_sub(1)?))
        .unwrap_or(start)
}

/// Keeps the key and answers with an error, which the parser completes with the place.
struct Refusal<'k>(&'k mut Option<String>);

impl Visitor<'_> for Refusal<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        *self.0 = Some(key.to_owned());
        Err(E::custom("place"))
    }
}
