//! Webhooks and callbacks: what the API sends by itself.

use crate::diagnostic::Code;
use crate::hints;
use crate::ir::{Delivery, Docs, Method, Type};
use crate::node::Node;

use super::media::Kind;
use super::schema::step;
use super::{Lower, entries};

impl<'d> Lower<'_, 'd> {
    pub(super) fn webhooks(&mut self, root: &'d Node) -> Vec<Delivery> {
        let mut deliveries = Vec::new();
        for (name, item) in entries(root.get("webhooks")) {
            let words = [name.to_owned()];
            self.deliveries((&words, &words), name, None, item, &mut deliveries);
        }
        deliveries
    }

    pub(super) fn callbacks(&mut self, operation: &'d Node, words: &[String]) -> Vec<Delivery> {
        let mut deliveries = Vec::new();
        for (name, callback) in entries(operation.get("callbacks")) {
            let Some(target) = self.refs.follow(callback, self.sink) else {
                continue;
            };
            let words = step(words, name);
            let component = self.component_words(callback, "Callback");
            let inside = component.map(|words| step(&words, "Callback"));
            let inside = inside.as_ref().unwrap_or(&words);
            for (expression, item) in entries(Some(target.node)) {
                if !expression.starts_with("x-") {
                    let words = (words.as_slice(), inside.as_slice());
                    self.deliveries(words, name, Some(expression), item, &mut deliveries);
                }
            }
        }
        deliveries
    }

    /// What one path item of a webhook or a callback says, named by `words`, and what it carries by `inside`.
    fn deliveries(
        &mut self,
        (words, inside): (&[String], &[String]),
        wire: &str,
        expression: Option<&str>,
        item: &'d Node,
        deliveries: &mut Vec<Delivery>,
    ) {
        let Some(item) = self.refs.follow(item, self.sink) else {
            return;
        };
        for (key, method) in Method::ALL {
            let Some(node) = item.node.get(key) else {
                continue;
            };
            let Some(read) = self.refs.operation(node, self.sink) else {
                continue;
            };
            self.known_once(node);
            deliveries.push(Delivery {
                wire: wire.to_owned(),
                words: words.to_vec(),
                name: hints::name(node, self.sink),
                docs: Docs {
                    summary: read.data.summary,
                    description: read.data.description,
                },
                deprecated: read.data.deprecated,
                method,
                expression: expression.map(str::to_owned),
                payload: self.payload(read.node, &step(inside, "Payload")),
            });
        }
        self.settle();
    }

    /// Says that an `operationId` stands elsewhere too. Nothing is named by it here.
    fn known_once(&mut self, node: &'d Node) {
        let Some(id) = node.get("operationId") else {
            return;
        };
        let name = id.as_str().unwrap_or_default();
        let known = self.ids.entry(name.to_owned()).or_insert(node.origin);
        // A callback may be referred to from several operations.
        if *known != node.origin {
            let message = format!("`{name}` is the `operationId` of an earlier operation too");
            self.warn(Code::DuplicateOperationId, id, message, None);
        }
    }

    /// The type of what is delivered. A body of another media type is for the receiver to read.
    fn payload(&mut self, operation: &'d Node, words: &[String]) -> Option<Type> {
        let body = self
            .refs
            .request_body(operation.get("requestBody")?, self.sink)?;
        let component = self.component_words(operation.get("requestBody")?, "Body");
        let component = component.map(|words| step(&words, "Body"));
        let words = component.as_deref().unwrap_or(words);
        let content = self.contents(body.node);
        let json = content
            .iter()
            .find(|(name, _)| Kind::of(name) == Kind::Json);
        let Some((_, media)) = json else {
            if !content.is_empty() {
                let message = "what is delivered is not JSON, and is given as bytes".to_owned();
                self.warn(Code::Unsupported, body.node, message, None);
            }
            return None;
        };
        Some(self.content(media, words))
    }
}
