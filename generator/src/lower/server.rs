//! Turns servers into URLs with pieces to choose.

use crate::diagnostic::Code;
use crate::hints;
use crate::ir::{Docs, Server, ServerPiece, ServerVariable};
use crate::node::{Map, Node};
use crate::template::{self, Part};

use super::Lower;

impl Lower<'_, '_> {
    /// The servers of the document, of a path or of an operation. One that says nothing (`/`) is as good as none.
    pub(super) fn servers(&mut self, owner: &Node) -> Vec<Server> {
        let servers = owner.get("servers").and_then(Node::as_list);
        let servers = servers.unwrap_or_default().iter();
        servers.filter_map(|node| self.server(node)).collect()
    }

    /// Where an operation goes that has a server of its own, or whose path has one. The first counts, as the document has it.
    pub(super) fn own_server(
        &mut self,
        root: &Node,
        item: &Node,
        operation: &Node,
    ) -> Option<String> {
        let nearest = [operation, item].into_iter().find(|owner| {
            let servers = owner.get("servers").and_then(Node::as_list);
            servers.is_some_and(|servers| !servers.is_empty())
        })?;
        let first = nearest.get("servers")?.as_list()?.first()?;
        let shared = root.get("servers").and_then(Node::as_list);
        let is_shared = |known: &Node| known.str("url") == first.str("url");
        if shared
            .and_then(|servers| servers.first())
            .is_some_and(is_shared)
        {
            return None;
        }
        let server = self.server(first)?;
        if server
            .variables
            .iter()
            .any(|variable| variable.wire.is_empty())
        {
            let path: String = server
                .pieces
                .iter()
                .skip(1)
                .map(|piece| match piece {
                    ServerPiece::Literal(text) => text.as_str(),
                    ServerPiece::Variable(at) => default_of(&server, *at),
                })
                .collect();
            return Some(if path.is_empty() {
                "/".to_owned()
            } else {
                path
            });
        }
        let url = server.url().filter(|url| is_safe(url));
        if url.is_none() {
            let message = "a server of one operation is used only if it is https, with a default for each variable";
            let help = "the operation goes to the client's base URL";
            self.warn(Code::Unsupported, first, message.to_owned(), Some(help));
        }
        url
    }

    fn server(&mut self, node: &Node) -> Option<Server> {
        let template = node.str("url")?.trim().to_owned();
        let environment = hints::table(node, "x-sdk-environment", self.sink).unwrap_or_default();
        let variable = environment
            .into_iter()
            .find(|(key, _)| key == "url")
            .map(|(_, value)| value);
        let mut server = Server {
            pieces: Vec::new(),
            variables: Vec::new(),
            name: hints::name(node, self.sink),
            docs: described(node),
            variable,
            template,
        };
        self.pieces(node, &mut server);
        Some(server)
    }

    fn pieces(&mut self, node: &Node, server: &mut Server) {
        let template = whole(server);
        for part in template::parts(&template) {
            server.pieces.push(match part {
                Part::Text(text) | Part::Unclosed(text) => ServerPiece::Literal(text.to_owned()),
                Part::Name(name) => {
                    let known = server.variables.iter().position(|known| known.wire == name);
                    ServerPiece::Variable(known.unwrap_or_else(|| {
                        server.variables.push(variable(node, name));
                        server.variables.len() - 1
                    }))
                }
            });
        }
        let declared = node.get("variables").and_then(Node::as_map);
        for (name, unused) in declared.into_iter().flat_map(Map::iter) {
            if !server.variables.iter().any(|known| known.wire == **name) {
                let message = format!("the URL has no `{{{name}}}`");
                self.warn(Code::Unsupported, unused, message, None);
            }
        }
    }
}

/// Whether the client goes to a server without being told so by its user.
fn is_safe(url: &str) -> bool {
    let Ok(uri) = url.parse::<http::Uri>() else {
        return false;
    };
    let is_local = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match uri.scheme_str() {
        Some("https") => uri.host().is_some() && uri.query().is_none() && !url.contains(['@', '#']),
        Some("http") => is_local,
        _ => false,
    }
}

/// The template as a URL. A server that is only a path is on a host that the caller names: the first variable, without a name.
fn whole(server: &mut Server) -> String {
    let template = server.template.trim_end_matches('/');
    if let Some(rest) = template.strip_prefix("//") {
        return format!("https://{rest}");
    }
    if template.contains("://") || template.starts_with('{') {
        return template.to_owned();
    }
    server.pieces.push(ServerPiece::Variable(0));
    server.variables.push(ServerVariable {
        wire: String::new(),
        docs: Docs::default(),
        default: None,
        values: Vec::new(),
    });
    let path = template.trim_start_matches(['.', '/']);
    if path.is_empty() {
        String::new()
    } else {
        format!("/{path}")
    }
}

fn variable(node: &Node, name: &str) -> ServerVariable {
    let declared = node
        .get("variables")
        .and_then(|variables| variables.get(name));
    let values: Vec<String> = declared
        .and_then(|declared| declared.get("enum")?.as_list())
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
        .map(str::to_owned)
        .collect();
    let default = declared
        .and_then(|declared| declared.str("default").map(str::to_owned))
        .or_else(|| values.first().cloned());
    // A default that is not among the values is one all the same.
    let mut values = values;
    if let Some(default) = &default
        && !values.is_empty()
        && !values.contains(default)
    {
        values.push(default.clone());
    }
    let mut seen = std::collections::HashSet::new();
    values.retain(|value| seen.insert(value.clone()));
    ServerVariable {
        wire: name.to_owned(),
        docs: declared.map(described).unwrap_or_default(),
        default,
        values,
    }
}

fn default_of(server: &Server, at: usize) -> &str {
    let variable = server.variables.get(at);
    variable
        .and_then(|variable| variable.default.as_deref())
        .unwrap_or_default()
}

fn described(node: &Node) -> Docs {
    Docs {
        summary: None,
        description: node.str("description").map(str::to_owned),
    }
}
