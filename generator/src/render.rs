//! Prints units: a header, what the file is about, the items as prettyplease prints them, and blank lines between them.

use crate::emit::Unit;

/// What stands at the top of every generated file.
const HEADER: &str =
    "// Generated from the API's OpenAPI document. Changes are made there, or in the generator.\n";

/// The text of a generated file; `None` if its tokens are no Rust, which would be a fault of an emitter.
pub fn unit(unit: &Unit) -> Option<String> {
    let file = syn::parse2(unit.tokens.clone()).ok()?;
    let printed = prettyplease::unparse(&file);
    let mut text = String::with_capacity(printed.len() + printed.len() / 8);
    text.push_str(HEADER);
    for line in &unit.about {
        text.push_str("//! ");
        text.push_str(line);
        text.push('\n');
    }
    text.push('\n');
    spaced(&printed, &mut text);
    Some(text)
}

/// The text of a file that is copied as it is.
pub fn copy(text: &str) -> String {
    format!("{HEADER}{text}")
}

/// Puts a blank line before each item, at the top level and inside `impl` blocks; what belongs together stays together.
fn spaced(printed: &str, out: &mut String) {
    let mut last: Option<&str> = None;
    for line in printed.lines() {
        if last.is_some_and(|last| parts(last, line)) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        last = Some(line);
    }
}

/// Whether an item ends with `last` and another begins with `line`.
fn parts(last: &str, line: &str) -> bool {
    let depth = indent(line);
    if depth > 4 || indent(last) != depth || line.trim_start().starts_with(['}', ')', ']', '.']) {
        return false;
    }
    let (last, line) = (last.trim(), line.trim());
    match (ends_item(last), kind(last), kind(line)) {
        (false, ..) => false,
        // A closing brace of a field's or an arm's value ends with a comma and never comes here.
        (true, Kind::Line(left), Kind::Line(right)) => left != right,
        (true, ..) => depth == 0 || begins_item(line),
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn ends_item(line: &str) -> bool {
    line.ends_with('}') || line.ends_with(';')
}

fn begins_item(line: &str) -> bool {
    ["///", "#[", "pub ", "fn ", "type ", "const ", "impl"]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Lines that stand together with their like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Line(&'static str),
    Other,
}

fn kind(line: &str) -> Kind {
    let line = line
        .trim_start_matches("#[cfg(feature = \"reqwest\")]")
        .trim_start();
    const STARTS: [(&str, &str); 7] = [
        ("pub use ", "pub use"),
        ("use ", "use"),
        ("pub mod ", "mod"),
        ("mod ", "mod"),
        ("type ", "associated"),
        ("const ", "associated"),
        ("#![", "attribute"),
    ];
    let found = STARTS
        .iter()
        .find(|(start, _)| line.starts_with(start) && line.ends_with(';'));
    found.map_or(Kind::Other, |(_, kind)| Kind::Line(kind))
}
