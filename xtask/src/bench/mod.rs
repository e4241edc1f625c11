//! `cargo xtask bench`: what generating a client costs, what compiling it does, beside what other generators cost; and what
//! calls cost, beside the same calls by hand.

mod caller;
mod compilation;
mod documents;
mod generation;
mod plot;
mod process;
mod programs;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::columns;
use crate::console::{Console, Exit, Outcome, Problem, While};
use documents::Document;
use process::Cost;

/// What the command is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Where the published documents are; those that are not there are left out [default: `../shared/corpus` beside the repository].
    #[arg(long, value_name = "DIRECTORY")]
    documents: Option<PathBuf>,
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
    /// Builds and runs the programs that make calls, and nothing else.
    #[arg(long, conflicts_with = "generation")]
    calls: bool,
    /// How often each of them is built from nothing.
    #[arg(long, value_name = "N", default_value_t = 1)]
    cold: usize,
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
    /// What compiling the client cost in each way, its dependencies being there; nothing where that failed.
    pub compilation: Vec<(compilation::How, Option<Cost>)>,
}

/// All figures.
#[derive(Debug, Serialize)]
struct Figures {
    documents: Vec<Row>,
    programs: Option<programs::Figures>,
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
    let scratch = root.join("target/bench");
    let documents = if arguments.calls {
        Vec::new()
    } else {
        documents(arguments, root, &scratch, console)?
    };
    let mut markdown = String::new();
    if !documents.is_empty() {
        console.print(&table::text(&documents));
        markdown.push_str(&table::markdown(&documents));
    }
    let with_programs = arguments.calls || (arguments.only.is_empty() && !arguments.generation);
    let (runs, cold) = (arguments.runs, arguments.cold);
    let programs = with_programs.then(|| programs::figures(root, &scratch, runs, cold, console));
    // What was measured before is written, whatever becomes of these.
    let (programs, failed) = match programs {
        Some(Err(problem)) => (None, Err(problem)),
        Some(Ok(programs)) => (Some(programs), Ok(())),
        None => (None, Ok(())),
    };
    if let Some(programs) = &programs {
        console.print(&programs.tables(columns::text));
        markdown.push_str(&programs.tables(columns::markdown));
    }
    let write = |path: &Option<PathBuf>, text: String| match path {
        Some(path) => fs::write(path, text).while_doing("write", path),
        None => Ok(()),
    };
    write(&arguments.markdown, markdown)?;
    if let Some(path) = &arguments.svg {
        plot::write(path, &documents)?;
    }
    let figures = Figures {
        documents,
        programs,
    };
    let json = serde_json::to_string_pretty(&figures).unwrap_or_default();
    write(&arguments.json, json)?;
    failed
}

fn documents(
    arguments: &Arguments,
    root: &Path,
    scratch: &Path,
    console: &mut Console<'_>,
) -> Outcome<Vec<Row>> {
    let own = std::env::current_exe().while_doing("find", Path::new("this program"))?;
    let mut generators = vec![Generator::Own(own)];
    for other in &arguments.against {
        let (name, command) = other.split_once('=').ok_or_else(|| {
            Problem::new(format!(
                "--against {other:?} is no NAME=CMD: a command for `sh`"
            ))
        })?;
        if generators.iter().any(|known| known.name() == name) {
            return Err(Problem::new(format!(
                "--against: {name:?} is a generator's name already"
            )));
        }
        generators.push(Generator::Other(name.to_owned(), command.to_owned()));
    }
    if cfg!(debug_assertions) {
        console.warn(
            "note: this generator was built for development, and generates more slowly than it can: \
             `cargo build --release -p xtask`, then `target/release/xtask bench`",
        );
    }
    let beside = || root.join("../shared/corpus");
    let published = arguments.documents.clone().unwrap_or_else(beside);
    let (documents, missing) = documents::found(root, &published, &arguments.only);
    for missing in missing {
        console.warn(&format!(
            "note: {} is not there: left out",
            missing.spec.display()
        ));
    }
    if documents.is_empty() {
        return Err(Problem::new(
            "no document that is there has that in its name",
        ));
    }
    // What an earlier bench made is removed when all is measured: ext4 is twice as slow for a minute after that.
    let (clients, earlier) = (scratch.join("clients"), scratch.join("earlier-clients"));
    if clients.is_dir() {
        let at = earlier.join(std::process::id().to_string());
        fs::create_dir_all(&earlier).while_doing("make the directory", &earlier)?;
        fs::rename(&clients, &at).while_doing("move away", &clients)?;
    }
    let mut rows = Vec::new();
    for document in &documents {
        rows.extend(of_document(
            arguments,
            &clients,
            scratch,
            document,
            &generators,
            console,
        )?);
    }
    generation::clear(&earlier)?;
    Ok(rows)
}

fn of_document(
    arguments: &Arguments,
    clients: &Path,
    scratch: &Path,
    document: &Document,
    generators: &[Generator],
    console: &mut Console<'_>,
) -> Outcome<Vec<Row>> {
    let folder = clients.join(document.name);
    fs::create_dir_all(&folder).while_doing("make the directory", &folder)?;
    let mut sides = Vec::new();
    for generator in generators {
        sides.push((generator, folder.join(generator.name())));
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
