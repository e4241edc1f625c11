//! The `use` lines of a file, collected while its items are made.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Write as _};

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

use super::runtime;
use super::unit::WIDTH;
use crate::names::Place;

/// The order of the blocks of `use` lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Standard,
    Package,
    Generated,
}

/// What a file imports, and which runtime files that needs.
#[derive(Debug)]
pub struct Imports {
    place: Place,
    paths: BTreeMap<Rank, BTreeMap<String, BTreeSet<String>>>,
    /// The Cargo features of modules below `generated` that stand behind one.
    features: BTreeMap<String, String>,
    needs: Needs,
}

/// An imported name that is known beforehand.
#[derive(Clone, Copy, Debug)]
pub struct Name(&'static str);

impl Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Ident::new(self.0, Span::call_site()).to_tokens(tokens);
    }
}

/// What a file relies on.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// Runtime files.
    pub runtime: BTreeSet<&'static str>,
    /// Packages.
    pub packages: BTreeSet<&'static str>,
}

impl Imports {
    /// For a file of this kind.
    pub fn of(place: Place) -> Self {
        Self {
            place,
            paths: BTreeMap::new(),
            features: BTreeMap::new(),
            needs: Needs::default(),
        }
    }

    /// An item of the standard library or of a crate, such as `std::fmt`.
    pub fn item(&mut self, path: &'static str) -> Name {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        let rank = if path.starts_with("std::") {
            Rank::Standard
        } else {
            self.needs.packages.extend(path.split("::").next());
            Rank::Package
        };
        self.known(name);
        self.note(rank, module, name);
        Name(name)
    }

    /// Notes that a package is in use without importing anything from it: what it has is named by its path.
    pub fn package(&mut self, name: &'static str) {
        self.needs.packages.insert(name);
    }

    /// An item of a runtime file, such as `Draft` of `draft`.
    pub fn runtime(&mut self, file: &'static str, name: &'static str) -> Name {
        self.need(file);
        self.known(name);
        let path = format!("{}runtime::{file}", self.up());
        self.note(Rank::Generated, &path, name);
        Name(name)
    }

    /// A runtime file as a module, for functions that are called with its name.
    pub fn runtime_module(&mut self, file: &'static str) -> Name {
        self.need(file);
        let path = format!("{}runtime", self.up());
        self.note(Rank::Generated, &path, file);
        Name(file)
    }

    /// Notes that a runtime file is in use without importing anything from it: it adds methods to a type.
    pub fn need(&mut self, file: &'static str) {
        debug_assert!(runtime::is_known(file), "{file} is no runtime file");
        self.needs.runtime.insert(file);
    }

    /// An item of the module that the file is in.
    pub fn sibling(&mut self, name: &str) -> Ident {
        self.add(Rank::Generated, "super", name)
    }

    /// The module of the models.
    pub fn models(&mut self) -> Ident {
        self.module("models", None)
    }

    /// A module below `generated`, and what it is called here if that is something else.
    pub fn module(&mut self, name: &str, alias: Option<&str>) -> Ident {
        let path = self.up().trim_end_matches("::").to_owned();
        let here = alias.unwrap_or(name);
        let line = alias.map_or_else(|| name.to_owned(), |alias| format!("{name} as {alias}"));
        self.note(Rank::Generated, &path, &line);
        Ident::new(here, Span::call_site())
    }

    /// An item of a module below `generated`.
    pub fn generated(&mut self, module: &str, name: &str) -> Ident {
        let path = format!("{}{module}", self.up());
        self.add(Rank::Generated, &path, name)
    }

    /// Imports from a module below `generated` only with this feature.
    pub fn only_with(&mut self, module: &str, feature: Option<&str>) {
        if let Some(feature) = feature {
            let path = format!("{}{module}", self.up());
            self.features.insert(path, feature.to_owned());
        }
    }

    /// Names are kept off what stands in the table of imports, and off nothing else.
    fn known(&self, name: &str) {
        let place = self.place;
        debug_assert!(
            place.may_import(name),
            "{name} is not in the table of what a {place:?} imports"
        );
    }

    fn add(&mut self, rank: Rank, module: &str, name: &str) -> Ident {
        self.note(rank, module, name);
        Ident::new(name, Span::call_site())
    }

    /// Notes a name; most of them are known by then.
    fn note(&mut self, rank: Rank, module: &str, name: &str) {
        let paths = self.paths.entry(rank).or_default();
        if let Some(names) = paths.get_mut(module) {
            if !names.contains(name) {
                names.insert(name.to_owned());
            }
        } else {
            paths.insert(module.to_owned(), BTreeSet::from([name.to_owned()]));
        }
    }

    fn up(&self) -> &'static str {
        const UP: &str = "super::super::super::";
        UP.get(..self.place.depth() * "super::".len()).unwrap_or(UP)
    }

    /// What the file relies on.
    pub fn into_needs(self) -> Needs {
        self.needs
    }

    /// The `use` lines.
    pub fn lines(&self) -> String {
        let mut text = String::new();
        for paths in self.paths.values() {
            if !text.is_empty() {
                text.push('\n');
            }
            self.block(&mut text, paths);
        }
        text
    }

    fn block(&self, text: &mut String, paths: &BTreeMap<String, BTreeSet<String>>) {
        for (module, names) in paths {
            if let Some(feature) = self.features.get(module) {
                let _ = writeln!(text, "#[cfg(feature = {feature:?})]");
            }
            let separator = if module.is_empty() { "" } else { "::" };
            let _ = write!(text, "use {module}{separator}");
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            match names.as_slice() {
                [only] => text.push_str(only),
                several => braced(text, several),
            }
            text.push_str(";\n");
        }
    }
}

/// Names between braces: in the line that was begun if they fit there, or else in as few lines of their own as they fill.
fn braced(text: &mut String, names: &[&str]) {
    let begun = text.len() - text.rfind('\n').map_or(0, |end| end + 1);
    let line = names.join(", ");
    if begun + line.len() + "{};".len() <= WIDTH {
        let _ = write!(text, "{{{line}}}");
        return;
    }
    text.push('{');
    let mut column = WIDTH;
    for name in names {
        if column + " ,".len() + name.len() > WIDTH {
            text.push_str("\n   ");
            column = "   ".len();
        }
        let _ = write!(text, " {name},");
        column += " ,".len() + name.len();
    }
    text.push_str("\n}");
}
