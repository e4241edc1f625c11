//! Prints units: a header, what the file is about, the items as prettyplease prints them, and blank lines between them.

use crate::emit::Unit;

/// What stands at the top of every generated file.
const HEADER: &str =
    "// Generated from the API's OpenAPI document. Changes are made there, or in the generator.\n";

/// The text of a generated file. Tokens that are no Rust would be a fault of an emitter: they are printed as they are, for
/// the compiler to point at.
pub fn unit(unit: &Unit) -> String {
    let printed = match syn::parse2(unit.tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => unit.tokens.to_string(),
    };
    let mut text = String::with_capacity(printed.len() + printed.len() / 8);
    text.push_str(HEADER);
    for line in &unit.about {
        text.push_str("//! ");
        text.push_str(line);
        text.push('\n');
    }
    text.push('\n');
    spaced(&printed, &mut text);
    text
}

/// The text of a file that is copied as it is.
pub fn copy(text: &str) -> String {
    format!("{HEADER}{text}")
}

/// Puts a blank line before each item, at the top level and inside `impl` blocks; what belongs together stays together.
fn spaced(printed: &str, out: &mut String) {
    let mut last: Option<Item> = None;
    let mut open: Option<Item> = None;
    let mut after_end = false;
    for line in printed.lines() {
        let depth = line.len() - line.trim_start().len();
        let text = line.trim_start();
        if depth <= 4 && !text.is_empty() && !text.starts_with(['}', ')', ']', '.']) {
            let item = Item {
                depth,
                kind: kind(text),
            };
            if open.is_none_or(|open| open.depth >= depth) {
                if after_end
                    && last.is_some_and(|last| last.depth == depth && parts(last.kind, item.kind))
                {
                    out.push('\n');
                }
                open = Some(item);
            }
        }
        out.push_str(line);
        out.push('\n');
        after_end = ends_item(text)
            && open.is_some_and(|open| {
                open.depth == depth || text.ends_with(';') && open.depth == depth
            });
        if after_end {
            last = open.take();
        }
    }
}

/// The item that a line begins or continues.
#[derive(Clone, Copy)]
struct Item {
    depth: usize,
    kind: Kind,
}

fn ends_item(text: &str) -> bool {
    !text.starts_with("//") && (text.ends_with('}') || text.ends_with(';'))
}

/// Whether two items beside each other are told apart by a blank line.
fn parts(last: Kind, next: Kind) -> bool {
    match (last, next) {
        (Kind::Statement, _) | (_, Kind::Statement) => false,
        (Kind::Item, _) | (_, Kind::Item) => true,
        (last, next) => last != next,
    }
}

/// What a line begins, as far as blank lines go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `use` of the standard library.
    UseStd,
    /// `use` of a crate.
    UseCrate,
    /// `use` of a neighbour.
    UseSuper,
    /// `pub use`.
    Export,
    /// `mod`.
    Module,
    /// A `type` or `const` inside an `impl`.
    Associated,
    /// Anything else that stands on its own.
    Item,
    /// A line inside a body, where nothing is moved.
    Statement,
}

fn kind(text: &str) -> Kind {
    const STARTS: [(&str, Kind); 18] = [
        ("use std", Kind::UseStd),
        ("use super", Kind::UseSuper),
        ("use ", Kind::UseCrate),
        ("pub use ", Kind::Export),
        ("pub mod ", Kind::Module),
        ("mod ", Kind::Module),
        ("#[cfg(feature", Kind::Export),
        ("type ", Kind::Associated),
        ("const ", Kind::Associated),
        ("///", Kind::Item),
        ("#[", Kind::Item),
        ("#![", Kind::Item),
        ("pub ", Kind::Item),
        ("fn ", Kind::Item),
        ("impl", Kind::Item),
        ("static ", Kind::Item),
        ("struct ", Kind::Item),
        ("enum ", Kind::Item),
    ];
    STARTS
        .iter()
        .find(|(start, _)| text.starts_with(start))
        .map_or(Kind::Statement, |(_, kind)| *kind)
}
