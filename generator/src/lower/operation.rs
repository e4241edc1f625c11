//! Turns paths into operations, tag by tag.

use crate::diagnostic::Code;
use crate::hints;
use crate::ir::{Docs, Group, Method, Operation};
use crate::node::{Map, Node};

use super::Lower;
use super::about::{extensions, more};
use super::body::Body;
use super::place::path_words;

impl<'d> Lower<'_, 'd> {
    /// The operations of the document in groups: the tags in the order of the document, then those it does not list, then
    /// the operations without a tag.
    pub(super) fn groups(&mut self, root: &'d Node) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for node in root.get("tags").and_then(Node::as_list).unwrap_or_default() {
            let Some(tag) = self.refs.tag(node, self.sink) else {
                continue;
            };
            if groups
                .iter()
                .any(|group| group.wire.as_deref() == Some(&tag.data.name))
            {
                continue;
            }
            let docs = Docs {
                summary: None,
                description: tag.data.description,
            };
            let name = hints::name(node, self.sink);
            groups.push(Group {
                wire: Some(tag.data.name),
                name,
                docs,
                more: more(node),
                operations: Vec::new(),
            });
        }
        for (template, item) in root
            .get("paths")
            .and_then(Node::as_map)
            .into_iter()
            .flat_map(Map::iter)
        {
            if template.starts_with("x-") {
                continue;
            }
            let Some(target) = self.refs.follow(item, self.sink) else {
                continue;
            };
            for (key, method) in Method::ALL {
                let Some(node) = target.node.get(key) else {
                    continue;
                };
                let Some((tag, operation)) =
                    self.operation(root, template, target.node, method, node)
                else {
                    continue;
                };
                if let Some(group) = groups.iter_mut().find(|group| group.wire == tag) {
                    group.operations.push(operation);
                } else {
                    groups.push(Group {
                        wire: tag,
                        name: None,
                        docs: Docs::default(),
                        more: None,
                        operations: vec![operation],
                    });
                }
            }
        }
        groups.retain(|group| !group.operations.is_empty());
        groups
    }

    fn operation(
        &mut self,
        root: &'d Node,
        template: &str,
        item: &'d Node,
        method: Method,
        node: &'d Node,
    ) -> Option<(Option<String>, Operation)> {
        if hints::flag(node, "x-sdk-omit", self.sink) == Some(true) {
            return None;
        }
        let Some(read) = self.refs.operation(node, self.sink) else {
            self.warn(
                Code::OperationLeftOut,
                node,
                format!(
                    "`{} {template}` is left out: it cannot be read",
                    method.as_str()
                ),
                None,
            );
            return None;
        };
        let read = read.data;
        let id = self.operation_id(read.operation_id, method, template, node);
        let words = vec![id.clone()];
        let parameters = self.parameters((item, template), node, &words);
        let spelled = self.spelled(template, node, &parameters);
        let mut parameters = self.sendable(parameters, &spelled);
        let path = self.path(&spelled, node, &mut parameters)?;
        let body = match self.request_body(node, &words) {
            Body::Absent => None,
            Body::Sent(body) => Some(body),
            Body::Unreadable => {
                let message = format!("`{id}` is left out: its request body cannot be read");
                self.warn(Code::OperationLeftOut, node, message, None);
                return None;
            }
        };
        let callbacks = self.callbacks(node, &words);
        let replies = self.replies(node, method, &words);
        self.settle();
        let repeatable =
            hints::flag(node, "x-sdk-repeatable", self.sink).unwrap_or(method.is_idempotent());
        let pagination = self.pagination(node, &parameters, &replies.success);
        let operation = Operation {
            origin: node.origin,
            name: hints::name(node, self.sink),
            aliases: hints::strings(node, "x-sdk-aliases", self.sink),
            docs: Docs {
                summary: read.summary,
                description: read.description,
            },
            more: more(node),
            extensions: extensions(node),
            deprecated: read.deprecated,
            method,
            template: template.to_owned(),
            path,
            parameters,
            body,
            accept: replies.accept,
            success: replies.success,
            failures: replies.failures,
            headers: replies.headers,
            security: self.security(node, root),
            links: replies.links,
            callbacks,
            server: self.own_server(root, item, node),
            pagination,
            repeatable,
            lockout: hints::statuses(node, "x-sdk-lockout", self.sink),
            id,
        };
        Some((read.tags.into_iter().next(), operation))
    }

    fn operation_id(
        &mut self,
        id: Option<String>,
        method: Method,
        template: &str,
        node: &Node,
    ) -> String {
        let made = || made_id(method, template);
        let mut id = id
            .filter(|id| id.chars().any(char::is_alphanumeric))
            .unwrap_or_else(made);
        if self.ids.insert(id.clone(), node.origin).is_some() {
            let message = format!("`{id}` is the `operationId` of an earlier operation too");
            let place = node.get("operationId").unwrap_or(node);
            id = made();
            let help = format!("give it one of its own; until then it is called `{id}`");
            self.warn(Code::DuplicateOperationId, place, message, Some(&help));
            self.ids.insert(id.clone(), node.origin);
        }
        id
    }
}

/// The words of an operation without an id: `get pets by petId` for `GET /pets/{petId}`.
fn made_id(method: Method, template: &str) -> String {
    let method = method.as_str().to_ascii_lowercase();
    let words = std::iter::once(method).chain(path_words(template));
    words.collect::<Vec<_>>().join(" ")
}
