//! The hand-owned files of a new crate: written once, then theirs who own the crate.

use std::collections::BTreeMap;

use heck::ToKebabCase;
use quote::quote;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::emit::{Context, doc};
use crate::facts::Facts;
use crate::ir::{About, Api, Contact};
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
pub fn files(cx: &Context<'_>, requirements: &Requirements) -> BTreeMap<String, String> {
    let Context { api, package, .. } = *cx;
    let limit = recursion_limit(cx.facts);
    BTreeMap::from([
        (
            "Cargo.toml".to_owned(),
            manifest(api, package, requirements),
        ),
        ("README.md".to_owned(), readme(api, package, limit)),
        ("src/lib.rs".to_owned(), lib(limit)),
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

fn readme(api: &Api, package: &str, recursion_limit: Option<usize>) -> String {
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
    let deep = recursion_limit.map(|limit| {
        format!(
            "Types of this API stand deep within each other: a program whose own code has the compiler look through all of \
             them, for `RefUnwindSafe` say, may need `#![recursion_limit = \"{limit}\"]` too."
        )
    });
    for line in about(&api.about).into_iter().chain(deep) {
        text.push('\n');
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Who offers the API and under which terms, a paragraph each.
fn about(about: &About) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(about.more.iter().flat_map(doc::elsewhere));
    let Contact { name, url, email } = &about.contact;
    let words = name.as_deref().and_then(doc::first_line);
    let url = url.as_deref().map(doc::address);
    let email = email
        .as_ref()
        .map(|email| doc::address(&format!("mailto:{email}")));
    let parts: Vec<String> = words.into_iter().chain(url).chain(email).collect();
    if !parts.is_empty() {
        lines.push(format!("Contact of the API: {}", parts.join(", ")));
    }
    if let Some(license) = &about.license {
        let name = doc::first_line(&license.name).unwrap_or_else(|| license.name.clone());
        let url = license.url.as_deref().map(doc::address);
        let parts: Vec<String> = [name].into_iter().chain(url).collect();
        lines.push(format!("License of the API: {}", parts.join(", ")));
    }
    if let Some(terms) = &about.terms {
        lines.push(format!(
            "Terms of service of the API: {}",
            doc::address(terms)
        ));
    }
    lines
}

/// The most types within each other that the compiler looks at unless told otherwise.
const RECURSION_LIMIT: usize = 128;

/// How many types within each other the crate's root lets the compiler look at, where they are more than it does by itself.
pub fn recursion_limit(facts: &Facts) -> Option<usize> {
    (facts.depth > RECURSION_LIMIT).then(|| facts.depth.next_power_of_two())
}

fn lib(recursion_limit: Option<usize>) -> String {
    let limit = recursion_limit.map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let tokens = quote! {
        #![doc = include_str!("../README.md")]
        #limit

        #[rustfmt::skip]
        mod generated;

        pub use generated::*;
    };
    syn::parse2(tokens)
        .map(|file| prettyplease::unparse(&file))
        .unwrap_or_default()
}
