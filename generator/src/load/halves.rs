//! A long YAML text in two halves, each of them read in a thread of its own: nothing else can be done before it is read.
//!
//! A text is cut before an entry of a map, where all that it stands in are maps too, under keys that have their lines for
//! themselves. The second half begins with the lines of those keys, so that each half is a document, and the map that was cut is put
//! together again. Whatever does not go as it should, such as an error in one of the halves, leaves the text to be read as a whole.

use super::yaml;
use crate::diagnostic::Sink;
use crate::node::{Node, Value};
use crate::source::{FileId, Origin, Origins};
use crate::threads::both;

/// Texts shorter than this are read before a thread has begun.
const SHORT: usize = 1 << 16;

/// What the whole text would be read as; `None` where that cannot be told from its halves.
pub(super) fn read(file: FileId, text: &str, origins: &mut Origins) -> Option<Node> {
    if text.len() < SHORT {
        return None;
    }
    let halves = cut(text, text.len() / 2)?;
    let count = origins.count();
    let root = joined(file, &halves, origins);
    if root.is_none() {
        origins.truncate(count);
    }
    root
}

/// A text in halves.
#[derive(Debug)]
struct Halves<'t> {
    first: &'t str,
    second: String,
    /// How many keys the second half begins with again.
    depth: usize,
}

/// A line of the text with others below it that stand further in.
struct Line<'t> {
    text: &'t str,
    indent: usize,
    /// How far in the first line below it stands.
    below: Option<usize>,
    /// Whether it is a key alone, of a map that is below such keys only.
    is_key: bool,
}

/// Cuts a text at the first place that will do, from a byte on.
fn cut(text: &str, from: usize) -> Option<Halves<'_>> {
    // Several documents, directives, and keys that stand for the entries of other maps.
    const WHOLE: [&str; 3] = ["\n---", "\n...", "<<"];
    if text.starts_with('%') || WHOLE.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let mut open: Vec<Line<'_>> = Vec::new();
    let mut root = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_start_matches(' ');
        if content.trim_end().is_empty() || content.starts_with('#') {
            continue;
        }
        let indent = line.len() - content.len();
        while open.last().is_some_and(|above| above.indent >= indent) {
            open.pop();
        }
        // What stands before it in its map, if it does stand in one.
        let earlier = match open.last_mut() {
            None if indent > 0 => return None,
            None => Some(&mut root),
            Some(above) => above.is_key.then_some(&mut above.below),
        };
        let is_first = earlier.as_ref().is_some_and(|earlier| earlier.is_none());
        let is_in_place = earlier.is_some_and(|earlier| *earlier.get_or_insert(indent) == indent);
        if is_in_place && !is_first && start >= from && is_entry(content) {
            let keys: String = open.iter().map(|key| key.text).collect();
            let (first, second) = text.split_at(start);
            return Some(Halves {
                first,
                second: keys + second,
                depth: open.len(),
            });
        }
        open.push(Line {
            text: line,
            indent,
            below: None,
            is_key: is_in_place && is_key(content),
        });
    }
    None
}

/// Whether a line may begin an entry of a map. What looks like one and is none makes no map of its half.
fn is_entry(content: &str) -> bool {
    let begins = content.starts_with(|first: char| {
        first.is_ascii_alphanumeric() || matches!(first, '/' | '_' | '"' | '\'')
    });
    begins && content.contains(':')
}

/// Whether a line is a key and nothing else.
fn is_key(content: &str) -> bool {
    let key = content
        .trim_end_matches(['\n', '\r', ' '])
        .strip_suffix(':');
    key.is_some_and(|key| {
        !key.is_empty()
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    })
}

/// Reads both halves, and puts them together.
fn joined(file: FileId, halves: &Halves<'_>, origins: &mut Origins) -> Option<Node> {
    let mut others = Origins::default();
    let (second, first) = both(
        || alone(file, &halves.second, &mut others),
        || alone(file, halves.first, origins),
    );
    let (mut first, mut second) = (first?, second?);
    // The keys that both begin with have their places in the first half.
    let mut known = vec![first.origin];
    let (mut own, mut other) = (&first, &second);
    for _ in 0..halves.depth {
        let (key, node) = other.as_map()?.iter().next()?;
        own = own.get(key)?;
        other = node;
        known.push(own.origin);
    }
    let growth = origins.append(others, &known);
    relocate(&mut second, &|origin| growth.of(origin, &known));
    join(&mut first, second, halves.depth).then_some(first)
}

/// A half, if there is nothing to say about it.
fn alone(file: FileId, text: &str, origins: &mut Origins) -> Option<Node> {
    let mut sink = Sink::default();
    let root = yaml::whole(file, text, origins, &mut sink).ok()?;
    sink.into_vec().is_empty().then_some(root)
}

fn relocate(node: &mut Node, moved: &impl Fn(Origin) -> Origin) {
    node.origin = moved(node.origin);
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| relocate(item, moved)),
        Value::Map(map) => map.iter_mut().for_each(|(_, node)| relocate(node, moved)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Unknown => {}
    }
}

