//! Security schemes, and which of them an operation takes.

use std::collections::HashMap;

use crate::diagnostic::Code;
use crate::hints;
use crate::ir::{KeyPlace, SchemeKind, SecurityScheme};
use crate::node::{Map, Node};

use super::Lower;

impl<'d> Lower<'_, 'd> {
    /// Reads the schemes that the document declares.
    pub(super) fn security_schemes(&mut self, root: &'d Node) {
        let schemes = root
            .get("components")
            .and_then(|components| components.get("securitySchemes"));
        for (name, node) in entries(schemes) {
            let Some(read) = self.refs.security_scheme(node, self.sink) else {
                continue;
            };
            let kind = match &read.data {
                openapiv3::SecurityScheme::HTTP { scheme, .. }
                    if scheme.eq_ignore_ascii_case("basic") =>
                {
                    SchemeKind::Basic
                }
                openapiv3::SecurityScheme::HTTP { scheme, .. }
                    if scheme.eq_ignore_ascii_case("bearer") =>
                {
                    SchemeKind::Bearer
                }
                openapiv3::SecurityScheme::OAuth2 { flows, .. } => {
                    match &flows.client_credentials {
                        Some(flow) => SchemeKind::OAuth2 {
                            token_url: flow.token_url.clone(),
                            scopes: Vec::new(),
                        },
                        None => {
                            self.brought(
                                name,
                                node,
                                "the flows of `oauth2` that it has need a person",
                            );
                            SchemeKind::Bearer
                        }
                    }
                }
                openapiv3::SecurityScheme::OpenIDConnect { .. } => {
                    self.brought(name, node, "OpenID Connect needs a person");
                    SchemeKind::Bearer
                }
                openapiv3::SecurityScheme::APIKey { location, name, .. } => SchemeKind::ApiKey {
                    place: match location {
                        openapiv3::APIKeyLocation::Header => KeyPlace::Header,
                        openapiv3::APIKeyLocation::Query => KeyPlace::Query,
                        openapiv3::APIKeyLocation::Cookie => KeyPlace::Cookie,
                    },
                    name: name.clone(),
                },
                openapiv3::SecurityScheme::HTTP { .. } => {
                    let message = format!("the client cannot apply the security scheme `{name}`");
                    let help = "set the header that it needs on the client or on the call";
                    self.warn(Code::SecurityLeftOut, node, message, Some(help));
                    continue;
                }
            };
            self.second_endpoint(name, node, &kind);
            let variables = hints::table(node, "x-sdk-environment", self.sink).unwrap_or_default();
            self.schemes.push(SecurityScheme {
                wire: name.to_owned(),
                kind,
                variables,
            });
        }
    }

    /// Says that a client asks for tokens in one place only: that of the first scheme that has one.
    fn second_endpoint(&mut self, name: &str, node: &Node, kind: &SchemeKind) {
        let endpoint = |kind: &SchemeKind| match kind {
            SchemeKind::OAuth2 { token_url, .. } => Some(token_url.clone()),
            SchemeKind::Bearer | SchemeKind::ApiKey { .. } | SchemeKind::Basic => None,
        };
        let Some(url) = endpoint(kind) else { return };
        let mut others = self.schemes.iter();
        let first = others.find_map(|other| Some((&other.wire, endpoint(&other.kind)?)));
        let Some((first, other)) = first.filter(|(_, other)| *other != url) else {
            return;
        };
        let message = format!(
            "the client asks for tokens of `{name}` at `{other}`, as it does for `{first}`"
        );
        let help =
            format!("for operations that take `{name}`, make a client with `token_url(\"{url}\")`");
        self.warn(Code::Unsupported, node, message, Some(&help));
    }

    /// Says that an operation asks for what no request can carry.
    fn one_header(&mut self, requirement: &Node, set: &[usize]) {
        let mut told = set.iter().filter_map(|at| self.schemes.get(*at));
        let basic = told.find(|scheme| matches!(scheme.kind, SchemeKind::Basic));
        let mut told = set.iter().filter_map(|at| self.schemes.get(*at));
        let token = told
            .find(|scheme| matches!(scheme.kind, SchemeKind::Bearer | SchemeKind::OAuth2 { .. }));
        let Some((basic, token)) = basic.zip(token) else {
            return;
        };
        let message = format!(
            "`{}` and `{}` at once would need two `Authorization` headers: one is sent",
            basic.wire, token.wire
        );
        let help = "where either will do, list them as two alternatives";
        self.warn(Code::Unsupported, requirement, message, Some(help));
    }

    /// Says that the client asks for no token where it cannot.
    fn brought(&mut self, name: &str, node: &Node, why: &str) {
        let message = format!("the client gets no token for `{name}` by itself: {why}");
        let help = "bring one as `Credentials::bearer`, or a source of them as `Credentials::token_source`";
        self.warn(Code::Unsupported, node, message, Some(help));
    }

    /// The alternatives that an operation takes: its own, or the document's.
    pub(super) fn security(&mut self, operation: &'d Node, root: &'d Node) -> Vec<Vec<usize>> {
        let Some(requirements) = operation.get("security").or_else(|| root.get("security")) else {
            return Vec::new();
        };
        let by_name: HashMap<String, usize> = self
            .schemes
            .iter()
            .enumerate()
            .map(|(at, scheme)| (scheme.wire.clone(), at))
            .collect();
        let declared = root
            .get("components")
            .and_then(|components| components.get("securitySchemes"));
        let mut alternatives = Vec::new();
        for requirement in requirements.as_list().unwrap_or_default() {
            let Some(map) = requirement.as_map() else {
                continue;
            };
            let mut set = Vec::new();
            // A certificate of the client belongs to the connection: the request has nothing to carry for it.
            let mut by_connection = 0;
            for (name, scopes) in map.iter() {
                match by_name.get(&**name) {
                    Some(at) => {
                        set.push(*at);
                        self.scopes(*at, scopes);
                    }
                    None if is_mutual_tls(declared, name) => by_connection += 1,
                    None if declared.is_some_and(|schemes| schemes.get(name).is_some()) => {}
                    None => {
                        let message = format!("no security scheme is called `{name}`");
                        self.warn(
                            Code::MissingRef,
                            requirement,
                            message,
                            Some("declare it under `components.securitySchemes`"),
                        );
                    }
                }
            }
            self.one_header(requirement, &set);
            if set.len() + by_connection == map.len() && !alternatives.contains(&set) {
                alternatives.push(set);
            }
        }
        alternatives
    }

    /// Keeps the scopes that an operation asks of a token: the client asks for all that its operations do.
    fn scopes(&mut self, at: usize, asked: &Node) {
        let Some(SchemeKind::OAuth2 { scopes, .. }) =
            self.schemes.get_mut(at).map(|scheme| &mut scheme.kind)
        else {
            return;
        };
        for scope in asked.as_list().unwrap_or_default() {
            if let Some(scope) = scope.as_str()
                && !scopes.iter().any(|known| known == scope)
            {
                scopes.push(scope.to_owned());
            }
        }
    }
}

fn is_mutual_tls(declared: Option<&Node>, name: &str) -> bool {
    let scheme = declared.and_then(|schemes| schemes.get(name));
    scheme.and_then(|scheme| scheme.str("type")) == Some("mutualTLS")
}

fn entries(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    node.and_then(Node::as_map)
        .into_iter()
        .flat_map(Map::iter)
        .map(|(name, node)| (&**name, node))
}
