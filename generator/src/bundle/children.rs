//! What stands inside a part of a document and may hold references.

use crate::dialect::internal;
use crate::dialect::table::{Expect, Kind, expected};
use crate::node::{Map, Node, Value};

use super::{Answer, Bundler, HOPS, Task, files};

/// Adds what is inside `node` and may hold references.
pub(super) fn children<'n>(
    node: &'n mut Node,
    expect: Expect,
    file: usize,
    bundler: &mut Bundler<'_>,
    tasks: &mut Vec<Task<'n>>,
) {
    let task = |(node, expect)| Task {
        node,
        expect,
        file,
        hops: HOPS,
    };
    match (&mut node.value, expect) {
        (Value::Map(map), Expect::Object(Kind::Discriminator)) => bundler.mapping(map, file),
        (Value::Map(map), Expect::Object(kind) | Expect::ObjectOrRef(kind)) => {
            let entries = map
                .iter_mut()
                .filter_map(|(key, node)| Some((node, inside(kind, key)?)));
            tasks.extend(entries.map(task));
        }
        (Value::Map(map), Expect::FlagOrSchema) => {
            let entries = map.iter_mut();
            let inside = entries.filter_map(|(key, node)| Some((node, inside(Kind::Schema, key)?)));
            tasks.extend(inside.map(task));
        }
        (Value::List(items), Expect::List(item)) => {
            tasks.extend(items.iter_mut().map(|node| task((node, *item))));
        }
        (Value::Map(map), Expect::Map(entry)) => {
            tasks.extend(map.iter_mut().map(|(_, node)| task((node, *entry))));
        }
        _ => {}
    }
}

/// What a key takes, the keywords of 3.1 as they are written.
fn inside(kind: Kind, key: &str) -> Option<Expect> {
    expected(kind, key).or_else(|| match kind {
        Kind::Schema => expected(kind, &internal(key)),
        _ => None,
    })
}

impl Bundler<'_> {
    /// The values of a discriminator may be references to files, or names of schemas.
    fn mapping(&mut self, discriminator: &mut Map, file: usize) {
        let Some(Value::Map(mapping)) = discriminator
            .get_mut("mapping")
            .map(|mapping| &mut mapping.value)
        else {
            return;
        };
        for (_, node) in mapping.iter_mut() {
            let Some(reference) = node.as_str() else {
                continue;
            };
            let is_file = [".yaml", ".yml", ".json"]
                .iter()
                .any(|end| reference.contains(end));
            let is_local = reference.starts_with('#') && file != files::ROOT;
            if !(is_local || (is_file && self.loaded.has_files())) {
                continue;
            }
            let found = self
                .loaded
                .find(file, reference, self.sources, self.origins);
            let Ok(place) = found else {
                continue;
            };
            let rewritten = if place.file == files::ROOT {
                Answer::Rewrite(place.reference())
            } else {
                self.component(place, Kind::Schema, "schemas", node)
            };
            if let Answer::Rewrite(reference) = rewritten {
                node.value = Value::String(reference.into());
            }
        }
    }
}
