//! Rewrites the spellings of 3.1 to the shape of 3.0; what 3.0 cannot say is carried in keys of our own.

mod anchors;
mod members;
mod schema;
pub mod table;

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::load::{Version, version};
use crate::node::{Map, Node, Value};
use crate::source::{Origins, Step};

use table::{Expect, Kind};

/// Several types besides `null`: a list of their names. `type` itself is absent then.
pub const TYPES: &str = "x-internal-types";
/// The one value of `enum` was written as `const`.
pub const CONST: &str = "x-internal-const";
/// The schema `false`.
pub const NEVER: &str = "x-internal-never";
/// The schema whose only value is `null`; `nullable` is set too.
pub const NULL: &str = "x-internal-null";

/// The keywords of 3.1 that 3.0 does not have; each is carried as `x-internal-<keyword>`, see [`internal`].
pub const CARRIED: &[&str] = &[
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "unevaluatedProperties",
    "patternProperties",
    "propertyNames",
    "dependentSchemas",
    "dependentRequired",
    "if",
    "then",
    "else",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "examples",
    "$id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$vocabulary",
    "$comment",
];

/// The key that carries a keyword of 3.1.
pub fn internal(keyword: &str) -> String {
    format!("x-internal-{keyword}")
}

/// Rewrites the document in place. A 3.0 document that uses spellings of 3.1 is read as meant, and told so.
pub fn normalise(document: &mut Node, origins: &mut Origins, sink: &mut Sink) {
    let version = version(document).unwrap_or(Version::V31);
    complete(document, version, origins, sink);
    anchors::resolve(document);
    let mut context = Context { version, sink };
    let mut tasks = vec![(document, Expect::Object(Kind::Document))];
    while let Some((node, expect)) = tasks.pop() {
        if expect == Expect::ObjectOrRef(Kind::Schema) {
            schema::rewrite(&mut context, node);
        }
        let from = tasks.len();
        children(node, expect, &mut tasks);
        if let Some(added) = tasks.get_mut(from..) {
            added.reverse();
        }
    }
}

/// What the rewriting of every schema shares.
struct Context<'c> {
    version: Version,
    sink: &'c mut Sink,
}

impl Context<'_> {
    /// In 3.0 a spelling of 3.1 is a mistake whose meaning is plain.
    fn later(&mut self, origin: crate::source::Origin, spelling: &str) {
        if self.version == Version::V30 {
            let message = format!("{spelling} belongs to OpenAPI 3.1, and this document is 3.0");
            self.sink.push(
                Diagnostic::new(Code::LaterSpelling, origin, message)
                    .help("it is read as in 3.1: write `openapi: 3.1.0`, or the spelling of 3.0"),
            );
        }
    }

    /// In 3.1 a spelling of 3.0 means nothing, and its meaning is plain.
    fn earlier(&mut self, origin: crate::source::Origin, spelling: &str, instead: &str) {
        if self.version == Version::V31 {
            let message = format!("{spelling} belongs to OpenAPI 3.0, and this document is 3.1");
            self.sink.push(
                Diagnostic::new(Code::EarlierSpelling, origin, message)
                    .help(format!("it is read as in 3.0: write {instead}")),
            );
        }
    }
}

/// The keys that 3.1 adds to the document and to objects that stand once in it.
const ADDED: [(&str, &str); 5] = [
    ("", "jsonSchemaDialect"),
    ("", "webhooks"),
    ("info", "summary"),
    ("info.license", "identifier"),
    ("components", "pathItems"),
];

/// Adds `paths` where 3.1 lets it be missing, and notes what 3.0 has not.
fn complete(document: &mut Node, version: Version, origins: &mut Origins, sink: &mut Sink) {
    let origin = document.origin;
    let mut places = Vec::new();
    for (owner, key) in ADDED {
        let mut keys = owner.split('.').filter(|key| !key.is_empty());
        let owner = keys.try_fold(&*document, |node, key| node.get(key));
        if let Some(node) = owner.and_then(|owner| owner.get(key)) {
            places.push((node.origin, format!("`{key}`")));
        }
    }
    let Value::Map(map) = &mut document.value else {
        return;
    };
    if version == Version::V31 && map.get("paths").is_none() {
        if map.get("webhooks").is_none() && map.get("components").is_none() {
            let message =
                "the document describes nothing: `paths`, `webhooks` and `components` are missing";
            sink.push(Diagnostic::new(Code::MissingKey, origin, message));
        }
        let origin = origins.child(origin, Step::Key("paths".into()));
        let value = Value::Map(Map::default());
        map.insert("paths", Node { value, origin });
    }
    let mut context = Context { version, sink };
    for (origin, spelling) in places {
        context.later(origin, &spelling);
    }
}

/// Adds what is inside `node` and may hold schemas.
fn children<'n>(node: &'n mut Node, expect: Expect, tasks: &mut Vec<(&'n mut Node, Expect)>) {
    if expect == Expect::FlagOrSchema {
        if node.as_map().is_some() {
            tasks.push((node, Expect::ObjectOrRef(Kind::Schema)));
        }
        return;
    }
    match (&mut node.value, expect) {
        (Value::Map(map), Expect::Object(kind) | Expect::ObjectOrRef(kind)) => {
            object(kind, map, tasks);
        }
        (Value::List(items), Expect::List(item)) => {
            tasks.extend(items.iter_mut().map(|node| (node, *item)));
        }
        (Value::Map(map), Expect::Map(entry)) => {
            tasks.extend(map.iter_mut().map(|(_, node)| (node, *entry)));
        }
        _ => {}
    }
}

fn object<'n>(kind: Kind, map: &'n mut Map, tasks: &mut Vec<(&'n mut Node, Expect)>) {
    if kind != Kind::PathItem && map.get("$ref").is_some() {
        return;
    }
    for (key, node) in map.iter_mut() {
        let Some(expect) = table::expected(kind, key) else {
            continue;
        };
        let leaf = matches!(
            expect,
            Expect::Text
                | Expect::Name
                | Expect::Flag
                | Expect::Number
                | Expect::Count
                | Expect::Anything
                | Expect::Word(_)
        );
        if !leaf {
            tasks.push((node, expect));
        }
    }
}
