//! The `use` lines of a file, collected while its items are made.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::runtime;
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
    paths: BTreeMap<(Rank, String), BTreeSet<String>>,
    /// Modules below `generated` that are there under a condition.
    conditions: BTreeMap<String, TokenStream>,
    needs: Needs,
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
            conditions: BTreeMap::new(),
            needs: Needs::default(),
        }
    }

    /// An item of the standard library or of a crate, such as `std::fmt`.
    pub fn item(&mut self, path: &'static str) -> Ident {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        let rank = if path.starts_with("std::") {
            Rank::Standard
        } else {
            self.needs.packages.extend(path.split("::").next());
            Rank::Package
        };
        self.known(name);
        self.add(rank, module.to_owned(), name)
    }

    /// Notes that a package is in use without importing anything from it: what it has is named by its path.
    pub fn package(&mut self, name: &'static str) {
        self.needs.packages.insert(name);
    }

    /// An item of a runtime file, such as `Draft` of `draft`.
    pub fn runtime(&mut self, file: &'static str, name: &str) -> Ident {
        self.need(file);
        self.known(name);
        self.add(
            Rank::Generated,
            format!("{}runtime::{file}", self.up()),
            name,
        )
    }

    /// A runtime file as a module, for functions that are called with its name.
    pub fn runtime_module(&mut self, file: &'static str) -> Ident {
        self.need(file);
        self.add(Rank::Generated, format!("{}runtime", self.up()), file)
    }

    /// Notes that a runtime file is in use without importing anything from it: it adds methods to a type.
    pub fn need(&mut self, file: &'static str) {
        debug_assert!(runtime::is_known(file), "{file} is no runtime file");
        self.needs.runtime.insert(file);
    }

    /// An item of another generated file, its module given below `generated` (empty for a sibling).
    pub fn sibling(&mut self, name: &str) -> Ident {
        self.add(Rank::Generated, "super".to_owned(), name)
    }

    /// The module of the models.
    pub fn models(&mut self) -> Ident {
        let up = self.up();
        self.add(
            Rank::Generated,
            up.trim_end_matches("::").to_owned(),
            "models",
        )
    }

    /// An item of a module below `generated`.
    pub fn generated(&mut self, module: &str, name: &str) -> Ident {
        let path = format!("{}{module}", self.up());
        self.add(Rank::Generated, path, name)
    }

    /// Imports from a module below `generated` only where it is there.
    pub fn only_if(&mut self, module: &str, condition: Option<&TokenStream>) {
        if let Some(condition) = condition {
            let path = format!("{}{module}", self.up());
            self.conditions.insert(path, condition.clone());
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

    fn add(&mut self, rank: Rank, module: String, name: &str) -> Ident {
        self.paths
            .entry((rank, module))
            .or_default()
            .insert(name.to_owned());
        Ident::new(name, Span::call_site())
    }

    fn up(&self) -> String {
        "super::".repeat(self.place.depth())
    }

    /// What the file relies on.
    pub fn into_needs(self) -> Needs {
        self.needs
    }

    /// The `use` lines.
    pub fn tokens(&self) -> TokenStream {
        let lines = self.paths.iter().map(|((_, module), names)| {
            let segments = module
                .split("::")
                .filter(|segment| !segment.is_empty())
                .map(|segment| format_ident!("{segment}"));
            let names: Vec<Ident> = names.iter().map(|name| format_ident!("{name}")).collect();
            let condition = self.conditions.get(module);
            match names.as_slice() {
                [only] => quote! { #condition use #(#segments::)* #only; },
                several => quote! { #condition use #(#segments::)* {#(#several),*}; },
            }
        });
        quote! { #(#lines)* }
    }
}
