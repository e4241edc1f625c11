//! `cargo xtask sweep`: generates a client for every document of a directory, and says what became of each.

mod child;
mod compile;
mod examples;
mod fakes;
mod find;
mod keep;
mod ledger;
mod one;
mod pass;
mod pool;
mod row;
mod table;
mod tags;
mod workspace;

use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use crate::console::{Console, Exit, Outcome, While};
use crate::settings;
use find::Document;
use generator::lower::Formats;
use keep::Store;
use row::Row;

pub use one::{OneArguments, one};

/// What `sweep` takes.
#[derive(clap::Args)]
pub struct Arguments {
    /// The directory, or one document.
    directory: PathBuf,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    passes: Passes,
    /// What becomes of strings whose format names a type, such as `date-time` or `uuid`: `strings` or `typed`.
    #[arg(long, value_name = "FORMATS", value_parser = settings::formats, default_value = "strings")]
    formats: Formats,
    /// How many documents at once [default: one for each core].
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Takes what an earlier run of the same generator found out about the same text.
    #[arg(long)]
    resume: bool,
    #[command(flatten)]
    report: Report,
}

/// What else to find out about each client.
#[derive(clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of the command"
)]
struct Passes {
    /// Compiles every client too: clippy and rustdoc.
    #[arg(long)]
    compile: bool,
    /// Decodes every example into the generated types and encodes it again.
    #[arg(long)]
    examples: bool,
    /// Compiles the fakes too, and tries every request and every reply with them.
    #[arg(long)]
    testing: bool,
    /// Compiles every client with none of its tags, with each alone and with a few sets of them.
    #[arg(long)]
    tags: bool,
}

/// Which documents to take.
#[derive(clap::Args)]
struct Choice {
    /// Only documents with this in their path; may be given several times.
    #[arg(long, value_name = "TEXT")]
    filter: Vec<String>,
    /// Leaves larger documents out.
    #[arg(long, value_name = "BYTES")]
    largest: Option<u64>,
    /// Leaves out documents that an index calls invalid.
    #[arg(long)]
    valid: bool,
}

/// What to say, and where.
#[derive(clap::Args)]
struct Report {
    /// Where to write the table as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Where to write the table as Markdown.
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// Compares with what is allowed: fails if a figure is worse, and if an allowance is not needed any more.
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// Writes anew what is allowed.
    #[arg(long, requires = "ledger")]
    update_ledger: bool,
    /// Prints the sums and the faults, and no row for each document.
    #[arg(long)]
    quiet: bool,
}

/// Runs the command; `root` is the directory of this workspace.
pub fn run(arguments: &Arguments, root: &Path, console: &mut Console<'_>) -> Exit {
    sweep(arguments, root, console).unwrap_or_else(|problem| console.fail(&problem))
}

fn sweep(arguments: &Arguments, root: &Path, console: &mut Console<'_>) -> Outcome<Exit> {
    let choice = &arguments.choice;
    let (mut documents, parts) = find::documents(&arguments.directory, &choice.filter)?;
    documents.retain(|document| choice.takes(document));
    let jobs = arguments
        .jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZero::get);
    let store = Store::open(&root.join("target/sweep"), arguments.formats)?;
    let mut rows = generated(&documents, &store, jobs, arguments.resume);
    let passes = &arguments.passes;
    if passes.compile {
        pass::run::<compile::Compile>(&documents, &mut rows, &store, root, jobs)?;
    }
    if passes.examples {
        pass::run::<examples::Try>(&documents, &mut rows, &store, root, jobs)?;
    }
    if passes.testing {
        pass::run::<fakes::Fake>(&documents, &mut rows, &store, root, jobs)?;
    }
    if passes.tags {
        pass::run::<tags::Try>(&documents, &mut rows, &store, root, jobs)?;
    }
    let faults = arguments
        .report
        .give(&rows, parts, choice.is_all(), console)?;
    for fault in &faults {
        console.warn(&format!("fault: {fault}"));
    }
    Ok(if faults.is_empty() {
        Exit::Done
    } else {
        Exit::Stale
    })
}

impl Choice {
    fn takes(&self, document: &Document) -> bool {
        let small = self.largest.is_none_or(|most| document.bytes <= most);
        small && (!self.valid || document.valid == Some(true))
    }

    /// Whether no document is left out.
    fn is_all(&self) -> bool {
        self.filter.is_empty() && self.largest.is_none() && !self.valid
    }
}

impl Report {
    /// Prints and writes what is known; everything that is wrong with it.
    fn give(
        &self,
        rows: &[Row],
        parts: usize,
        whole: bool,
        console: &mut Console<'_>,
    ) -> Outcome<Vec<String>> {
        if !self.quiet {
            console.print(&table::text(rows));
        }
        console.print(&table::sums(rows, parts));
        if let Some(path) = &self.json {
            let json = serde_json::to_string_pretty(rows).unwrap_or_default();
            fs::write(path, json + "\n").while_doing("write", path)?;
        }
        if let Some(path) = &self.markdown {
            fs::write(path, table::markdown(rows, parts)).while_doing("write", path)?;
        }
        let faults = rows.iter().flat_map(|row| {
            let faults = row.faults().into_iter();
            faults.map(|fault| format!("{}: {fault}", row.document))
        });
        let mut faults: Vec<String> = faults.collect();
        match &self.ledger {
            Some(path) if self.update_ledger => ledger::write(path, rows)?,
            Some(path) => faults.extend(ledger::compare(path, rows, whole)?),
            None => {}
        }
        Ok(faults)
    }
}

/// A row for each document, in their order.
fn generated(documents: &[Document], store: &Store, jobs: usize, resume: bool) -> Vec<Row> {
    let bar = bar(documents.len(), "generating");
    let rows = pool::map(documents, jobs, |document| {
        let kept = if resume { store.kept(document) } else { None };
        let row = kept.unwrap_or_else(|| {
            let row = child::row(document, store, &child::Wanted::default());
            store.keep(document, &row);
            row
        });
        bar.inc(1);
        row
    });
    bar.finish_and_clear();
    rows
}

fn bar(length: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {elapsed}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.with_message(what)
}
