//! What a client's `Cargo.toml` must have. The runtime's own manifest is the source: a client takes from it what the runtime
//! files in use import.

use std::collections::BTreeMap;

use memchr::memmem;
use toml_edit::{DocumentMut, Item, TableLike};

use crate::emit::RuntimeFile;
use crate::lower::Formats;
use crate::render::Printed;

/// The manifest of the runtime.
const RUNTIME: &str = include_str!("../runtime/Cargo.toml");

/// Dependencies and features that the generated code needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    /// Dependencies, in the order to write them.
    pub dependencies: Vec<Dependency>,
    /// Features and what each turns on.
    pub features: BTreeMap<String, Vec<String>>,
    /// What strings became, so that the next run makes the same of them: see [`SETTINGS`].
    pub formats: Formats,
}

/// The way to the table in which a client's manifest keeps how the client is made.
pub const SETTINGS: [&str; 3] = ["package", "metadata", "generator"];

/// The key in that table for what becomes of strings.
pub const FORMATS: &str = "formats";

impl Requirements {
    /// Adds features; one that is known turns on more.
    pub fn require_features(&mut self, features: BTreeMap<String, Vec<String>>) {
        for (name, parts) in features {
            self.features.entry(name).or_default().extend(parts);
        }
    }
}

/// A dependency that the generated code needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The package.
    pub name: String,
    /// The version requirement.
    pub version: String,
    /// Features that must be on.
    pub features: Vec<String>,
    /// Whether its default features are on.
    pub default_features: bool,
    /// Whether it is behind a feature.
    pub optional: bool,
}

/// What the given files need.
pub fn requirements(files: &[Printed], runtime: &[&'static RuntimeFile]) -> Requirements {
    let Ok(manifest) = RUNTIME.parse::<DocumentMut>() else {
        return Requirements::default();
    };
    let used = |name: &str| {
        let path = name.replace('-', "_");
        let mut needs = files.iter().map(|file| &file.needs.packages);
        needs.any(|packages| packages.contains(path.as_str())) || {
            // The whole runtime is read for each package that nothing else needs: without memchr's vectors, a sixteenth of
            // what the bundled document takes.
            let path = format!("{path}::");
            let path = memmem::Finder::new(&path);
            runtime
                .iter()
                .any(|file| path.find(file.text.as_bytes()).is_some())
        }
    };
    let dependencies = table(&manifest, "dependencies").map(dependency);
    let features =
        table(&manifest, "features").map(|(name, item)| (name.to_owned(), strings(item)));
    Requirements {
        dependencies: dependencies
            .filter(|dependency| used(&dependency.name))
            .collect(),
        features: features.collect(),
        formats: Formats::default(),
    }
}

fn table<'a>(manifest: &'a DocumentMut, name: &str) -> impl Iterator<Item = (&'a str, &'a Item)> {
    manifest
        .get(name)
        .and_then(Item::as_table_like)
        .into_iter()
        .flat_map(TableLike::iter)
}

fn dependency((name, item): (&str, &Item)) -> Dependency {
    let keys = item.as_table_like();
    let get = |key: &str| keys.and_then(|keys| keys.get(key));
    let version = item
        .as_str()
        .or_else(|| get("version").and_then(Item::as_str));
    Dependency {
        name: name.to_owned(),
        version: version.unwrap_or("*").to_owned(),
        features: get("features").map(strings).unwrap_or_default(),
        default_features: get("default-features")
            .and_then(Item::as_bool)
            .unwrap_or(true),
        optional: get("optional").and_then(Item::as_bool).unwrap_or(false),
    }
}

fn strings(item: &Item) -> Vec<String> {
    let items = item.as_array().into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}
