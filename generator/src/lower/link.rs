//! Links: what the replies of an operation are good for.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, nearest};
use crate::ir::{Docs, Group, Link, LinkPlace, LinkValue, Method};
use crate::node::{Node, Value};
use crate::resolve::json;
use crate::source::{self, Origin};

use super::{Lower, entries};

/// The operations of a document by their ids.
pub(super) type OperationIds<'d> = HashMap<&'d str, Origin>;

impl<'d> Lower<'_, 'd> {
    /// Where each operation stands that has an id. Of several with the same the first is meant.
    pub(super) fn operation_ids(&self, root: &'d Node) -> OperationIds<'d> {
        let mut ids = HashMap::new();
        for (_, item) in entries(root.get("paths")) {
            let Some(item) = self.quiet_target(item) else {
                continue;
            };
            for node in Method::ALL.iter().filter_map(|(key, _)| item.get(key)) {
                if let Some(id) = node.str("operationId") {
                    ids.entry(id).or_insert(node.origin);
                }
            }
        }
        ids
    }

    /// The links of a reply, each name once for an operation.
    pub(super) fn links(&mut self, response: &'d Node, links: &mut Vec<Link>) {
        for (wire, node) in entries(response.get("links")) {
            let Some(link) = self.refs.follow(node, self.sink) else {
                continue;
            };
            let Some(target) = self.link_target(wire, link.node) else {
                continue;
            };
            let values = entries(link.node.get("parameters")).map(|(name, value)| {
                // A name may say where the parameter is sent, where that is needed to tell two apart.
                let places = ["path.", "query.", "header.", "cookie."];
                let bare = places.iter().find_map(|place| name.strip_prefix(place));
                let place = LinkPlace::Parameter(bare.unwrap_or(name).to_owned());
                (link_value(value), place)
            });
            let body = link.node.get("requestBody");
            let body = body.map(|value| (link_value(value), LinkPlace::Body));
            let link = Link {
                wire: wire.to_owned(),
                docs: Docs {
                    summary: None,
                    description: link.node.str("description").map(str::to_owned),
                },
                target,
                values: values.chain(body).collect(),
            };
            if !links.contains(&link) {
                links.push(link);
            }
        }
    }

    /// The operation that a link leads to, which may be named by its id or by its place.
    fn link_target(&mut self, wire: &str, link: &'d Node) -> Option<Origin> {
        let (at, found, help) = if let Some(id) = link.get("operationId") {
            let known = &self.operation_ids;
            let near = nearest(id.as_str()?, known.keys().copied());
            let help = near.map(|near| format!("did you mean `{near}`?"));
            (id, known.get(id.as_str()?).copied(), help)
        } else if let Some(place) = link.get("operationRef") {
            let found = self.refs.at(place.as_str()?);
            let help = "write its place as `#/paths/~1pets~1{id}/get`".to_owned();
            (place, found.map(|node| node.origin), Some(help))
        } else {
            let help = "say which by `operationId` or `operationRef`".to_owned();
            (link, None, Some(help))
        };
        if found.is_none() {
            let help = help.unwrap_or_else(|| "give an operation that id".to_owned());
            let message = format!("the link `{wire}` leads to no operation of this document");
            self.warn(Code::MissingRef, at, message, Some(&help));
        }
        found
    }
}

/// What a runtime expression speaks of.
fn link_value(node: &Node) -> LinkValue {
    let Value::String(text) = &node.value else {
        let text = json(node).map(|value| value.to_string());
        return LinkValue::Other(text.unwrap_or_default());
    };
    let path = |pointer: &str| {
        let tokens = pointer.split('/').skip(1);
        tokens.map(source::unescaped).collect()
    };
    // Some documents put an expression that stands alone in the braces that only those within texts need.
    let bare = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    let text = bare.filter(|text| text.starts_with('$')).unwrap_or(text);
    match text.split_once(['.', '#']) {
        _ if text == "$response.body" => LinkValue::ReplyBody(Vec::new()),
        _ if text == "$request.body" => LinkValue::RequestBody(Vec::new()),
        Some(("$response", rest)) => match rest.split_once(['#', '.']) {
            Some(("body", pointer)) => LinkValue::ReplyBody(path(pointer)),
            Some(("header", name)) => LinkValue::ReplyHeader(name.to_owned()),
            _ => LinkValue::Other(text.to_owned()),
        },
        Some(("$request", rest)) => match rest.split_once(['#', '.']) {
            Some(("body", pointer)) => LinkValue::RequestBody(path(pointer)),
            Some(("path" | "query" | "header", name)) => {
                LinkValue::RequestParameter(name.to_owned())
            }
            _ => LinkValue::Other(text.to_owned()),
        },
        _ => LinkValue::Other(text.to_owned()),
    }
}

/// Without the links to operations that are left out: what is wrong with those was said where they stand.
pub(super) fn settle(groups: &mut [Group]) {
    let operations = groups.iter().flat_map(|group| &group.operations);
    let there: HashSet<Origin> = operations.map(|operation| operation.origin).collect();
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        operation.links.retain(|link| there.contains(&link.target));
    }
}
