//! `cargo xtask generate`: reads a document, writes the client or says what is stale.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use generator::diagnostic::Severity;

use crate::check;
use crate::console::{Console, Exit, Outcome, Problem, While};
use crate::folder::Folder;
use crate::settings::{self, Package};
use crate::target::{self, Before, Target};
use crate::tree::{self, Change};
use crate::write::{self, Disk, Lock, Recovery};
use generator::lower::Formats;
use generator::{Input, Options, Output, report};

/// What `generate` takes.
#[derive(clap::Args, Default)]
pub struct Arguments {
    /// The OpenAPI 3.0 or 3.1 document, YAML or JSON [default: the bundled one].
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The overlay to apply to it [default: the bundled one for the bundled document, none for others].
    #[arg(long, value_name = "FILE")]
    pub overlay: Option<PathBuf>,
    /// The folder that references to other files may not leave [default: the document's own].
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub root: Option<PathBuf>,
    /// The crate's directory: an existing crate, or an empty or absent directory for a complete one.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The package's name for a complete crate [default: made from the document's title].
    #[arg(long, value_name = "NAME")]
    pub package: Option<String>,
    /// What becomes of strings whose format names a type, such as `date-time` or `uuid`: `strings` or `typed` [default: what
    /// the crate's manifest says, or else strings].
    #[arg(long, value_name = "FORMATS", value_parser = settings::formats)]
    pub formats: Option<Formats>,
    /// Writes nothing; shows what is stale and exits with 1 if anything is.
    #[arg(long)]
    pub check: bool,
}

/// The generator's one function.
pub type Engine = fn(&Input<'_>, &Options) -> Output;

/// Runs the command.
///
/// `root` is the directory of this workspace, where the bundled document and its client are.
pub fn run(arguments: &Arguments, root: &Path, engine: Engine, console: &mut Console<'_>) -> Exit {
    let result = Target::new(arguments, root).and_then(|target| {
        if arguments.check {
            check(arguments, &target, engine, console)
        } else {
            generate(arguments, &target, engine, console)
        }
    });
    result.unwrap_or_else(|problem| console.fail(&problem))
}

fn generate(
    arguments: &Arguments,
    target: &Target,
    engine: Engine,
    console: &mut Console<'_>,
) -> Outcome<Exit> {
    let start = Instant::now();
    let texts = Texts::read(target)?;
    options(arguments, target)?;
    let disk = Disk::default();
    // A directory that is not there is made last: a mistyped document leaves no trace.
    let mut lock = None;
    if target.out.exists() {
        lock = Some(Lock::exclusive(&target.out)?);
        match write::recover(&disk, &target.out)? {
            Recovery::Nothing => {}
            Recovery::Finished => console.warn("note: finished a run that had been interrupted"),
            Recovery::Cleared => {
                console.warn("note: cleared away what an interrupted run had left");
            }
        }
    }

    let Some(output) = produce(arguments, target, &texts, engine, console)? else {
        return Ok(Exit::Error);
    };
    let write = || {
        if lock.is_none() {
            fs::create_dir_all(&target.out).while_doing("make the directory", &target.out)?;
            lock = Some(Lock::exclusive(&target.out)?);
            // Another run may have made the directory meanwhile, and not come to its end.
            write::recover(&disk, &target.out)?;
        }
        let difference = tree::compare(&target.out, &output)?;
        write::apply(&disk, &target.out, &difference.changes)?;
        Ok(difference)
    };
    let difference = saying(console, &texts, &output, write)?;

    say_depth(console, target, &output);
    say_foreign(console, &difference.foreign);
    say_written(console, &target.shown, &difference.changes);
    say_summary(console, &output, start);
    drop(lock);
    drop(difference);
    // The process ends with it: to give the memory of a large client back first took a thirtieth of the time.
    std::mem::forget(output);
    Ok(Exit::Done)
}

fn check(
    arguments: &Arguments,
    target: &Target,
    engine: Engine,
    console: &mut Console<'_>,
) -> Outcome<Exit> {
    let start = Instant::now();
    let texts = Texts::read(target)?;
    options(arguments, target)?;
    let _lock = Lock::shared(&target.out)?;
    let interrupted = write::is_pending(&target.out);
    if interrupted {
        console.warn(&format!(
            "note: a run was interrupted in {}: `cargo xtask generate` finishes or undoes it",
            target.shown
        ));
    }

    let Some(output) = produce(arguments, target, &texts, engine, console)? else {
        return Ok(Exit::Error);
    };
    let compare = || tree::compare(&target.out, &output);
    let difference = saying(console, &texts, &output, compare)?;
    say_depth(console, target, &output);
    say_foreign(console, &difference.foreign);
    console.print(&check::diff(&difference.changes));
    let stale = difference.changes.len();
    console.say(&match stale {
        0 => format!("{} is current", target.shown),
        1 => format!("{}: 1 file is stale", target.shown),
        _ => format!("{}: {stale} files are stale", target.shown),
    });
    say_summary(console, &output, start);
    Ok(if stale > 0 || interrupted {
        Exit::Stale
    } else {
        Exit::Done
    })
}

/// The texts of one run.
struct Texts {
    spec: target::Text,
    overlay: Option<target::Text>,
}

impl Texts {
    fn read(target: &Target) -> Outcome<Self> {
        Ok(Self {
            spec: target.read(&target.spec)?,
            overlay: target
                .overlay
                .as_deref()
                .map(|path| target.read(path))
                .transpose()?,
        })
    }
}

/// Runs the generator; `None` if there is an error, which is then said.
fn produce(
    arguments: &Arguments,
    target: &Target,
    texts: &Texts,
    engine: Engine,
    console: &mut Console<'_>,
) -> Outcome<Option<Output>> {
    let options = options(arguments, target)?;
    let folder = Folder::new(&target.folder, &target.spec)?;
    let input = Input {
        spec: texts.spec.pair(),
        overlay: texts.overlay.as_ref().map(target::Text::pair),
        files: Some(&folder),
    };
    let output = engine(&input, &options);
    let severities = output.diagnostics.iter().map(|found| found.code.severity());
    let errors = severities.filter(|found| *found == Severity::Error).count();
    if errors == 0 {
        return Ok(Some(output));
    }
    console.warn(said(&output, console.colour).trim_end());
    console.warn(&format!(
        "error: nothing was written: {}",
        plural(errors, "error")
    ));
    Ok(None)
}

/// Everything that the generator has to say, with the places that it speaks of.
fn said(output: &Output, colour: bool) -> String {
    report::render(
        &output.diagnostics,
        &output.sources,
        &output.origins,
        colour,
    )
}

/// Prints what there is to say about a document while something is done with what came of it: to find the places takes as long as
/// to write a large client.
fn saying<T>(
    console: &mut Console<'_>,
    texts: &Texts,
    output: &Output,
    work: impl FnOnce() -> Outcome<T>,
) -> Outcome<T> {
    let colour = console.colour;
    let (said, done) = thread::scope(|scope| {
        let said = scope.spawn(|| said(output, colour));
        let done = work();
        (said.join(), done)
    });
    let said = said.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    if !said.is_empty() {
        console.warn(said.trim_end());
    }
    say_read(console, texts, output);
    done
}

fn options(arguments: &Arguments, target: &Target) -> Outcome<Options> {
    let (scaffold, before) = match target::before(&target.out, &target.shown)? {
        Before::Nothing => (true, Package::default()),
        Before::Crate(package) => (false, package),
    };
    let package = match (before.name, &arguments.package) {
        (Some(name), Some(package)) if name != *package => {
            return Err(Problem::new(format!(
                "{} already holds the package {name}: leave --package out",
                target.shown
            )));
        }
        (None, package) if scaffold => package.clone(),
        (name, _) => name,
    };
    Ok(Options {
        package,
        scaffold,
        formats: arguments.formats.or(before.formats).unwrap_or_default(),
        ..Options::default()
    })
}

fn say_read(console: &mut Console<'_>, texts: &Texts, output: &Output) {
    let summary = &output.summary;
    console.say(&format!(
        "read    {}: {} {}",
        texts.spec.name, summary.title, summary.version
    ));
    if let Some(overlay) = &texts.overlay {
        console.say(&format!("read    {}", overlay.name));
    }
    // Errors do not come this far.
    match output.diagnostics.len() {
        0 => {}
        warnings => console.say(&format!("found   {}", plural(warnings, "warning"))),
    }
}

/// As many files are named one by one; of a whole crate the counts are enough.
const NAMED: usize = 20;

fn say_written(console: &mut Console<'_>, shown: &str, changes: &[Change<'_>]) {
    for change in changes.iter().take(NAMED) {
        let verb = match (&change.before, &change.after) {
            (_, None) => "remove",
            (None, Some(_)) => "add",
            (Some(_), Some(_)) => "change",
        };
        console.say(&format!("{verb:7} {shown}/{}", change.path));
    }
    if changes.len() > NAMED {
        console.say(&format!(
            "        and {}",
            plural(changes.len() - NAMED, "more file")
        ));
    }
    let removed = changes
        .iter()
        .filter(|change| change.after.is_none())
        .count();
    console.say(&match (changes.len() - removed, removed) {
        (0, 0) => format!("wrote   nothing: {shown} is current"),
        (written, 0) => format!("wrote   {}", plural(written, "file")),
        (written, _) => format!("wrote   {}, removed {removed}", plural(written, "file")),
    });
}

