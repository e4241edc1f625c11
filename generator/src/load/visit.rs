//! One visitor for YAML and JSON: it builds our nodes, numbers as written, and settles duplicate and merge keys.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::json::Numbers;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::node::{Map, Node, Number, Value};
use crate::source::{Origin, Origins, Step};

/// Nodes that a text may have beyond its own length: aliases can name a large part again and again.
const ALIASED_NODES: usize = 1_000_000;

/// What is said about a text with more.
pub(super) const TOO_MANY: &str = "aliases repeat so much of the text that it cannot be read";

/// The key that merges other maps into the one it stands in; YAML only.
const MERGE: &str = "<<";

/// What is shared by all the nodes of one text.
pub(super) struct Context<'c> {
    origins: &'c mut Origins,
    sink: &'c mut Sink,
    nodes_left: usize,
    /// The numbers of a JSON text as written, in order; `None` for YAML.
    numbers: Option<Numbers<'c>>,
}

impl<'c> Context<'c> {
    pub(super) fn yaml(text: &str, origins: &'c mut Origins, sink: &'c mut Sink) -> Self {
        Self {
            origins,
            sink,
            nodes_left: text.len().saturating_add(ALIASED_NODES),
            numbers: None,
        }
    }

    pub(super) fn json(text: &'c str, origins: &'c mut Origins, sink: &'c mut Sink) -> Self {
        let mut context = Self::yaml(text, origins, sink);
        context.numbers = Some(Numbers::new(text));
        context
    }

    fn number(&mut self, text: String) -> Value {
        let written = self.numbers.as_mut().and_then(Iterator::next);
        let text = written.map_or_else(|| text.into_boxed_str(), Into::into);
        Value::Number(Number(text))
    }

    fn float(&mut self, value: f64) -> Value {
        if value.is_nan() {
            return Value::String(".nan".into());
        }
        if value.is_infinite() && self.numbers.is_none() {
            let text = if value > 0.0 { ".inf" } else { "-.inf" };
            return Value::String(text.into());
        }
        // `{:?}` keeps the point of `1.0`, which matters where the number stands for a version.
        self.number(format!("{value:?}"))
    }
}

/// Reads one node whose place is known.
pub(super) struct Seed<'s, 'c> {
    pub(super) context: &'s mut Context<'c>,
    pub(super) origin: Origin,
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let origin = self.origin;
        let Some(left) = self.context.nodes_left.checked_sub(1) else {
            return Err(D::Error::custom(TOO_MANY));
        };
        self.context.nodes_left = left;
        let value = deserializer.deserialize_any(self)?;
        Ok(Node { value, origin })
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(self.context.number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(self.context.number(value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(self.context.number(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(self.context.number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(self.context.float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.into()))
    }

    /// A tag of YAML, such as `!include`: the value under it is read as if the tag were not there.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (_, variant) = data.variant::<String>()?;
        variant.newtype_variant_seed(self).map(|node| node.value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let Seed { context, origin } = self;
        let mut list = Vec::new();
        for index in 0.. {
            let item = context.origins.child(origin, Step::Index(index));
            let seed = Seed {
                context,
                origin: item,
            };
            match items.next_element_seed(seed)? {
                Some(node) => list.push(node),
                None => break,
            }
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let Seed { context, origin } = self;
        let mut map = Map::default();
        let mut merges = Vec::new();
        let mut repeats: HashMap<Arc<str>, u32> = HashMap::new();
        while let Some(key) = entries.next_key::<String>()? {
            let key: Arc<str> = key.into();
            let merge = context.numbers.is_none() && *key == *MERGE;
            let first = if merge {
                merges.is_empty()
            } else {
                map.get(&key).is_none()
            };
            let step = if first {
                Step::Key(Arc::clone(&key))
            } else {
                let count = repeats.entry(Arc::clone(&key)).or_default();
                *count += 1;
                Step::Repeated(Arc::clone(&key), *count)
            };
            let place = context.origins.child(origin, step);
            let seed = Seed {
                context,
                origin: place,
            };
            let node = entries.next_value_seed(seed)?;
            if merge {
                merges.push((map.len(), node));
            } else if first {
                map.insert(key, node);
            } else {
                context.sink.push(repeated(&key, place));
            }
        }
        Ok(Value::Map(merged(context, map, merges)))
    }
}

fn repeated(key: &str, place: Origin) -> Diagnostic {
    let message = format!("the key `{key}` stands twice in one map");
    Diagnostic::new(Code::DuplicateKey, place, message)
        .help("the first one counts: remove or rename this one")
}

/// Puts the entries of merged maps where the merge key stands; keys that the map has itself win, then earlier merges.
fn merged(context: &mut Context<'_>, map: Map, merges: Vec<(usize, Node)>) -> Map {
    if merges.is_empty() {
        return map;
    }
    let own: HashSet<Arc<str>> = map.iter().map(|(key, _)| Arc::clone(key)).collect();
    let mut merges = merges.into_iter().peekable();
    let mut result = Map::default();
    for (position, (key, node)) in map.into_entries().into_iter().enumerate() {
        while let Some((_, merge)) = merges.next_if(|(at, _)| *at <= position) {
            add(context, &own, &mut result, merge);
        }
        result.insert(key, node);
    }
    for (_, merge) in merges {
        add(context, &own, &mut result, merge);
    }
    result
}

fn add(context: &mut Context<'_>, own: &HashSet<Arc<str>>, result: &mut Map, merge: Node) {
    let sources = match merge.value {
        Value::List(items) => items,
        _ => vec![merge],
    };
    for source in sources {
        let Value::Map(map) = source.value else {
            let message = "a merge key takes a map or a list of maps";
            context
                .sink
                .push(Diagnostic::new(Code::WrongType, source.origin, message));
            continue;
        };
        for (key, node) in map.into_entries() {
            if !own.contains(&key) && result.get(&key).is_none() {
                result.insert(key, node);
            }
        }
    }
}
