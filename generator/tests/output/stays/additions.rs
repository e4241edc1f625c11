//! Documents with something added to them.

use generator::diagnostic::Sink;
use generator::node::{Map, Node, Value};
use generator::source::{Origins, Sources};
use generator::{Input, bundle, dialect, load, overlay};

/// A document before it is checked.
pub struct Document {
    pub root: Node,
    origins: Origins,
}

/// Where something is added among what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    First,
    Middle,
    Last,
}

impl Place {
    pub const ALL: [Self; 3] = [Self::First, Self::Middle, Self::Last];

    fn index(self, length: usize) -> usize {
        match self {
            Self::First => 0,
            Self::Middle => length / 2,
            Self::Last => length,
        }
    }
}

/// An operation with types of its own, and words that are made to collide with nothing.
const OPERATION: &str = r#"{
    "parameters": [{"name": "freshly", "in": "query", "schema": {"enum": ["one", "two"], "type": "string"}}],
    "requestBody": {"content": {"application/json": {"schema": {
        "type": "object", "properties": {"added": {"type": "object", "properties": {"deep": {"type": "string"}}}}
    }}}},
    "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
        "type": "object", "properties": {"kind": {"enum": ["one", "two"], "type": "string"}}
    }}}}}
}"#;

/// A schema with a type inside.
const SCHEMA: &str = r#"{
    "type": "object", "properties": {"kind": {"enum": ["one", "two"], "type": "string"}}
}"#;

impl Document {
    /// The texts as far as `check`.
    pub fn read(input: &Input<'_>) -> Self {
        let (mut sources, mut origins) = (Sources::default(), Origins::default());
        let mut sink = Sink::default();
        let (name, text) = input.spec;
        let root = load::document(name, text, &mut sources, &mut origins, &mut sink);
        let mut root = root.expect("the document can be read");
        bundle::bundle(
            &mut root,
            name,
            input.files,
            &mut sources,
            &mut origins,
            &mut sink,
        );
        if let Some((name, text)) = input.overlay {
            let actions = load::map(name, text, &mut sources, &mut origins, &mut sink);
            let actions = actions.expect("the overlay can be read");
            overlay::apply(&mut root, &actions, &mut origins, &mut sink);
        }
        dialect::normalise(&mut root, &mut origins, &mut sink);
        Self { root, origins }
    }

    /// The document with one thing more, for each thing.
    pub fn with_additions(
        &self,
        place: Place,
        is_crowded: &dyn Fn(&str) -> bool,
    ) -> Vec<(String, Self)> {
        let schemas = self.schemas(place, is_crowded).into_iter();
        let operations = self.added_operations(place, is_crowded).into_iter();
        let methods = self.free_methods().into_iter();
        let methods = methods.map(|(template, method)| {
            let document = self.with(&["paths", &template], method, OPERATION, place);
            (format!("{method} of `{template}`"), document)
        });
        let members = self.objects().into_iter().map(|name| {
            let path = ["components", "schemas", &name, "properties"];
            let document = self.with(&path, "freshlyAdded", SCHEMA, place);
            (format!("a member of `{name}`"), document)
        });
        schemas
            .chain(operations)
            .chain(methods)
            .chain(members)
            .collect()
    }

    fn schemas(&self, place: Place, is_crowded: &dyn Fn(&str) -> bool) -> Vec<(String, Self)> {
        let mut names = self.colliding_schemas(place);
        names.retain(|name| !is_crowded(name));
        names.push("FreshlyAdded".to_owned());
        let add = |name: &String| {
            let document = self.with(&["components", "schemas"], name, SCHEMA, place);
            (format!("the schema `{name}`"), document)
        };
        names.iter().map(add).collect()
    }

    fn added_operations(
        &self,
        place: Place,
        is_crowded: &dyn Fn(&str) -> bool,
    ) -> Vec<(String, Self)> {
        let with =
            |key: &str, value: &str| OPERATION.replacen('{', &format!("{{\"{key}\": {value},"), 1);
        let mut ids = self.colliding_ids(place);
        ids.retain(|id| !is_crowded(id));
        ids.push("freshlyAdded".to_owned());
        let mut added = vec![
            ("an operation".to_owned(), OPERATION.to_owned()),
            ("a user of everything".to_owned(), self.users()),
        ];
        for id in ids {
            let operation = with("operationId", &quoted(&id));
            added.push((format!("the operation `{id}`"), operation));
        }
        for tag in self.tags() {
            let operation = with("tags", &format!("[{}]", quoted(&tag)));
            added.push((format!("an operation of `{tag}`"), operation));
        }
        let add = |(what, operation): (String, String)| {
            let item = format!("{{\"get\": {operation}}}");
            (
                what,
                self.with(&["paths"], "/freshly/{added}", &item, place),
            )
        };
        added.into_iter().map(add).collect()
    }

    /// The document with one entry more in a map, which is made where it is missing.
    fn with(&self, path: &[&str], key: &str, text: &str, place: Place) -> Self {
        let mut origins = self.origins.clone();
        let mut sources = Sources::default();
        let mut sink = Sink::default();
        let added = load::map("added", text, &mut sources, &mut origins, &mut sink);
        let added = added.expect("what is added can be read");
        let mut root = self.root.clone();
        insert(&mut root, path, key, added, place);
        Self { root, origins }
    }

