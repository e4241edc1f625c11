//! Finds the examples and defaults of a document, and the schema that each belongs to.

use std::collections::{BTreeMap, HashSet};

use generator::Output;
use generator::dialect::internal;
use generator::dialect::table::{Expect, Kind, expected};
use generator::node::{Map, Node, Value as Tree};

use super::schema::Schemas;
use super::tree::{self, Written};
use super::{Example, Found};

/// An example before it is known whether it is what its schema says.
struct Candidate<'d> {
    example: &'d Node,
    schema: &'d Node,
}

/// The examples of a document that the generator has read.
pub fn collect(name: &str, text: &str, output: &Output) -> Found {
    let (imports, positions) = &output.positions;
    let Some(written) = tree::read(name, text) else {
        return Found::default();
    };
    let types: BTreeMap<String, &str> = positions
        .iter()
        .map(|position| {
            let place = output.origins.path(position.origin).to_string();
            (place, position.ty.as_str())
        })
        .collect();
    let mut schemas = Schemas::new(&tree::json(&written));
    let mut found = Found {
        imports: imports.clone(),
        ..Found::default()
    };
    let mut seen = HashSet::new();
    for candidate in candidates(&written) {
        let place = |node: &Node| written.origins.path(node.origin).to_string();
        let schema = place(candidate.schema);
        let Some(ty) = types.get(&schema) else {
            continue;
        };
        if !seen.insert((candidate.example.origin, candidate.schema.origin)) {
            continue;
        }
        let value = tree::value(candidate.example);
        match schemas.is_valid(&schema, &value) {
            Some(true) => found.examples.push(Example {
                place: place(candidate.example),
                schema,
                ty: (*ty).to_owned(),
                value,
            }),
            Some(false) => found.invalid += 1,
            // What cannot be held against anything says nothing about the client.
            None => {}
        }
    }
    found
}

fn candidates(written: &Written) -> Vec<Candidate<'_>> {
    let root = &written.root;
    let mut found = Vec::new();
    let mut tasks = vec![(root, Expect::Object(Kind::Document))];
    while let Some((node, expect)) = tasks.pop() {
        match (&node.value, expect) {
            (Tree::Map(_), Expect::FlagOrSchema) => {
                tasks.push((node, Expect::ObjectOrRef(Kind::Schema)));
            }
            (Tree::Map(map), Expect::Object(kind) | Expect::ObjectOrRef(kind)) => {
                of_object(root, node, map, kind, &mut found);
                for (key, node) in map.iter() {
                    let expect = expected(kind, key).or_else(|| expected(kind, &internal(key)));
                    tasks.extend(expect.map(|expect| (node, expect)));
                }
            }
            (Tree::Map(map), Expect::Map(Expect::Object(Kind::MediaType))) => {
                let json = map.iter().filter(|(name, _)| is_json(name));
                tasks.extend(json.map(|(_, node)| (node, Expect::Object(Kind::MediaType))));
            }
            (Tree::Map(map), Expect::Map(entry)) => {
                tasks.extend(map.iter().map(|(_, node)| (node, *entry)));
            }
            (Tree::List(items), Expect::List(item)) => {
                tasks.extend(items.iter().map(|node| (node, *item)));
            }
            _ => {}
        }
    }
    found
}

/// The examples that an object gives itself.
fn of_object<'d>(
    root: &'d Node,
    node: &'d Node,
    map: &'d Map,
    kind: Kind,
    found: &mut Vec<Candidate<'d>>,
) {
    let schema = match kind {
        Kind::Schema => Some(node),
        Kind::MediaType | Kind::Parameter | Kind::Header => map.get("schema"),
        _ => None,
    };
    let Some(schema) = schema else { return };
    let single = ["example", "default"]
        .into_iter()
        .filter_map(|key| map.get(key));
    found.extend(single.map(|example| Candidate { example, schema }));
    match map.get("examples").map(|node| &node.value) {
        Some(Tree::List(items)) => {
            let items = items.iter();
            found.extend(items.map(|example| Candidate { example, schema }));
        }
        Some(Tree::Map(map)) if kind != Kind::Schema => {
            let values = map.iter().filter_map(|(_, node)| value_of(root, node));
            found.extend(values.map(|example| Candidate { example, schema }));
        }
        _ => {}
    }
}

/// The value of an example object, or of the one that it refers to.
fn value_of<'d>(root: &'d Node, node: &'d Node) -> Option<&'d Node> {
    let target = match node.str("$ref") {
        Some(reference) => {
            let name = reference.strip_prefix("#/components/examples/")?;
            root.get("components")?.get("examples")?.get(name)?
        }
        None => node,
    };
    target.get("value")
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json") || essence == "text/json"
}
