//! The names of servers and of what can be chosen about them.

use super::imports::Place;
use super::scope::{Scope, Wanted, unique};
use super::{ServerNames, case};
use crate::ir::{Api, Server, ServerVariable};

/// What the setters of a server may not be called.
const SETTER_NAMES: &[&str] = &["new", "url"];

pub(super) fn servers(api: &Api) -> Vec<ServerNames> {
    let mut constants = Scope::default();
    let mut types = Scope::of_types(&[Place::Servers], "Server");
    let mut names = Vec::new();
    for (number, server) in (1..).zip(&api.servers) {
        let words = words(number, server.name.as_deref());
        let camel = case::camel(&words);
        let is_server = camel.starts_with("Server") || camel.ends_with("Server");
        let ty = types.claim(&if is_server {
            camel
        } else {
            format!("{camel}Server")
        });
        names.push(ServerNames {
            constant: constants.claim(&case::shouty(&words)),
            variables: variables(server),
            enums: server
                .variables
                .iter()
                .map(|variable| types.claim(&format!("{ty}{}", case::camel(&variable.wire))))
                .collect(),
            values: server.variables.iter().map(values).collect(),
            ty,
        });
    }
    names
}

fn words(number: usize, name: Option<&str>) -> String {
    match name {
        Some(name) => name.to_owned(),
        None if number == 1 => "default".to_owned(),
        None => format!("server {number}"),
    }
}

fn variables(server: &Server) -> Vec<super::RustName> {
    let mut scope = Scope::with_reserved(SETTER_NAMES, "_");
    let wire = |variable: &ServerVariable| match variable.wire.as_str() {
        "" => "origin".to_owned(),
        wire => wire.to_owned(),
    };
    let words = server.variables.iter().map(wire);
    let wanted = words.map(|wire| Wanted::new(&wire, case::snake(&wire)));
    unique(&mut scope, &wanted.collect::<Vec<_>>())
}

fn values(variable: &ServerVariable) -> Vec<super::RustName> {
    let mut scope = Scope::with_reserved(&["Self"], "Value");
    let values = variable.values.iter();
    let wanted = values.map(|value| Wanted::new(value, case::camel(value)));
    unique(&mut scope, &wanted.collect::<Vec<_>>())
}
