//! Gives a hand-owned `Cargo.toml` the keys that the generated code needs, and leaves the rest as it is.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, TomlError, Value};

use crate::console::{Outcome, Problem};
use crate::settings;
use generator::manifest::{Dependency, Requirements};

/// The manifest with exactly the missing and differing keys edited.
pub fn edit(text: &str, requirements: &Requirements) -> Outcome<String> {
    let mut document: DocumentMut = text.parse().map_err(|error| unreadable(&error))?;
    if !requirements.dependencies.is_empty() {
        let table = section(&mut document, "dependencies")?;
        for dependency in &requirements.dependencies {
            depend(table, dependency)?;
        }
    }
    let has_features = document.contains_key("features");
    if has_features || !requirements.features.is_empty() {
        features(section(&mut document, "features")?, requirements);
    }
    settings::keep(&mut document, requirements.formats)?;
    Ok(document.to_string())
}

/// A manifest that is not TOML, in one line.
pub fn unreadable(error: &TomlError) -> Problem {
    Problem::new(format!("Cargo.toml cannot be read: {}", error.message()))
}

fn section<'a>(document: &'a mut DocumentMut, name: &str) -> Outcome<&'a mut dyn TableLike> {
    let item = document
        .entry(name)
        .or_insert_with(|| Item::Table(Table::new()));
    item.as_table_like_mut()
        .ok_or_else(|| Problem::new(format!("Cargo.toml: `{name}` is not a table")))
}

fn depend(table: &mut dyn TableLike, wanted: &Dependency) -> Outcome<()> {
    let Some(item) = table.get_mut(&wanted.name) else {
        table.insert(&wanted.name, Item::Value(whole(wanted)));
        return Ok(());
    };
    if let Some(version) = item.as_str() {
        let bare = wanted.features.is_empty() && wanted.default_features && !wanted.optional;
        if version == wanted.version && bare {
            return Ok(());
        }
        let decor = item.as_value().map(|value| value.decor().clone());
        let mut value = whole(wanted);
        if let Some(decor) = decor {
            *value.decor_mut() = decor;
        }
        *item = Item::Value(value);
        return Ok(());
    }
    let Some(keys) = item.as_table_like_mut() else {
        return Err(Problem::new(format!(
            "Cargo.toml: the dependency {} is neither a version nor a table",
            wanted.name
        )));
    };
    amend(keys, wanted);
    Ok(())
}

/// A dependency that is not there yet.
fn whole(wanted: &Dependency) -> Value {
    let mut keys = InlineTable::new();
    keys.insert("version", wanted.version.as_str().into());
    if !wanted.default_features {
        keys.insert("default-features", false.into());
    }
    if !wanted.features.is_empty() {
        keys.insert("features", Value::Array(Array::from_iter(&wanted.features)));
    }
    if wanted.optional {
        keys.insert("optional", true.into());
    }
    if keys.len() == 1 {
        return wanted.version.as_str().into();
    }
    Value::InlineTable(keys)
}

fn amend(keys: &mut dyn TableLike, wanted: &Dependency) {
    // A dependency from the workspace, a path or a repository has its version there.
    let elsewhere = ["workspace", "path", "git"];
    if !elsewhere.iter().any(|key| keys.contains_key(key)) {
        let version = keys.get("version").and_then(Item::as_str);
        if version != Some(&wanted.version) {
            replace(keys, "version", wanted.version.as_str().into());
        }
    }
    flag(keys, "default-features", wanted.default_features, true);
    if !wanted.features.is_empty() {
        extend(keys, "features", &wanted.features);
    }
    flag(keys, "optional", wanted.optional, false);
}

/// Sets a boolean key, or takes it out where its absence says the same.
fn flag(keys: &mut dyn TableLike, name: &str, wanted: bool, absent: bool) {
    let found = keys.get(name).map(Item::as_bool);
    if found.unwrap_or(Some(absent)) == Some(wanted) {
        return;
    }
    if wanted == absent {
        keys.remove(name);
    } else {
        replace(keys, name, wanted.into());
    }
}

/// Adds what is missing from a list and leaves what somebody else put there.
fn extend(keys: &mut dyn TableLike, name: &str, wanted: &[String]) {
    let Some(list) = keys.get_mut(name).and_then(Item::as_array_mut) else {
        replace(keys, name, Value::Array(Array::from_iter(wanted)));
        return;
    };
    for feature in wanted {
        if !list.iter().any(|found| found.as_str() == Some(feature)) {
            list.push(feature);
        }
    }
}

/// Sets a key, in place of what stands there and with the comments beside it.
pub fn replace(keys: &mut dyn TableLike, name: &str, mut value: Value) {
    match keys.get_mut(name).and_then(Item::as_value_mut) {
        Some(found) => {
            *value.decor_mut() = found.decor().clone();
            *found = value;
        }
        None => {
            keys.insert(name, Item::Value(value));
        }
    }
}

fn features(table: &mut dyn TableLike, requirements: &Requirements) {
    let stale = |name: &str| is_ours(name) && !requirements.features.contains_key(name);
    let gone: Vec<String> = table
        .iter()
        .map(|(name, _)| name.to_owned())
        .filter(|name| stale(name))
        .collect();
    for name in gone {
        table.remove(&name);
    }
    if let Some(default) = table.get_mut("default").and_then(Item::as_array_mut) {
        default.retain(|name| !name.as_str().is_some_and(stale));
    }
    for (name, wanted) in &requirements.features {
        // What is on by default is the owner's to extend; what a feature of ours turns on is not.
        let found = table.get(name).and_then(Item::as_array);
        if name == "default" && found.is_some() {
            extend(table, name, wanted);
        } else if !found.is_some_and(|found| is_same(found, wanted)) {
            replace(table, name, Value::Array(Array::from_iter(wanted)));
        }
    }
}

/// Whether only the generator makes features of this name.
fn is_ours(name: &str) -> bool {
    name.starts_with("tag-") || name == "all-tags" || name == "any-tag"
}

fn is_same(found: &Array, wanted: &[String]) -> bool {
    found.len() == wanted.len()
        && found
            .iter()
            .zip(wanted)
            .all(|(found, wanted)| found.as_str() == Some(wanted))
}

#[cfg(test)]
mod tests;
