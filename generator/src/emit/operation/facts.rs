//! What is constant about an operation, as a table.

use std::fmt::Write as _;

use super::sensitive;
use crate::emit::Context;
use crate::emit::imports::Imports;
use crate::emit::unit::WIDTH;
use crate::emit::words::quoted;
use crate::ir::{KeyPlace, Operation, SchemeKind};
use crate::names::OperationNames;

/// The static that holds it.
pub(super) fn table(
    cx: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    imports: &mut Imports,
) -> String {
    let facts = imports.runtime("operation", "OperationFacts");
    let method = imports.item("http::Method");
    let body = operation.body.as_ref();
    let content = body.and_then(|body| body.contents.first());
    let content_type = content.map_or("", |content| &content.media_type);
    let lockout = operation.lockout.iter().map(u16::to_string);
    let sensitive = sensitive::names(cx, operation).into_iter().map(quoted);
    [
        format!("static FACTS: {facts} = {facts} {{\n"),
        member("id", &quoted(&operation.id)),
        member("title", &quoted(&names.title)),
        member(
            "method",
            &format!("{method}::{}", operation.method.as_str()),
        ),
        member("path", &quoted(&operation.template)),
        member("accept", &quoted(&operation.accept.join(", "))),
        member("content_type", &quoted(content_type)),
        member("repeatable", &operation.repeatable.to_string()),
        members("lockout", lockout),
        members("sensitive", sensitive),
        members("security", security(cx, operation, imports).into_iter()),
        "};\n".to_owned(),
    ]
    .concat()
}

/// The sets of schemes, any of which will do.
fn security(cx: &Context<'_>, operation: &Operation, imports: &mut Imports) -> Vec<String> {
    let sets = operation.security.iter().map(|set| {
        let known = set.iter().filter_map(|at| cx.api.schemes.get(*at));
        let schemes = known.map(|known| {
            let scheme = imports.runtime("security", "Scheme");
            match &known.kind {
                SchemeKind::Basic => format!("{scheme}::Basic"),
                SchemeKind::Bearer => format!("{scheme}::Bearer"),
                SchemeKind::OAuth2 { .. } => format!("{scheme}::OAuth2"),
                SchemeKind::ApiKey { place, name } => {
                    let places = imports.runtime("security", "KeyPlace");
                    let place = match place {
                        KeyPlace::Header => "Header",
                        KeyPlace::Query => "Query",
                        KeyPlace::Cookie => "Cookie",
                    };
                    format!("{scheme}::ApiKey({places}::{place}, {})", quoted(name))
                }
            }
        });
        list(2 * INDENT, 2 * INDENT, schemes)
    });
    sets.collect()
}

const INDENT: usize = 4;

fn member(name: &str, value: &str) -> String {
    format!("{:INDENT$}{name}: {value},\n", "")
}

/// A member that is a list.
fn members(name: &str, items: impl Iterator<Item = String>) -> String {
    let column = INDENT + name.len() + ": ".len();
    member(name, &list(column, INDENT, items))
}

/// A list after so many characters of a line that begins with so many spaces: in that line if it fits there, or else an item a line.
fn list(column: usize, indent: usize, items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    let line = format!("&[{}]", items.join(", "));
    if column + line.len() + ",".len() <= WIDTH && !line.contains('\n') {
        return line;
    }
    let mut text = "&[\n".to_owned();
    for item in items {
        let _ = writeln!(text, "{:indent$}{:INDENT$}{item},", "", "");
    }
    let _ = write!(text, "{:indent$}]", "");
    text
}
