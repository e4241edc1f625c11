//! Turns `enum` and `const` into types.

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;

use crate::diagnostic::Code;
use crate::dialect;
use crate::ir::{Docs, EnumValue, KnownValue, Reason, Scalar, ValueEnum};
use crate::node::{Node, Value};
use crate::resolve::json;

use super::Lower;
use super::conjunction::Part;
use super::form::Form;

/// Keys under which documents name the values of an `enum`, in its order.
const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// Keys under which documents describe the values of an `enum`: in its order, or by value.
const WORDS: [&str; 3] = [
    "x-enum-descriptions",
    "x-enumDescriptions",
    "x-enum-description",
];

/// A value that an `enum` lists, and where.
#[derive(Clone)]
struct Listed<'d> {
    value: KnownValue,
    node: &'d Node,
}

impl<'d> Lower<'_, 'd> {
    /// The form of the values that every part allows; `None` where no part lists any.
    pub(super) fn enumeration(&mut self, parts: &[Part<'d>], kinds: &[&str]) -> Option<Form<'d>> {
        let (known, last) = self.values(parts)?;
        let known = self.by_type(known, kinds, last);
        let constant = last.get(dialect::CONST).is_some();
        match known.as_slice() {
            [] => None,
            [only] if constant => Some(match &only.wire {
                Json::String(_) | Json::Bool(_) | Json::Number(_) => {
                    Form::Constant(only.wire.clone())
                }
                _ => self.json(last, Reason::MixedEnum, "a `const` that is no scalar"),
            }),
            several => Some(self.by_kind(several, last)),
        }
    }

    /// The values that every part with an `enum` lists, and the last such part.
    fn values(&mut self, parts: &[Part<'d>]) -> Option<(Vec<Listed<'d>>, &'d Node)> {
        let mut all: Option<(Vec<Listed<'d>>, &'d Node)> = None;
        for part in parts {
            let node = part.node;
            let own = known(node);
            if own.is_empty() {
                continue;
            }
            let both = match all {
                None => own,
                Some((known, _)) => {
                    let known: HashSet<&Json> = known.iter().map(wire).collect();
                    let both: Vec<Listed<'d>> = own
                        .iter()
                        .filter(|listed| known.contains(wire(listed)))
                        .cloned()
                        .collect();
                    if both.is_empty() {
                        self.conflict(node, "`enum`");
                        own
                    } else {
                        both
                    }
                }
            };
            all = Some((both, node));
        }
        all
    }

    /// Values as their `type` says, each once: documents forget the quotes of a string, or put them around a number.
    fn by_type(
        &mut self,
        known: Vec<Listed<'d>>,
        kinds: &[&str],
        node: &'d Node,
    ) -> Vec<KnownValue> {
        let mut typed: Vec<KnownValue> = Vec::with_capacity(known.len());
        let mut seen = HashSet::new();
        for listed in known {
            let mut value = listed.value;
            if !kinds.is_empty() && !kinds.iter().any(|kind| is_of(&value.wire, kind)) {
                let told = kinds
                    .iter()
                    .find_map(|kind| read_as(&value.wire, kind, listed.node));
                let message = format!("the value {} of `enum` is not of its `type`", value.wire);
                let help = match told {
                    Some(_) => "it is read as if it were; correct one of the two",
                    None => "it is left out; correct one of the two",
                };
                self.warn(Code::UnknownValue, node, message, Some(help));
                let Some(told) = told else { continue };
                value.wire = told;
            }
            if seen.insert(value.wire.clone()) {
                typed.push(value);
            }
        }
        typed
    }

    fn by_kind(&mut self, known: &[KnownValue], node: &'d Node) -> Form<'d> {
        let all = |is: fn(&Json) -> bool| known.iter().all(|value| is(&value.wire));
        if all(Json::is_string) {
            let values = known.iter().filter_map(|value| {
                Some(EnumValue {
                    wire: value.wire.as_str()?.to_owned(),
                    name: value.name.clone(),
                    docs: value.docs.clone(),
                })
            });
            return Form::Enum(values.collect());
        }
        if all(Json::is_boolean) {
            return Form::Scalar(Scalar::Bool);
        }
        let values = || known.to_vec();
        if all(Json::is_i64) {
            return Form::Values(ValueEnum {
                whole: true,
                values: values(),
            });
        }
        if all(|value| value.is_string() || value.is_boolean() || value.is_i64()) {
            return Form::Values(ValueEnum {
                whole: false,
                values: values(),
            });
        }
        if all(Json::is_number) {
            let message = "the values of an `enum` with fractions are not told apart".to_owned();
            self.warn(Code::Unsupported, node, message, None);
            return Form::Scalar(Scalar::F64);
        }
        self.json(
            node,
            Reason::MixedEnum,
            "an `enum` of lists, objects or fractions among others",
        )
    }
}

/// The values of one `enum`, with what the document calls them and says about them.
fn known(node: &Node) -> Vec<Listed<'_>> {
    let listed = node.get("enum").and_then(Node::as_list).unwrap_or(&[]);
    let names = NAMES.iter().find_map(|key| node.get(key)?.as_list());
    let names = names.filter(|names| names.len() == listed.len());
    let words = WORDS.iter().find_map(|key| node.get(key));
    let azure = azure(node);
    listed
        .iter()
        .enumerate()
        .filter(|(_, node)| !matches!(node.value, Value::Null))
        .filter_map(|(index, at)| {
            let wire = json(at)?;
            let title = || names?.get(index)?.as_str();
            let described = || match &words?.value {
                Value::List(words) if words.len() == listed.len() => words.get(index)?.as_str(),
                Value::Map(words) => words.str(&text(&wire)),
                _ => None,
            };
            let said = |key: &str| azure.get(&wire)?.str(key);
            let value = KnownValue {
                name: title().or_else(|| said("name")).map(str::to_owned),
                docs: Docs {
                    summary: None,
                    description: described()
                        .or_else(|| said("description"))
                        .map(str::trim)
                        .filter(|text| !text.is_empty())
                        .map(str::to_owned),
                },
                wire,
            };
            Some(Listed { value, node: at })
        })
        .collect()
}

fn wire<'l>(listed: &'l Listed<'_>) -> &'l Json {
    &listed.value.wire
}

/// The entries of `x-ms-enum` by their values, the first of each.
fn azure(node: &Node) -> HashMap<Json, &Node> {
    let values = || node.get("x-ms-enum")?.get("values")?.as_list();
    let mut entries = HashMap::new();
    for entry in values().unwrap_or(&[]) {
        if let Some(value) = entry.get("value").and_then(json) {
            entries.entry(value).or_insert(entry);
        }
    }
    entries
}

fn text(wire: &Json) -> String {
    match wire {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn is_of(value: &Json, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

/// What a value means where it was meant to be of another type.
fn read_as(value: &Json, kind: &str, node: &Node) -> Option<Json> {
    match (kind, value) {
        // The digits as the document has them: `1.10` is not `1.1` where it is a text.
        ("string", Json::Number(_)) => match &node.value {
            Value::Number(number) => Some(Json::String(number.0.to_string())),
            _ => None,
        },
        ("string", Json::Bool(_)) => Some(Json::String(value.to_string())),
        ("integer" | "number" | "boolean", Json::String(text)) => {
            let read = serde_json::from_str(text).ok()?;
            is_of(&read, kind).then_some(read)
        }
        ("integer", Json::Number(number)) => {
            let whole = number.as_f64().filter(|number| number.fract() == 0.0)?;
            serde_json::from_str(&format!("{whole:.0}")).ok()
        }
        _ => None,
    }
}