/// Adds the entries of the second half to those of the first; whether that has none of them.
fn join(first: &mut Node, second: Node, depth: usize) -> bool {
    let (Value::Map(map), Value::Map(other)) = (&mut first.value, second.value) else {
        return false;
    };
    let mut entries = other.into_entries().into_iter();
    if depth > 0 {
        let inner = entries.next();
        let inner = inner.and_then(|(key, node)| Some((map.get_mut(&key)?, node)));
        if !inner.is_some_and(|(own, node)| join(own, node, depth - 1)) {
            return false;
        }
    }
    entries.all(|(key, node)| map.insert(key, node).is_none())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// The text read whole, and the lines before which it can be cut, all of which come to the same.
    fn read(text: &str) -> (Option<String>, Vec<&str>) {
        let file = FileId(0);
        let mut origins = Origins::default();
        let mut sink = Sink::default();
        let root = yaml::whole(file, text, &mut origins, &mut sink).ok();
        let whole = root.map(|root| shown(&root, &origins));
        let mut cuts = Vec::new();
        let ends = text.match_indices('\n').map(|(end, _)| end + 1);
        for from in ends {
            let Some(halves) = cut(text, from) else { break };
            let mut origins = Origins::default();
            if let Some(root) = joined(file, &halves, &mut origins) {
                assert_eq!(Some(shown(&root, &origins)), whole, "{halves:?}");
                cuts.extend(text[halves.first.len()..].lines().next());
            }
        }
        cuts.dedup();
        (whole, cuts)
    }

    /// Every node of a tree: its number, its place, and what it is if it has no parts.
    fn shown(root: &Node, origins: &Origins) -> String {
        fn add(text: &mut String, node: &Node, origins: &Origins) {
            let _ = write!(text, "{} {}: ", node.origin.0, origins.path(node.origin));
            match &node.value {
                Value::List(items) => {
                    text.push_str("[]\n");
                    for item in items {
                        add(text, item, origins);
                    }
                }
                Value::Map(map) => {
                    text.push_str("{}\n");
                    for (key, node) in map.iter() {
                        let _ = write!(text, "{key:?} ");
                        add(text, node, origins);
                    }
                }
                scalar => {
                    let _ = writeln!(text, "{scalar:?}");
                }
            }
        }
        let mut text = String::new();
        add(&mut text, root, origins);
        text
    }

    #[test]
    fn halves_make_the_whole_wherever_a_text_is_cut() {
        let text = "
openapi: 3.1.0
# What it is.
info:
  title: A # b
  description: |
    foo:
      bar: 1

    paths:
      a: b
tags:
- name: x
  description: >-
    y:
      z: 1
- name: \"two
    lines: of\"
paths:
  /a:
    get:
      responses:
        \"200\":
          description: ok
        404: {description: gone}
      parameters:
        - name: p
          in: query
    post: &post
      summary: s
  '/b':
    $ref: x
    list: [1,
      2]
components:

  schemas:
    A:
      type: object
      properties: {a: {type: string},
        b: {}}
    B: !tag
      enum:
      - 1.10
      -
        deep: ~
x-end: ''
";
        let (whole, cuts) = read(text);
        assert!(whole.is_some());
        let expected = [
            "info:",
            "  description: |",
            "tags:",
            "paths:",
            "  '/b':",
            "components:",
            "      properties: {a: {type: string},",
            "    B: !tag",
            "x-end: ''",
        ];
        assert_eq!(cuts, expected);
        assert_eq!(read(&text.replace('\n', "\r\n")).1, expected);
    }

    #[test]
    fn what_is_no_map_where_it_looks_like_one_is_read_as_a_whole() {
        for text in [
            // A text of its own below its key.
            "a:\n  |\n  b:\n    c: 1\n    d: 2\n",
            "a:\n  \"b:\n    c: 1\n    d: 2\"\n",
            "a:\n  {b:\n    c: 1,\n    d: 2}\n",
            "a: |\n  b:\n    c: 1\n    d: 2\n",
            "a:\n  b\n  c:\n    d: 1\n",
            // Keys that stand twice, aliases, and what is further out than what stands before it.
            "a:\n  b: 1\n  b: 2\n",
            "a: 1\na: 2\n",
            "a:\n  b: &b 1\n  c: *b\n",
            "a:\n    b: 1\n  c: 2\n",
            "  a: 1\nb: 2\n",
            "a:\n  b: 1\n---\nc:\n  d: 1\n",
            "a:\n  b: 1\n...\nc:\n  d: 1\n",
            "%TAG !e! tag:e,2000:\n---\na:\n  b: 1\n  c: !e!x 1\n",
            "a:\n  <<: {b: 1}\n  c: 2\n",
            "- a:\n    b: 1\n    c: 2\n",
            "a:\n- b:\n    c: 1\n    d: 2\n",
            "? a:\n    b\n:\n  c: 1\n",
            "a:\n  b:\n\tc: 1\n",
        ] {
            assert_eq!(read(text).1, [""; 0], "{text}");
        }
    }
}
