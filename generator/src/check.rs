//! Holds the tree against the table of OpenAPI's objects.

mod content;
mod paths;
mod rules;
mod schema;
mod value;

use std::sync::Arc;

pub use content::is_token;

use crate::diagnostic::{Code, Diagnostic, Sink, nearest};
use crate::dialect::table::{self, ANNOTATIONS, BESIDE_REF, Expect, Kind, Need, chosen, fields};
use crate::load::{Version, version};
use crate::node::{Map, Node, Value};
use crate::source::Origin;

/// Reports every mismatch at its own node, which becomes [`Value::Unknown`].
pub fn check(document: &mut Node, sink: &mut Sink) {
    let version = version(document).unwrap_or(Version::V31);
    let mut tasks = vec![Task {
        node: document,
        expect: Expect::Object(Kind::Document),
        key: "the document".into(),
    }];
    while let Some(task) = tasks.pop() {
        let from = tasks.len();
        step(version, task, &mut tasks, sink);
        // The last task comes first: what stands first in the text is reported first.
        if let Some(added) = tasks.get_mut(from..) {
            added.reverse();
        }
    }
}

/// A node still to be checked, and the key that it stands under.
struct Task<'n> {
    node: &'n mut Node,
    expect: Expect,
    key: Arc<str>,
}

fn step<'n>(version: Version, task: Task<'n>, tasks: &mut Vec<Task<'n>>, sink: &mut Sink) {
    let Task { node, expect, key } = task;
    if expect == Expect::Text {
        sink.extend(value::as_text(node, &key));
    }
    if let Some(diagnostic) = value::mismatch(node, expect, &key) {
        sink.push(diagnostic);
        node.value = Value::Unknown;
        return;
    }
    let origin = node.origin;
    match (&mut node.value, expect) {
        (Value::Map(map), Expect::Object(kind)) => object(version, kind, map, tasks, sink, origin),
        (Value::Map(map), Expect::FlagOrSchema) => {
            object_or_ref(version, Kind::Schema, map, tasks, sink, origin);
        }
        (Value::Map(map), Expect::ObjectOrRef(kind)) => {
            object_or_ref(version, kind, map, tasks, sink, origin);
        }
        (Value::List(items), Expect::List(item)) => {
            tasks.extend(items.iter_mut().map(|node| Task {
                node,
                expect: *item,
                key: Arc::clone(&key),
            }));
        }
        (Value::Map(map), Expect::Map(entry)) => {
            // Maps of names may carry extensions too, but a property may be called `x-..` as well.
            tasks.extend(map.iter_mut().map(|(key, node)| Task {
                node,
                expect: *entry,
                key: Arc::clone(key),
            }));
        }
        _ => {}
    }
}

fn object_or_ref<'n>(
    version: Version,
    kind: Kind,
    map: &'n mut Map,
    tasks: &mut Vec<Task<'n>>,
    sink: &mut Sink,
    origin: Origin,
) {
    if kind == Kind::PathItem || map.get("$ref").is_none() {
        object(version, kind, map, tasks, sink, origin);
        return;
    }
    sink.extend(rules::wrong_section(kind, map));
    for (key, node) in map.iter_mut() {
        let known = BESIDE_REF.contains(&&**key)
            || key.starts_with("x-")
            || (kind == Kind::Schema && ANNOTATIONS.contains(&&**key));
        if !known {
            let message = format!("`{key}` has no effect beside `$ref`");
            let diagnostic = Diagnostic::new(Code::UnknownKey, node.origin, message);
            sink.push(match kind {
                Kind::Schema => diagnostic
                    .help("write `allOf` with the reference in it: then the keys beside it count"),
                _ => diagnostic,
            });
            continue;
        }
        let expect = match &**key {
            "$ref" => Expect::Name,
            "summary" => Expect::Text,
            _ => match table::expected(kind, key) {
                Some(expect) => expect,
                None if &**key == "description" => Expect::Text,
                None => continue,
            },
        };
        tasks.push(Task {
            node,
            expect,
            key: Arc::clone(key),
        });
    }
}

fn object<'n>(
    version: Version,
    kind: Kind,
    map: &'n mut Map,
    tasks: &mut Vec<Task<'n>>,
    sink: &mut Sink,
    origin: Origin,
) {
    missing(version, kind, map, sink, origin);
    rules::hold(version, kind, map, sink, origin);
    if kind == Kind::Schema {
        schema::pattern(map, sink);
    }
    let free = free_names(kind, map);
    for (key, node) in map.iter_mut() {
        let field = fields(kind).iter().find(|field| *field.name == **key);
        let expect = match field {
            Some(field) => field.expect,
            None if key.starts_with("x-") => continue,
            None => match chosen(kind) {
                Some(expect) if value::fits(kind, key) => expect,
                Some(_) => {
                    sink.push(bad_key(kind, key, node));
                    node.value = Value::Unknown;
                    continue;
                }
                None => {
                    sink.push(unknown(kind, key, &free, node.origin));
                    continue;
                }
            },
        };
        let key = Arc::clone(key);
        tasks.push(Task { node, expect, key });
    }
}

fn bad_key(kind: Kind, key: &str, node: &Node) -> Diagnostic {
    match kind {
        Kind::Responses => Diagnostic::new(
            Code::UnknownValue,
            node.origin,
            format!("`{key}` is not a status"),
        )
        .help("a status is `200`, a range such as `2XX`, or `default`"),
        _ => Diagnostic::new(
            Code::UnknownKey,
            node.origin,
            format!("the path `{key}` does not start with `/`"),
        )
        .help(format!("write `/{key}`")),
    }
}

/// The keywords that may be meant by a key that is none.
fn free_names(kind: Kind, map: &Map) -> Vec<&'static str> {
    let strange = |key: &str| table::expected(kind, key).is_none() && !key.starts_with("x-");
    if !map.iter().any(|(key, _)| strange(key)) {
        return Vec::new();
    }
    let names = fields(kind).iter().map(|field| field.name);
    names
        .filter(|name| !name.starts_with("x-") && map.get(name).is_none())
        .collect()
}

fn unknown(kind: Kind, key: &str, free: &[&'static str], origin: Origin) -> Diagnostic {
    if table::is_later(kind, key) {
        let (code, loss) = match kind {
            Kind::PathItem => (Code::OperationLeftOut, "operations under it are left out"),
            _ => (Code::Unsupported, "it is not read"),
        };
        let message = format!("`{key}` is new in OpenAPI 3.2: {loss}");
        return Diagnostic::new(code, origin, message);
    }
    let diagnostic = Diagnostic::new(
        Code::UnknownKey,
        origin,
        format!("OpenAPI has no key `{key}` in {}", value::title(kind)),
    );
    match nearest(key, free.iter().copied()) {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
        None => diagnostic.help("it is not read; keys of your own start with `x-`"),
    }
}

fn missing(version: Version, kind: Kind, map: &Map, sink: &mut Sink, origin: Origin) {
    for field in fields(kind) {
        let needed = match field.need {
            Need::Optional => false,
            Need::Required => true,
            Need::RequiredIn30 => version == Version::V30,
        };
        if needed && map.get(field.name).is_none() {
            sink.push(lacks(kind, field.name, origin));
        }
    }
}

fn lacks(kind: Kind, key: &str, origin: Origin) -> Diagnostic {
    let message = format!("the key `{key}` is missing in {}", value::title(kind));
    Diagnostic::new(Code::MissingKey, origin, message)
}
