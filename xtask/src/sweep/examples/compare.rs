//! Compares an example with what came back.

use serde_json::{Map, Value};

use super::Example;

/// How many references and members of compositions are followed for one value.
const STEPS: usize = 2_000;

/// The members that no schema declares and that are not there any more; an error says what differs, and where.
pub fn compare(root: &Value, example: &Example, encoded: &Value) -> Result<usize, String> {
    let schema = example.schema.strip_prefix('#').unwrap_or_default();
    let schemas: Vec<&Value> = root.pointer(schema).into_iter().collect();
    let mut undeclared = 0;
    let mut tasks = vec![(String::new(), schemas, &example.value, encoded)];
    while let Some((place, schemas, before, after)) = tasks.pop() {
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => {
                let schemas = applying(root, &schemas);
                if let Some(key) = after.keys().find(|key| !before.contains_key(*key)) {
                    return Err(format!("{place}/{key} is added"));
                }
                for (key, value) in before {
                    let inside = members(&schemas, key);
                    match after.get(key) {
                        Some(after) => tasks.push((format!("{place}/{key}"), inside, value, after)),
                        None if inside.is_empty() => undeclared += 1,
                        None => return Err(format!("{place}/{key} is lost")),
                    }
                }
            }
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                let schemas = applying(root, &schemas);
                for (index, (before, after)) in before.iter().zip(after).enumerate() {
                    let inside = items(&schemas, index);
                    tasks.push((format!("{place}/{index}"), inside, before, after));
                }
            }
            _ if same(before, after) => {}
            _ => {
                return Err(format!(
                    "{place} is {} and was {}",
                    kind(after),
                    kind(before)
                ));
            }
        }
    }
    Ok(undeclared)
}

/// The schemas themselves and all that they are composed of, references followed.
fn applying<'r>(root: &'r Value, schemas: &[&'r Value]) -> Vec<&'r Map<String, Value>> {
    let mut found: Vec<&Map<String, Value>> = Vec::new();
    let mut tasks: Vec<&Value> = schemas.to_vec();
    for _ in 0..STEPS {
        let Some(Value::Object(map)) = tasks.pop() else {
            if tasks.is_empty() {
                break;
            }
            continue;
        };
        if found.iter().any(|known| std::ptr::eq(*known, map)) {
            continue;
        }
        found.push(map);
        for key in ["allOf", "anyOf", "oneOf"] {
            tasks.extend(map.get(key).and_then(Value::as_array).into_iter().flatten());
        }
        for key in ["if", "then", "else"] {
            tasks.extend(map.get(key));
        }
        let dependent = map.get("dependentSchemas").and_then(Value::as_object);
        tasks.extend(dependent.into_iter().flat_map(Map::values));
        let reference = map.get("$ref").and_then(Value::as_str);
        let pointer = reference.and_then(|reference| reference.strip_prefix('#'));
        tasks.extend(pointer.and_then(|pointer| root.pointer(&decoded(pointer))));
    }
    found
}

fn decoded(pointer: &str) -> String {
    pointer
        .replace("%7B", "{")
        .replace("%7D", "}")
        .replace("%20", " ")
        .replace("%25", "%")
}

/// The schemas that declare a member.
fn members<'r>(schemas: &[&'r Map<String, Value>], key: &str) -> Vec<&'r Value> {
    let mut found = Vec::new();
    for schema in schemas {
        let property = schema.get("properties").and_then(|all| all.get(key));
        found.extend(property);
        if property.is_none() {
            let extra = schema.get("additionalProperties");
            found.extend(extra.filter(|extra| **extra != Value::Bool(false)));
        }
    }
    found
}

fn items<'r>(schemas: &[&'r Map<String, Value>], index: usize) -> Vec<&'r Value> {
    let of = |schema: &&'r Map<String, Value>| {
        let tuple = schema.get("prefixItems").and_then(|items| items.get(index));
        tuple.or_else(|| schema.get("items"))
    };
    schemas.iter().filter_map(of).collect()
}

/// Whether two values without parts are the same value.
fn same(before: &Value, after: &Value) -> bool {
    match (before, after) {
        (Value::Number(before), Value::Number(after)) => {
            before == after || before.as_f64() == after.as_f64()
        }
        (Value::String(before), Value::String(after)) => {
            before == after || normal(before) == normal(after)
        }
        _ => before == after,
    }
}

/// Texts that stand for the same moment, identifier or address are written alike.
fn normal(text: &str) -> String {
    match text.parse::<jiff::Timestamp>() {
        Ok(moment) => moment.to_string(),
        Err(_) => text.to_ascii_lowercase(),
    }
}

/// What a value is, without its words: a report is no place for a document's.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Example, compare};

    fn compared(before: Value, after: &Value) -> Result<usize, String> {
        let root = json!({
            "components": { "schemas": {
                "Pet": {
                    "allOf": [{ "$ref": "#/components/schemas/Named" }],
                    "properties": { "born": { "type": "string" }, "tags": { "items": {} } },
                },
                "Named": { "properties": { "name": { "type": "string" } } },
            } }
        });
        let example = Example {
            place: String::new(),
            schema: "#/components/schemas/Pet".to_owned(),
            ty: String::new(),
            value: before,
        };
        compare(&root, &example, after)
    }

    #[test]
    fn only_members_that_no_schema_declares_may_be_lost() {
        let whole = json!({ "name": "Rex", "colour": "red" });
        assert_eq!(compared(whole.clone(), &whole), Ok(0));
        assert_eq!(compared(whole.clone(), &json!({ "name": "Rex" })), Ok(1));
        assert_eq!(
            compared(whole, &json!({ "colour": "red" })),
            Err("/name is lost".to_owned())
        );
        assert_eq!(
            compared(json!({}), &json!({ "name": null })),
            Err("/name is added".to_owned())
        );
        assert_eq!(
            compared(json!({ "tags": [1] }), &json!({ "tags": [] })),
            Err("/tags is a list and was a list".to_owned())
        );
    }

    #[test]
    fn values_are_compared_and_not_their_spelling() {
        let born = |text: &str| json!({ "born": text });
        let same = |one: &str, other: &str| compared(born(one), &born(other)) == Ok(0);
        assert!(same(
            "2024-01-02t03:04:05.500+00:00",
            "2024-01-02T03:04:05.5Z"
        ));
        assert!(same(
            "2024-01-02T03:04:05.000-02:00",
            "2024-01-02T03:04:05-02:00"
        ));
        assert!(same("2024-01-02T03:04:05+01:00", "2024-01-02T02:04:05Z"));
        assert!(same(
            "67E55044-10B1-426F-9247-BB680E5FE0C8",
            "67e55044-10b1-426f-9247-bb680e5fe0c8"
        ));
        assert!(!same("2024-01-02T03:04:05Z", "2024-01-02T03:04:06Z"));
        assert!(!same("2024-01-02", "2024-01-02T00:00:00Z"));
        assert!(!same("2024-01-02T03:04:05+01:00", "2024-01-02T03:04:05Z"));
        assert_eq!(
            compared(json!({ "tags": [1.0] }), &json!({ "tags": [1] })),
            Ok(0)
        );
    }
}
