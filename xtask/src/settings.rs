//! What a client's manifest keeps of how the client is made, so that the next run makes it alike:
//! `[package.metadata.generator]`.

use std::ops::Range;

use toml_edit::{Document, DocumentMut, Item, Table, TableLike};

use crate::console::{Outcome, Problem};
use crate::manifest::unreadable;
use crate::text;
use generator::lower::Formats;
use generator::manifest::{FORMATS, SETTINGS};

/// What a manifest says of its package.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: Option<String>,
    /// What became of strings, if it says so.
    pub formats: Option<Formats>,
}

/// Reads a manifest, which messages call `shown`.
pub fn read(text: &str, shown: &str) -> Outcome<Package> {
    let document = Document::parse(text).map_err(|error| unreadable(&error))?;
    let name = document.get("package").and_then(|item| item.get("name"));
    let mut settings = Some(document.as_item());
    for key in SETTINGS {
        settings = settings.and_then(|item| item.get(key));
    }
    let mut formats = None;
    let problem = |span: Option<Range<usize>>, words: String| {
        let place = place(text, span);
        Problem::new(format!("{shown}{place}: {words}"))
    };
    let Some(settings) = settings else {
        return Ok(Package {
            name: name.and_then(Item::as_str).map(str::to_owned),
            formats,
        });
    };
    let path = SETTINGS.join(".");
    let Some(keys) = settings.as_table_like() else {
        return Err(problem(settings.span(), format!("`{path}` is not a table")));
    };
    for (key, item) in keys.iter() {
        if key != FORMATS {
            let span = keys.key(key).and_then(toml_edit::Key::span);
            let words = format!("`{path}` has no key `{key}`: it has `{FORMATS}`");
            return Err(problem(span, words));
        }
        let found = item.as_str().and_then(named);
        formats = Some(found.ok_or_else(|| {
            let words = format!("`{path}.{FORMATS}` is neither {}", choices(" nor "));
            problem(item.span(), words)
        })?);
    }
    Ok(Package {
        name: name.and_then(Item::as_str).map(str::to_owned),
        formats,
    })
}

/// Makes a manifest say what became of strings. One that says nothing need not say what is usual.
pub fn keep(document: &mut DocumentMut, formats: Formats) -> Outcome<()> {
    let is_said = SETTINGS
        .iter()
        .try_fold(document.as_item(), |item, key| item.get(key))
        .is_some_and(|settings| settings.get(FORMATS).is_some());
    if !is_said && formats == Formats::default() {
        return Ok(());
    }
    let mut table: &mut dyn TableLike = document.as_table_mut();
    for (index, key) in SETTINGS.into_iter().enumerate() {
        let item = table.entry(key).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(index + 1 < SETTINGS.len());
            Item::Table(table)
        });
        table = item.as_table_like_mut().ok_or_else(|| {
            let path = SETTINGS.get(..=index).unwrap_or_default().join(".");
            Problem::new(format!("Cargo.toml: `{path}` is not a table"))
        })?;
    }
    crate::manifest::replace(table, FORMATS, formats.name().into());
    Ok(())
}

/// Reads the argument of `--formats`.
pub fn formats(name: &str) -> Result<Formats, String> {
    named(name).ok_or_else(|| format!("it is {}", choices(" or ")))
}

fn named(name: &str) -> Option<Formats> {
    Formats::ALL
        .into_iter()
        .find(|formats| formats.name() == name)
}

fn choices(between: &str) -> String {
    let names = Formats::ALL.map(|formats| format!("`{}`", formats.name()));
    names.join(between)
}

/// `:line:column` of where a span begins.
fn place(manifest: &str, span: Option<Range<usize>>) -> String {
    let Some(before) = span.and_then(|span| manifest.get(..span.start)) else {
        return String::new();
    };
    let (line, column) = text::end(before);
    format!(":{line}:{column}")
}

#[cfg(test)]
mod tests;