/// Says what the crate's root lacks for types that stand deep within each other: it is its owner's, and left alone.
fn say_depth(console: &mut Console<'_>, target: &Target, output: &Output) {
    const KEY: &str = "recursion_limit = \"";
    let Some(needed) = output
        .recursion_limit
        .filter(|_| output.scaffold.is_empty())
    else {
        return;
    };
    let root = fs::read_to_string(target.out.join("src/lib.rs")).unwrap_or_default();
    let set = root.split_once(KEY).and_then(|(_, rest)| {
        let (limit, _) = rest.split_once('"')?;
        limit.parse::<usize>().ok()
    });
    if set.is_none_or(|set| set < needed) {
        console.warn(&format!(
            "note: types stand so deep within each other that the compiler may give up: set \
             `#![{KEY}{needed}\"]` in {}/src/lib.rs",
            target.shown
        ));
    }
}

fn say_foreign(console: &mut Console<'_>, foreign: &[String]) {
    for path in foreign {
        console.warn(&format!("note: {path} is not a regular file: left alone"));
    }
}

fn say_summary(console: &mut Console<'_>, output: &Output, start: Instant) {
    let summary = &output.summary;
    console.say(&format!(
        "        {}, {}, {}, {}",
        plural(output.files.len(), "file"),
        plural(summary.operations, "operation"),
        plural(summary.models, "model"),
        plural(summary.error_enums, "error enum"),
    ));
    console.say(&format!("took    {:.2} s", start.elapsed().as_secs_f64()));
}

fn plural(count: usize, noun: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{end}")
}

#[cfg(test)]
mod tests;
