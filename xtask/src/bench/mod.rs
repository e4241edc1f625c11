//! `cargo xtask bench`: what generating a client costs, and what compiling it does, beside what other generators cost.

mod compilation;
mod documents;
mod generation;
mod plot;
mod process;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::console::{Console, Exit, Outcome, Problem, While};
use documents::Document;
use process::Cost;

/// What the command is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Where the published documents are; those that are not there are left out.
    #[arg(long, value_name = "DIRECTORY", default_value = "../shared/corpus")]
    documents: PathBuf,
    /// Only documents with this in their name; may be given several times.
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// How often each is run; figures are medians.
    #[arg(long, value_name = "N", default_value_t = 5)]
    runs: usize,
    /// Another generator: a command for `sh` that writes a client of `$SPEC` into the directory `$OUT`. Its runs alternate with ours.
    #[arg(long, value_name = "NAME=CMD")]
    against: Vec<String>,
    /// Generates only, and compiles nothing.
    #[arg(long)]
    generation: bool,
    /// How clients are compiled; may be given several times.
    #[arg(long, value_name = "HOW", default_values = ["dev", "release", "check"])]
    how: Vec<compilation::How>,
    /// Where to write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Where to write the table as Markdown.
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// Where to plot times against the sizes of documents, as SVG.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// Who generates.
#[derive(Clone, Debug)]
pub enum Generator {
    /// This program.
    Own(PathBuf),
    /// A command for `sh`, by its name.
    Other(String, String),
}

impl Generator {
    fn name(&self) -> &str {
        match self {
            Self::Own(_) => "own",
            Self::Other(name, _) => name,
        }
    }
}

/// The figures of one document and one generator.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The document.
    pub document: &'static str,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// Whose figures these are.
    pub generator: String,
    /// Why there are no more of them.
    pub failure: Option<String>,
    /// Lines of Rust.
    pub lines: usize,
    /// What generating cost.
    pub generation: Option<Cost>,
    /// What generating again cost, after one line of the document had changed.
    pub again: Option<Cost>,
    /// What compiling the client alone cost, its dependencies being there.
    pub compilation: Vec<(compilation::How, Cost)>,
}

/// Runs the command.
pub fn run(arguments: &Arguments, root: &Path, console: &mut Console<'_>) -> Exit {
    match measured(arguments, root, console) {
        Ok(()) => Exit::Done,
        Err(problem) => console.fail(&problem),
    }
}

fn measured(arguments: &Arguments, root: &Path, console: &mut Console<'_>) -> Outcome<()> {
    if arguments.runs == 0 {
        return Err(Problem::new("--runs is at least 1"));
    }
    let own = std::env::current_exe().while_doing("find", Path::new("this program"))?;
    let mut generators = vec![Generator::Own(own)];
    for other in &arguments.against {
        let (name, command) = other.split_once('=').ok_or_else(|| {
            Problem::new(format!(
                "--against {other:?} is no NAME=CMD: a command for `sh`"
            ))
        })?;
        generators.push(Generator::Other(name.to_owned(), command.to_owned()));
    }
    let documents = documents::found(root, &arguments.documents, &arguments.only);
    if documents.is_empty() {
        return Err(Problem::new("no document has that in its name"));
    }
    let mut rows = Vec::new();
    for document in &documents {
        rows.extend(of_document(
            arguments,
            root,
            document,
            &generators,
            console,
        )?);
    }
    console.print(&table::text(&rows));
    let write = |path: &Option<PathBuf>, text: String| match path {
        Some(path) => fs::write(path, text).while_doing("write", path),
        None => Ok(()),
    };
    let json = serde_json::to_string_pretty(&rows).unwrap_or_default();
    write(&arguments.json, json)?;
    write(&arguments.markdown, table::markdown(&rows))?;
    match &arguments.svg {
        Some(path) => plot::write(path, &rows),
        None => Ok(()),
    }
}

fn of_document(
    arguments: &Arguments,
    root: &Path,
    document: &Document,
    generators: &[Generator],
    console: &mut Console<'_>,
) -> Outcome<Vec<Row>> {
    let scratch = root.join("target/bench");
    let mut sides = Vec::new();
    for generator in generators {
        let out = scratch.join(document.name).join(generator.name());
        sides.push((generator, out));
    }
    let mut rows = generation::rows(document, &sides, arguments.runs, console)?;
    if arguments.generation {
        return Ok(rows);
    }
    let target = scratch.join("target");
    compilation::measure(
        &mut rows,
        &sides,
        &arguments.how,
        &target,
        arguments.runs,
        console,
    );
    Ok(rows)
}
