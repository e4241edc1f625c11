//! The hand-owned files of a new crate: written once, then theirs who own the crate.

use std::collections::BTreeMap;

use heck::ToKebabCase;
use quote::quote;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::emit::doc;
use crate::ir::Api;
use crate::lower::Formats;
use crate::manifest::{Dependency, FORMATS, Requirements};

/// The package's name, made from the title of the document: `petstore` for `Petstore API`.
pub fn package_name(title: &str) -> String {
    // Names that Cargo refuses, beside none at all and a leading digit: what Rust or Cargo keep for themselves.
    const TAKEN: [&str; 8] = [
        "api",
        "build",
        "core",
        "deps",
        "examples",
        "proc-macro",
        "std",
        "test",
    ];
    let ascii = deunicode::deunicode(title);
    let name = ascii.to_kebab_case();
    let name = name.strip_suffix("-api").unwrap_or(&name);
    match name.chars().next() {
        None => "client".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("api-{name}"),
        Some(_)
            if TAKEN.contains(&name)
                || syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_err() =>
        {
            format!("{name}-client")
        }
        Some(_) => name.to_owned(),
    }
}

/// The files by their path below the crate.
pub fn files(api: &Api, package: &str, requirements: &Requirements) -> BTreeMap<String, String> {
    BTreeMap::from([
        (
            "Cargo.toml".to_owned(),
            manifest(api, package, requirements),
        ),
        ("README.md".to_owned(), readme(api, package)),
        ("src/lib.rs".to_owned(), lib()),
    ])
}

fn manifest(api: &Api, package: &str, requirements: &Requirements) -> String {
    let mut document = DocumentMut::new();
    let mut about = Table::new();
    about["name"] = value(package);
    about["version"] = value("0.1.0");
    about["edition"] = value("2024");
    about["rust-version"] = value("1.85");
    let description = format!("Client of {}.", doc::markdown(&api.title).join(" "));
    about["description"] = value(description);
    about["publish"] = value(false);
    if requirements.formats != Formats::default() {
        let mut settings = Table::new();
        settings[FORMATS] = value(requirements.formats.name());
        let mut metadata = Table::new();
        metadata.set_implicit(true);
        metadata["generator"] = Item::Table(settings);
        about["metadata"] = Item::Table(metadata);
    }
    document["package"] = Item::Table(about);
    let mut features = Table::new();
    for (name, parts) in &requirements.features {
        features[name] = value(parts.iter().collect::<Array>());
    }
    document["features"] = Item::Table(features);
    let mut dependencies = Table::new();
    for dependency in &requirements.dependencies {
        dependencies[&dependency.name] = written(dependency);
    }
    document["dependencies"] = Item::Table(dependencies);
    // A crate of its own, wherever it is put.
    document["workspace"] = Item::Table(Table::new());
    document.to_string()
}

fn written(dependency: &Dependency) -> Item {
    if dependency.features.is_empty() && dependency.default_features && !dependency.optional {
        return value(&dependency.version);
    }
    let mut keys = InlineTable::new();
    keys.insert("version", Value::from(&dependency.version));
    if !dependency.default_features {
        keys.insert("default-features", Value::from(false));
    }
    if !dependency.features.is_empty() {
        keys.insert(
            "features",
            Value::Array(dependency.features.iter().collect()),
        );
    }
    if dependency.optional {
        keys.insert("optional", Value::from(true));
    }
    value(keys)
}

fn readme(api: &Api, package: &str) -> String {
    let mut text = format!(
        "# {package}\n\nA client of {}, version {}.\n",
        doc::markdown(&api.title).join(" "),
        doc::markdown(&api.version).join(" ")
    );
    for words in [&api.docs.summary, &api.docs.description]
        .into_iter()
        .flatten()
    {
        text.push('\n');
        text.push_str(&doc::markdown(words).join("\n"));
        text.push('\n');
    }
    text
}

fn lib() -> String {
    let tokens = quote! {
        #![doc = include_str!("../README.md")]

        #[rustfmt::skip]
        mod generated;

        pub use generated::*;
    };
    syn::parse2(tokens)
        .map(|file| prettyplease::unparse(&file))
        .unwrap_or_default()
}
