//! The generator as the commands see it: texts in, files out.

use std::collections::BTreeMap;

use generator::diagnostic::{Code, Diagnostic};
use generator::source::{Origins, Sources};

/// The texts to read, each with the name that diagnostics print.
pub struct Input<'a> {
    /// The OpenAPI document.
    pub spec: (&'a str, &'a str),
    /// The overlay, if there is one.
    pub overlay: Option<(&'a str, &'a str)>,
}

/// What the caller decides.
#[derive(Default)]
pub struct Options {
    /// The package's name; without one it is made from the document's title.
    pub package: Option<String>,
    /// Whether the hand-owned files of a crate are wanted too.
    pub scaffold: bool,
}

/// A dependency that the generated code needs.
#[derive(Clone, Debug)]
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

/// What the client's manifest must have.
#[derive(Clone, Debug, Default)]
pub struct Requirements {
    /// Dependencies, in the order to write them.
    pub dependencies: Vec<Dependency>,
    /// Features and what each turns on.
    pub features: BTreeMap<String, Vec<String>>,
}

/// What the document holds, counted.
#[derive(Default)]
pub struct Summary {
    /// The document's title.
    pub title: String,
    /// The document's version.
    pub version: String,
    /// How many operations were emitted.
    pub operations: usize,
    /// How many models were emitted.
    pub models: usize,
    /// How many error enums were emitted.
    pub error_enums: usize,
}

/// What one run of the generator yields.
#[derive(Default)]
pub struct Output {
    /// Generated files by path below the crate; none if a diagnostic is an error.
    pub files: BTreeMap<String, String>,
    /// Hand-owned files, to be written only where there is none.
    pub scaffold: BTreeMap<String, String>,
    /// What the manifest must have.
    pub manifest: Requirements,
    /// Everything there is to say about the document.
    pub diagnostics: Vec<Diagnostic>,
    /// Counts.
    pub summary: Summary,
    /// The texts that origins lead into.
    pub sources: Sources,
    /// The table of origins.
    pub origins: Origins,
}

/// Generates.
pub fn generate(input: &Input<'_>, options: &Options) -> Output {
    let mut output = Output::default();
    let mut add = |(name, text): (&str, &str)| output.sources.add(name, text);
    let file = add(input.spec);
    let _ = input.overlay.map(add);
    let root = output.origins.root(file);
    let what = match (&options.package, options.scaffold) {
        (Some(name), false) => format!("the package {name}"),
        (_, scaffold) => format!("a crate (complete: {scaffold})"),
    };
    output.diagnostics.push(Diagnostic::new(
        Code::NotOpenApi,
        root,
        format!("there is no pipeline to make {what} with"),
    ));
    output
}

/// Diagnostics as text.
pub mod report {
    use std::fmt::Write as _;

    use super::{Diagnostic, Origins, Sources};

    /// One paragraph for each diagnostic.
    pub fn render(
        diagnostics: &[Diagnostic],
        _sources: &Sources,
        origins: &Origins,
        _colour: bool,
    ) -> String {
        let mut text = String::new();
        for diagnostic in diagnostics {
            let place = diagnostic
                .origin
                .map(|origin| origins.path(origin).to_string());
            let _ = writeln!(
                text,
                "{:?}[{}]: {} ({})",
                diagnostic.code.severity(),
                diagnostic.code,
                diagnostic.message,
                place.unwrap_or_default()
            );
        }
        text
    }
}
