//! `null` among the members of `oneOf` and `anyOf`.

use super::schema::{reserved, set};
use super::table::ANNOTATIONS;
use super::{Context, NULL, internal};
use crate::node::{Map, Node, Value};
use crate::source::Origin;

/// Members that only `null` fits become `nullable`; a single member that is left stands for itself. Returns whether its
/// keywords moved out.
pub(super) fn without_null(
    context: &mut Context<'_>,
    map: &mut Map,
    keyword: &str,
    origin: Origin,
) -> bool {
    let Some(Value::List(members)) = map.get_mut(keyword).map(|node| &mut node.value) else {
        return false;
    };
    let Some(null) = members.iter().find(|member| is_null(member)) else {
        return false;
    };
    let place = null.origin;
    members.retain(|member| !is_null(member));
    let single = if members.len() == 1 {
        members.pop()
    } else {
        None
    };
    let none = members.is_empty();
    context.later(place, &format!("`null` in `{keyword}`"));
    set(map, "nullable", place);
    if let Some(member) = single {
        map.remove(keyword);
        return unwrap(context, map, member, origin);
    }
    if none {
        map.remove(keyword);
        set(map, NULL, origin);
    }
    false
}

/// Whether nothing but `null` fits.
fn is_null(member: &Node) -> bool {
    let Some(map) = member.as_map() else {
        return false;
    };
    let null = |node: &Node| matches!(node.value, Value::Null);
    let type_is_null = map.get("type").is_some_and(|node| match node.as_list() {
        Some([only]) => null(only) || only.as_str() == Some("null"),
        Some(_) => false,
        None => node.as_str() == Some("null"),
    });
    let only_value_is_null = map.get("const").is_some_and(null)
        || map
            .get("enum")
            .and_then(Node::as_list)
            .is_some_and(|values| matches!(values, [only] if null(only)));
    type_is_null || (only_value_is_null && map.get("$ref").is_none())
}

/// The member's keywords move out to the schema where nothing there speaks against it; if something does, or if it is a
/// reference, the schema says the same with `allOf`.
fn unwrap(context: &mut Context<'_>, map: &mut Map, mut member: Node, origin: Origin) -> bool {
    let plain = map.iter().all(|(key, _)| {
        &**key == "nullable"
            || ANNOTATIONS.contains(&&**key)
            || ["default", "deprecated", "readOnly", "writeOnly"].contains(&&**key)
            || (key.starts_with("x-") && !key.starts_with("x-internal-"))
    });
    match &mut member.value {
        Value::Map(inner) if plain && inner.get("$ref").is_none() => {
            reserved(context, inner);
            for (key, node) in std::mem::take(inner).into_entries() {
                if map.get(&key).is_none() && map.get(&internal(&key)).is_none() {
                    map.insert(key, node);
                }
            }
            return true;
        }
        _ => {}
    }
    match map.get_mut("allOf").map(|node| &mut node.value) {
        Some(Value::List(items)) => items.push(member),
        Some(_) => {}
        None => {
            let value = Value::List(vec![member]);
            map.insert("allOf", Node { value, origin });
        }
    }
    false
}
