//! What is constant about an operation, as a table.

use std::fmt::Write as _;

use proc_macro2::Literal;

use super::sensitive;
use crate::emit::Context;
use crate::emit::imports::Imports;
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
    let rows = [
        ("id", quoted(&operation.id)),
        ("title", quoted(&names.title)),
        ("method", format!("{method}::{}", operation.method.as_str())),
        ("path", quoted(&operation.template)),
        ("accept", quoted(&operation.accept.join(", "))),
        ("content_type", quoted(content_type)),
        ("repeatable", operation.repeatable.to_string()),
        ("lockout", member("lockout", lockout)),
        ("sensitive", member("sensitive", sensitive)),
        ("security", security(cx, operation, imports)),
    ];
    let mut text = format!("static FACTS: {facts} = {facts} {{\n");
    for (name, value) in rows {
        let _ = writeln!(text, "    {name}: {value},");
    }
    text.push_str("};\n");
    text
}

/// The sets of schemes, any of which will do.
fn security(cx: &Context<'_>, operation: &Operation, imports: &mut Imports) -> String {
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
        list(8, 8, schemes)
    });
    member("security", sets)
}

/// A list after so many characters of a line that begins with so many spaces: in that line if it fits there, or else an item a line.
fn list(column: usize, indent: usize, items: impl Iterator<Item = String>) -> String {
    const WIDTH: usize = 100;
    let items: Vec<String> = items.collect();
    let line = format!("&[{}]", items.join(", "));
    if column + line.len() + ",".len() <= WIDTH && !line.contains('\n') {
        return line;
    }
    let mut text = "&[\n".to_owned();
    for item in items {
        let _ = writeln!(text, "{:indent$}    {item},", "");
    }
    let _ = write!(text, "{:indent$}]", "");
    text
}

/// The value of a member that is a list.
fn member(name: &str, items: impl Iterator<Item = String>) -> String {
    list("    : ".len() + name.len(), 4, items)
}

fn quoted(text: &str) -> String {
    Literal::string(text).to_string()
}
