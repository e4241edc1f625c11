//! What is said about an operation.

use std::sync::OnceLock;

use super::links;
use crate::emit::{Context, doc};
use crate::ir::{Api, Operation, Parameter};
use crate::names::{OperationNames, RustName};

/// The doc lines of every operation, each made once: its own file shows them, and the handle that has a method for it.
#[derive(Debug)]
pub struct Lines(Vec<Vec<OnceLock<Vec<String>>>>);

impl Lines {
    /// Room for those of an API's operations.
    pub fn new(api: &Api) -> Self {
        let room = |count| (0..count).map(|_| OnceLock::new()).collect();
        let groups = api.groups.iter();
        Self(groups.map(|group| room(group.operations.len())).collect())
    }

    /// Those of an operation, by the index of its group and its own: the document's words, what each argument is, then method and
    /// path.
    pub fn of(&self, cx: &Context<'_>, group: usize, at: usize) -> &[String] {
        let operation = &cx.api.groups[group].operations[at];
        let names = &cx.names.groups[group].operations[at];
        self.0[group][at].get_or_init(|| lines(cx, operation, names))
    }
}

fn lines(cx: &Context<'_>, operation: &Operation, names: &OperationNames) -> Vec<String> {
    let fallback = format!("Calls `{}`.", names.title);
    let mut lines = doc::with_more(&operation.docs, operation.more.as_ref(), &fallback);
    doc::paragraph(&mut lines, argument_docs(operation, names));
    doc::paragraph(&mut lines, links::lines(cx, operation));
    let route = format!("{} {}", operation.method.as_str(), operation.template);
    doc::paragraph(&mut lines, doc::code(&route));
    doc::paragraph(&mut lines, server_docs(operation));
    lines
}

/// The other names that an operation is searched by.
pub fn aliases(operation: &Operation) -> impl Iterator<Item = &String> {
    let fits = |alias: &&String| {
        !alias.is_empty()
            && alias
                .chars()
                .all(|character| character.is_alphanumeric() || character == '_')
    };
    operation.aliases.iter().filter(fits)
}

/// Where an operation with a server of its own goes.
fn server_docs(operation: &Operation) -> Vec<String> {
    let Some(server) = &operation.server else {
        return Vec::new();
    };
    let code = doc::code(server).join(" ");
    if server.starts_with('/') {
        return vec![format!(
            "Sent to {code} on the host of the client's base URL."
        )];
    }
    vec![format!(
        "Sent to {code} unless a base URL was chosen for the client, and there with credentials only if \
         [`ClientBuilder::trust_all_servers`](crate::ClientBuilder::trust_all_servers) says so."
    )]
}

/// A line for each argument that the document says something about.
fn argument_docs(operation: &Operation, names: &OperationNames) -> Vec<String> {
    let argument = |(parameter, name): (&Parameter, &RustName)| {
        let is_argument = parameter.required && parameter.client.is_none();
        let words = parameter
            .docs
            .description
            .as_deref()
            .filter(|_| is_argument)?;
        Some(format!("- `{name}`: {}", doc::first_line(words)?))
    };
    let mut lines: Vec<String> = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .filter_map(argument)
        .collect();
    let body = operation
        .body
        .as_ref()
        .filter(|body| body.required)
        .and_then(|body| body.docs.description.as_deref());
    lines.extend(
        body.and_then(doc::first_line)
            .map(|words| format!("- `body`: {words}")),
    );
    lines
}