    fn at<'d>(&'d self, path: &[&str]) -> impl Iterator<Item = (&'d str, &'d Node)> + use<'d> {
        let mut node = Some(&self.root);
        for key in path {
            node = node.and_then(|node| node.get(key));
        }
        entries(node)
    }

    /// Names that come to the same in Rust as one that is there. Where neither is spelled as in Rust, the first one keeps its
    /// name, so that only what is added behind it can collide.
    fn colliding_schemas(&self, place: Place) -> Vec<String> {
        let schemas = self.at(&["components", "schemas"]);
        let names: Vec<&str> = schemas.map(|(name, _)| name).collect();
        let steady = |name: &&&str| {
            let spelled = !name.contains(|one: char| !one.is_ascii_alphanumeric());
            place == Place::Last || (spelled && is_camel(name))
        };
        let sample = names.iter().filter(steady).step_by(names.len() / 4 + 1);
        let spelled = sample.map(|name| format!("{name}_"));
        spelled
            .filter(|name| !names.contains(&name.as_str()))
            .collect()
    }

    fn operations(&self) -> impl Iterator<Item = &Node> {
        self.at(&["paths"])
            .flat_map(|(_, item)| METHODS.iter().filter_map(|method| item.get(method)))
    }

    fn tags(&self) -> Vec<String> {
        let tags = self.operations().filter_map(|operation| {
            let tags = operation.get("tags")?.as_list()?;
            tags.first()?.as_str()
        });
        let mut tags: Vec<String> = tags.map(str::to_owned).collect();
        tags.dedup();
        let step = tags.len() / 3 + 1;
        tags.into_iter().step_by(step).collect()
    }

    /// Ids that come to the same in Rust as one that is there.
    fn colliding_ids(&self, place: Place) -> Vec<String> {
        let ids = self
            .operations()
            .filter_map(|operation| operation.str("operationId"));
        let ids: Vec<&str> = ids.collect();
        let plain = |id: &&&str| {
            place == Place::Last || !id.contains(|one: char| !one.is_ascii_alphanumeric())
        };
        let sample = ids.iter().filter(plain).step_by(ids.len() / 4 + 1);
        sample.map(|id| format!("{id}_")).collect()
    }

    /// An operation that refers to every component.
    fn users(&self) -> String {
        let refs = |section: &str| -> Vec<(String, String)> {
            let names = self.at(&["components", section]);
            names
                .map(|(name, _)| {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    let target = quoted(&format!("#/components/{section}/{name}"));
                    (name.clone(), format!("{{\"$ref\": {target}}}"))
                })
                .collect()
        };
        let list = |section: &str| -> String {
            let refs: Vec<String> = refs(section).into_iter().map(|(_, text)| text).collect();
            refs.join(",")
        };
        let map = |section: &str| -> String {
            let pair = |(name, text): (String, String)| format!("{}: {text}", quoted(&name));
            let pairs: Vec<String> = refs(section).into_iter().map(pair).collect();
            pairs.join(",")
        };
        let mut responses: Vec<String> = (400..)
            .zip(refs("responses"))
            .map(|(status, (_, text))| format!("\"{status}\": {text}"))
            .collect();
        responses.push(format!(
            "\"200\": {{\"description\": \"\", \"headers\": {{{}}}, \"content\": {{\"application/json\": {{\"schema\": \
             {{\"type\": \"object\", \"properties\": {{{}}}}}}}}}}}",
            map("headers"),
            map("schemas"),
        ));
        let body = refs("requestBodies").into_iter().next();
        let body = body.map_or(String::new(), |(_, text)| {
            format!("\"requestBody\": {text},")
        });
        format!(
            "{{{body} \"parameters\": [{}], \"callbacks\": {{{}}}, \"responses\": {{{}}}}}",
            list("parameters"),
            map("callbacks"),
            responses.join(","),
        )
    }

    /// Methods that a few of the paths do not have.
    fn free_methods(&self) -> Vec<(String, &'static str)> {
        let paths: Vec<(&str, &Node)> = self.at(&["paths"]).collect();
        let sample = paths.iter().step_by(paths.len() / 3 + 1);
        sample
            .filter_map(|(template, item)| {
                item.as_map()?;
                let free = METHODS.iter().find(|method| item.get(method).is_none())?;
                Some(((*template).to_owned(), *free))
            })
            .collect()
    }

    /// A few schemas with members.
    fn objects(&self) -> Vec<String> {
        let schemas = self.at(&["components", "schemas"]);
        let objects = schemas.filter(|(_, schema)| schema.get("properties").is_some());
        let names: Vec<String> = objects.map(|(name, _)| name.to_owned()).collect();
        let step = names.len() / 3 + 1;
        names.into_iter().step_by(step).collect()
    }
}

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn is_camel(name: &str) -> bool {
    name.starts_with(|one: char| one.is_ascii_uppercase())
        && name.contains(|one: char| one.is_ascii_lowercase())
}

fn entries(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    let map = node.and_then(Node::as_map);
    map.into_iter()
        .flat_map(Map::iter)
        .map(|(key, node)| (&**key, node))
}

fn insert(node: &mut Node, path: &[&str], key: &str, added: Node, place: Place) {
    if !matches!(node.value, Value::Map(_)) {
        node.value = Value::Map(Map::default());
    }
    let Value::Map(map) = &mut node.value else {
        return;
    };
    if let Some((step, rest)) = path.split_first() {
        if map.get(step).is_none() {
            let empty = Node {
                value: Value::Map(Map::default()),
                origin: added.origin,
            };
            map.insert(*step, empty);
        }
        let inner = map.get_mut(step).expect("it was put there");
        return insert(inner, rest, key, added, place);
    }
    let mut entries = std::mem::take(map).into_entries();
    entries.insert(place.index(entries.len()), (key.into(), added));
    for (key, node) in entries {
        map.insert(key, node);
    }
}
