//! Turns an OpenAPI 3.0 or 3.1 document into a Rust client crate.
//!
//! A pure function from texts and options to files: no I/O, no globals, no clock. The stages are the modules, in the order
//! in which they import each other.

pub mod threads;

pub mod source;

pub mod node;

pub mod template;

pub mod diagnostic;

pub mod load;

pub mod overlay;

pub mod dialect;

pub mod bundle;

pub mod check;

pub mod resolve;

pub mod hints;

pub mod ir;

pub mod lower;

pub mod facts;

pub mod names;

pub mod emit;

pub mod render;

pub mod manifest;

pub mod scaffold;

pub mod figures;

pub mod report;

pub mod trial;

use std::collections::{BTreeMap, HashSet};

use diagnostic::{Diagnostic, Sink};
use emit::Context;
use emit::features::Gate;
use figures::{Declared, Figures, Position};
use ir::Api;
use lower::Formats;
use manifest::Requirements;
use node::Node;
use source::{Files, Origins, Sources};
use threads::both;

/// The texts to read, each with the name that diagnostics print.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The OpenAPI document.
    pub spec: (&'a str, &'a str),
    /// The overlay, if there is one.
    pub overlay: Option<(&'a str, &'a str)>,
    /// The files that the document may refer to; without them a reference to another file is left out.
    pub files: Option<&'a dyn Files>,
}

/// What the caller decides.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The package's name; without one it is made from the document's title.
    pub package: Option<String>,
    /// Whether the hand-owned files of a crate are wanted too.
    pub scaffold: bool,
    /// Whether the Rust type of each schema is wanted too.
    pub positions: bool,
    /// Whether a test is wanted that tries every request and every reply.
    pub trial: bool,
    /// What becomes of strings whose format names a type.
    pub formats: Formats,
}

/// What a document holds, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// What one run yields.
#[derive(Debug, Default)]
pub struct Output {
    /// Generated files by their path below the crate; none if a diagnostic is an error.
    pub files: BTreeMap<String, String>,
    /// Hand-owned files, to be written only where there is none.
    pub scaffold: BTreeMap<String, String>,
    /// What the manifest must have.
    pub manifest: Requirements,
    /// The `recursion_limit` that the crate's root must set, if types stand deeper within each other than the compiler looks.
    pub recursion_limit: Option<usize>,
    /// Everything there is to say about the document.
    pub diagnostics: Vec<Diagnostic>,
    /// Counts.
    pub summary: Summary,
    /// The Rust type of each schema by its place, and what a module beside the models imports to name them.
    pub positions: (String, Vec<Position>),
    /// What the document holds, and what became of it.
    pub figures: Figures,
    /// The texts that origins lead into.
    pub sources: Sources,
    /// The table of origins.
    pub origins: Origins,
}

/// Generates a client.
pub fn generate(input: &Input<'_>, options: &Options) -> Output {
    let mut output = Output::default();
    let mut sink = Sink::default();
    let mut declared = Declared::default();
    let read = read(
        input,
        options.formats,
        &mut output,
        &mut declared,
        &mut sink,
    );
    let api = read.map(|(api, tree)| {
        both(|| drop(tree), || write(&api, options, &mut output));
        api
    });
    let mut seen = HashSet::new();
    output.diagnostics = sink.into_vec();
    output.diagnostics.retain(|diagnostic| {
        seen.insert((
            diagnostic.code,
            diagnostic.origin,
            diagnostic.message.clone(),
        ))
    });
    output.figures = figures::of(
        &declared,
        api.as_ref(),
        &output.diagnostics,
        &output.origins,
    );
    output
}

/// From texts to plain data, and the tree that nobody needs any more; `None` where the document is past reading.
fn read(
    input: &Input<'_>,
    formats: Formats,
    output: &mut Output,
    declared: &mut Declared,
    sink: &mut Sink,
) -> Option<(Api, Node)> {
    let Output {
        sources, origins, ..
    } = output;
    let (name, text) = input.spec;
    let document = load::document(name, text, sources, origins, sink);
    let overlay = match input.overlay {
        Some((name, text)) => Some(load::map(name, text, sources, origins, sink)?),
        None => None,
    };
    let mut document = document?;
    bundle::bundle(&mut document, name, input.files, sources, origins, sink);
    if let Some(overlay) = &overlay {
        hints::check(overlay, sink);
        overlay::apply(&mut document, overlay, origins, sink);
    }
    dialect::normalise(&mut document, origins, sink);
    // What `check` takes out is declared all the same.
    *declared = figures::declared(&document);
    check::check(&mut document, sink);
    let api = lower::api(&document, formats, sink);
    (!sink.has_errors()).then_some((api, document))
}

/// From plain data to files.
fn write(api: &Api, options: &Options, output: &mut Output) {
    let (facts, names) = both(|| facts::of(api), || names::assign(api));
    let package = options
        .package
        .clone()
        .unwrap_or_else(|| scaffold::package_name(&api.title));
    let mut cx = Context {
        api,
        facts: &facts,
        names: &names,
        gates: &[],
        docs: &emit::operation::docs::Lines::new(api),
        package: &package,
    };
    let gates = emit::features::types(&cx);
    cx.gates = &gates;
    let jobs = emit::jobs(&cx);
    let mut files = render::all(&cx, &jobs);
    let of_jobs = jobs.iter().zip(&files).map(|(job, file)| {
        let gate = emit::features::of_job(&cx, *job);
        (gate, job.is_testing(), &file.needs.runtime)
    });
    let for_tests = emit::for_tests(options.trial);
    let fakes = (Gate::always(), true, &for_tests);
    let used = emit::runtime::used(of_jobs.chain([fakes]));
    files.extend(
        emit::roots(&cx, &used, options.trial)
            .into_iter()
            .map(render::printed),
    );
    if options.trial {
        files.push(render::printed(trial::unit(&cx)));
    }
    let runtime: Vec<_> = used.iter().map(|used| used.file).collect();
    output.manifest = manifest::requirements(&files, &runtime);
    output.manifest.formats = options.formats;
    output
        .manifest
        .require_features(emit::features::declared(&cx));
    for file in files {
        output
            .files
            .insert(format!("src/generated/{}", file.path), file.text);
    }
    for file in &runtime {
        let path = format!("src/generated/runtime/{}.rs", file.name);
        output.files.insert(path, render::copy(file.text));
    }
    output.recursion_limit = scaffold::recursion_limit(&facts);
    if options.scaffold {
        output.scaffold = scaffold::files(&cx, &output.manifest);
    }
    if options.positions {
        output.positions = figures::positions(&cx);
    }
    let failing = |operation: &&ir::Operation| !operation.failures.is_empty();
    output.summary = Summary {
        title: api.title.clone(),
        version: api.version.clone(),
        operations: api.operations().count(),
        models: api.types.len(),
        error_enums: api.operations().filter(failing).count(),
    };
}
