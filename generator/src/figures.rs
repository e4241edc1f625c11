//! What a document holds and what became of it, counted from the tree and from the plain data, never from printed text.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::dialect::table::{self, Expect, Kind};
use crate::emit::{self, Context, Imports};
use crate::ir::{Api, Method, Reason, Shape, Type};
use crate::names::Place;
use crate::node::{Map, Node, Value};
use crate::resolve::Refs;
use crate::source::{Origin, Origins};

/// What a document says, before anything of it is refused.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Path template, method and place of each operation.
    operations: Vec<(String, Method, Origin)>,
    /// In how many places a schema stands, references included.
    schemas: usize,
}

/// What became of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many operations the document has.
    pub operations: usize,
    /// How many of them the client has.
    pub emitted: usize,
    /// Those that it has not, although no diagnostic says so: `GET /pets`.
    pub silent: Vec<String>,
    /// In how many places of the document a schema stands.
    pub schemas: usize,
    /// How many schemas became JSON, by reason; those that say nothing, and rightly are JSON, are not among them.
    pub fallbacks: BTreeMap<Reason, usize>,
}

/// A schema and the Rust type that values of it have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Where the schema stands.
    pub origin: Origin,
    /// The type, as a module beside the models writes it.
    pub ty: String,
}

/// Counts what a document declares. The tree has been through `dialect` and not yet through `check`.
pub fn declared(root: &Node) -> Declared {
    let refs = Refs::new(root);
    let mut operations = Vec::new();
    for (template, item) in entries(root.get("paths")) {
        if template.starts_with("x-") {
            continue;
        }
        let target = refs.follow(item, &mut Sink::default());
        let target = target.map(|target| target.node);
        for (key, method) in Method::ALL {
            let own = item.get(key);
            let node = own.or_else(|| target.and_then(|target| target.get(key)));
            if let Some(node) = node {
                operations.push((template.to_string(), method, node.origin));
            }
        }
    }
    Declared {
        operations,
        schemas: schemas(root),
    }
}

fn entries(node: Option<&Node>) -> impl Iterator<Item = (&std::sync::Arc<str>, &Node)> {
    node.and_then(Node::as_map).into_iter().flat_map(Map::iter)
}

/// In how many places a schema stands.
fn schemas(root: &Node) -> usize {
    let mut count = 0;
    let mut tasks = vec![(root, Expect::Object(Kind::Document))];
    while let Some((node, expect)) = tasks.pop() {
        match (&node.value, expect) {
            (Value::Map(_), Expect::FlagOrSchema) => {
                tasks.push((node, Expect::ObjectOrRef(Kind::Schema)));
            }
            (Value::Map(map), Expect::Object(kind) | Expect::ObjectOrRef(kind)) => {
                count += usize::from(kind == Kind::Schema);
                if kind != Kind::PathItem && map.get("$ref").is_some() {
                    continue;
                }
                let entries = map.iter();
                tasks.extend(entries.filter_map(|(key, node)| {
                    let expect = table::expected(kind, key)?;
                    Some((node, expect))
                }));
            }
            (Value::Map(map), Expect::Map(entry)) => {
                tasks.extend(map.iter().map(|(_, node)| (node, *entry)));
            }
            (Value::List(items), Expect::List(item)) => {
                tasks.extend(items.iter().map(|node| (node, *item)));
            }
            _ => {}
        }
    }
    count
}

/// What became of what was declared; without plain data nothing did.
pub fn of(
    declared: &Declared,
    api: Option<&Api>,
    diagnostics: &[Diagnostic],
    origins: &Origins,
) -> Figures {
    let emitted: HashSet<(&str, Method)> = api
        .into_iter()
        .flat_map(Api::operations)
        .map(|operation| (operation.template.as_str(), operation.method))
        .collect();
    let named = named(diagnostics, origins);
    let silent = declared
        .operations
        .iter()
        .filter(|(template, method, origin)| {
            api.is_some()
                && !emitted.contains(&(template.as_str(), *method))
                && !named.contains(origin)
        })
        .map(|(template, method, _)| format!("{} {template}", method.as_str()));
    Figures {
        operations: declared.operations.len(),
        emitted: emitted.len(),
        silent: silent.collect(),
        schemas: declared.schemas,
        fallbacks: api.map(fallbacks).unwrap_or_default(),
    }
}

/// The nodes that a diagnostic speaks of: its own, and where an operation is left out whatever that node stands in.
fn named(diagnostics: &[Diagnostic], origins: &Origins) -> HashSet<Origin> {
    let mut named = HashSet::new();
    for diagnostic in diagnostics {
        let mut at = diagnostic.origin;
        while let Some(origin) = at {
            named.insert(origin);
            at = origins
                .parent(origin)
                .filter(|_| diagnostic.code == Code::OperationLeftOut);
        }
    }
    named
}

fn fallbacks(api: &Api) -> BTreeMap<Reason, usize> {
    let aliases = api.types().filter_map(|(_, definition)| {
        let Shape::Alias(ty) = &definition.shape else {
            return None;
        };
        Some((definition.origin, ty))
    });
    let positions = api.positions.iter().map(|(origin, ty)| (*origin, ty));
    let found: BTreeSet<(Origin, Reason)> = aliases
        .chain(positions)
        .filter_map(|(origin, ty)| match ty.non_null() {
            Type::Json(Reason::Unconstrained) => None,
            Type::Json(reason) => Some((origin, *reason)),
            _ => None,
        })
        .collect();
    let mut counts = BTreeMap::new();
    for (_, reason) in found {
        *counts.entry(reason).or_default() += 1;
    }
    counts
}

/// The type of each schema, and the `use` lines of a module beside the models that names them.
pub fn positions(cx: &Context<'_>) -> (String, Vec<Position>) {
    let mut imports = Imports::of(Place::Group);
    let mut position = |origin, ty: &Type| Position {
        origin,
        ty: emit::ty::of(cx, emit::ty::View::Outside, &mut imports, ty).to_string(),
    };
    let components = cx.api.types();
    let mut found: Vec<Position> = components
        .map(|(id, definition)| position(definition.origin, &Type::Named(id)))
        .collect();
    let inline = cx.api.positions.iter();
    found.extend(inline.map(|(origin, ty)| position(*origin, ty)));
    (imports.lines(), found)
}
