//! Holds examples against the schema that they belong to.

use std::collections::HashMap;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

/// The schemas of one document, as JSON Schema.
pub struct Schemas {
    registry: Option<Registry<'static>>,
    draft: Draft,
    known: HashMap<String, Option<Validator>>,
}

/// What the document is called among schemas.
const NAME: &str = "urn:document";

/// Keys whose values are the author's own, not OpenAPI's.
const OPAQUE: [&str; 5] = ["example", "examples", "default", "enum", "const"];

impl Schemas {
    /// The schemas of a document, given as JSON.
    pub fn new(root: &Value) -> Self {
        let version = root.get("openapi").and_then(Value::as_str);
        let is_3_0 = version.is_some_and(|version| version.starts_with("3.0"));
        let draft = if is_3_0 {
            Draft::Draft4
        } else {
            Draft::Draft202012
        };
        let mut root = root.clone();
        if is_3_0 {
            nullable(&mut root);
        }
        let resource = draft.create_resource(root);
        let registry = Registry::new().add(NAME, resource);
        Self {
            registry: registry.and_then(jsonschema::RegistryBuilder::prepare).ok(),
            draft,
            known: HashMap::new(),
        }
    }

    /// Whether a value is what the schema at `pointer` (`#/components/..`) says; `None` if that cannot be told.
    pub fn is_valid(&mut self, pointer: &str, value: &Value) -> Option<bool> {
        if !self.known.contains_key(pointer) {
            let validator = self.validator(pointer);
            self.known.insert(pointer.to_owned(), validator);
        }
        let validator = self.known.get(pointer)?.as_ref()?;
        Some(validator.is_valid(value))
    }

    fn validator(&self, pointer: &str) -> Option<Validator> {
        let reference = json!({ "$ref": format!("{NAME}{}", escaped(pointer)) });
        jsonschema::options()
            .with_draft(self.draft)
            .with_registry(self.registry.as_ref()?)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .build(&reference)
            .ok()
    }
}

/// A pointer as it stands in a reference.
fn escaped(pointer: &str) -> String {
    pointer
        .replace('%', "%25")
        .replace(' ', "%20")
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace('"', "%22")
        .replace('|', "%7C")
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('[', "%5B")
        .replace(']', "%5D")
        .replace('^', "%5E")
        .replace('`', "%60")
        .replace('\\', "%5C")
}

/// Says what `nullable` of 3.0 says in words that JSON Schema has.
fn nullable(root: &mut Value) {
    let mut tasks = vec![root];
    while let Some(value) = tasks.pop() {
        if let Value::Object(map) = value
            && map.get("nullable") == Some(&Value::Bool(true))
        {
            map.remove("nullable");
            with_null(map);
        }
        match value {
            Value::Object(map) => {
                let inside = map.iter_mut();
                let inside = inside.filter(|(key, _)| !OPAQUE.contains(&key.as_str()));
                tasks.extend(inside.map(|(_, value)| value));
            }
            Value::Array(items) => tasks.extend(items),
            _ => {}
        }
    }
}

fn with_null(map: &mut Map<String, Value>) {
    if let Some(Value::Array(values)) = map.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    let composed = ["allOf", "anyOf", "oneOf", "$ref", "not"];
    let composed = composed.iter().any(|key| map.contains_key(*key));
    match map.get("type") {
        Some(Value::String(name)) if !composed => {
            let types = json!([name, "null"]);
            map.insert("type".to_owned(), types);
        }
        _ => {
            let inner = std::mem::take(map);
            let either = json!([{ "type": "null" }, inner]);
            map.insert("anyOf".to_owned(), either);
        }
    }
}
