//! One document, in a process of its own: what it costs is this process's, and what it breaks too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use generator::diagnostic::{Diagnostic, Severity};
use generator::lower::Formats;
use generator::{Input, Options, Output, report};
use heck::ToKebabCase;

use super::examples;
use super::row::{Outcome as Ended, Row};
use crate::console::{Console, Exit, Outcome, While};
use crate::folder::Folder;
use crate::settings;
use crate::text;

/// What the hidden command takes.
#[derive(clap::Args)]
pub struct OneArguments {
    /// The document.
    spec: PathBuf,
    /// The folder that its references may not leave.
    #[arg(long)]
    root: PathBuf,
    /// What to call it.
    #[arg(long)]
    name: String,
    /// The directory of the client; without it nothing is written.
    #[arg(long, requires = "package")]
    out: Option<PathBuf>,
    /// The package's name.
    #[arg(long)]
    package: Option<String>,
    /// Whether the package has a test that tries every request and every reply.
    #[arg(long)]
    trial: bool,
    /// A file for the examples.
    #[arg(long)]
    examples: Option<PathBuf>,
    /// What becomes of strings whose format names a type.
    #[arg(long, value_parser = settings::formats, default_value = "strings")]
    formats: Formats,
}

/// Generates, counts, and prints a row as JSON.
pub fn one(arguments: &OneArguments, console: &mut Console<'_>) -> Exit {
    match row(arguments) {
        Ok(row) => {
            console.say(&serde_json::to_string(&row).unwrap_or_default());
            Exit::Done
        }
        Err(problem) => console.fail(&problem),
    }
}

fn row(arguments: &OneArguments) -> Outcome<Row> {
    let bytes = fs::read(&arguments.spec).while_doing("read", &arguments.spec)?;
    let text = match text::decoded(bytes) {
        Ok(text) => text,
        Err((line, column)) => {
            let name = &arguments.name;
            return Ok(Row {
                document: name.clone(),
                outcome: Ended::Refused(format!("{name}:{line}:{column}: not UTF-8")),
                ..Row::default()
            });
        }
    };
    let start = Instant::now();
    let options = Options {
        package: arguments.package.clone(),
        scaffold: arguments.out.is_some(),
        positions: arguments.examples.is_some(),
        trial: arguments.trial,
        formats: arguments.formats,
    };
    let folder = Folder::new(&arguments.root, &arguments.spec)?;
    let input = Input {
        spec: (&arguments.name, &text),
        overlay: None,
        files: Some(&folder),
    };
    let output = generator::generate(&input, &options);
    let seconds = start.elapsed().as_secs_f64();
    // Before anything else is held: the sweep's own copies do not count.
    let megabytes = peak();
    let row = counted(&arguments.name, &text, &output);
    if row.outcome == Ended::Generated {
        if let Some(out) = &arguments.out {
            write(out, &output)?;
        }
        if let Some(path) = &arguments.examples {
            let found = examples::collect(&arguments.name, &text, &output);
            let json = serde_json::to_string(&found).unwrap_or_default();
            fs::write(path, json).while_doing("write", path)?;
        }
    }
    Ok(Row {
        seconds,
        megabytes,
        ..row
    })
}

fn counted(name: &str, text: &str, output: &Output) -> Row {
    let error = output
        .diagnostics
        .iter()
        .find(|found| found.code.severity() == Severity::Error);
    let mut diagnostics = BTreeMap::new();
    for found in &output.diagnostics {
        *diagnostics.entry(found.code.to_string()).or_default() += 1;
    }
    let figures = &output.figures;
    let fallbacks = figures.fallbacks.iter();
    let lines = output.files.values().map(|text| text.lines().count());
    Row {
        document: name.to_owned(),
        version: version(text),
        outcome: match error {
            Some(error) => Ended::Refused(placed(name, error, output)),
            None => Ended::Generated,
        },
        operations: figures.operations,
        emitted: figures.emitted,
        silent: figures.silent.clone(),
        models: output.summary.models,
        schemas: figures.schemas,
        fallbacks: fallbacks
            .map(|(reason, count)| (format!("{reason:?}").to_kebab_case(), *count))
            .collect(),
        diagnostics,
        lines: lines.sum(),
        ..Row::default()
    }
}

/// `file:line:column: code: message` of one diagnostic.
fn placed(name: &str, diagnostic: &Diagnostic, output: &Output) -> String {
    let located = diagnostic.origin.and_then(|origin| {
        let located = report::locate(&[origin], &output.sources, &output.origins);
        let location = located.into_iter().next().flatten()?;
        Some((location.line, location.column))
    });
    let parsed = diagnostic
        .position
        .map(|(_, line, column)| (line as usize, column as usize));
    let place = match located.or(parsed) {
        Some((line, column)) => format!("{name}:{line}:{column}"),
        None => name.to_owned(),
    };
    format!("{place}: {}: {}", diagnostic.code, diagnostic.message)
}

/// The version of OpenAPI as the text names it, whether or not the generator reads it.
fn version(text: &str) -> String {
    let start = |line: &str| {
        let line = line.trim_start_matches(['{', '\u{feff}']).trim_start();
        let line = line.trim_start_matches(['"', '\'']);
        let rest = ["openapi", "swagger"]
            .iter()
            .find_map(|key| line.strip_prefix(key))?;
        let rest = rest.trim_start_matches(['"', '\'']).trim_start();
        let value = rest.strip_prefix(':')?.trim_start();
        let end = value.find([',', '#', '}']).unwrap_or(value.len());
        let value = value.get(..end)?.trim().trim_matches(['"', '\'']);
        Some(value.chars().take(20).collect())
    };
    // A document of one line has the key somewhere behind its start.
    let lines = text.lines().map(|line| line.get(..200).unwrap_or(line));
    lines
        .map(str::trim_start)
        .find_map(start)
        .unwrap_or_default()
}

fn write(out: &Path, output: &Output) -> Outcome<()> {
    for (path, text) in output.scaffold.iter().chain(&output.files) {
        let path = out.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).while_doing("make the directory", folder)?;
        }
        fs::write(&path, text).while_doing("write", &path)?;
    }
    Ok(())
}

/// The most memory that this process has held, in megabytes.
fn peak() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u32 = line.trim().trim_end_matches(" kB").trim().parse().ok()?;
    Some(f64::from(kilobytes) / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn the_version_is_what_the_text_names() {
        let cases = [
            ("openapi: 3.1.0\n", "3.1.0"),
            ("info:\n  title: x\nopenapi: '3.0.3' # note\n", "3.0.3"),
            ("{\n  \"openapi\" : \"3.0.0\",\n", "3.0.0"),
            ("{\"openapi\":\"3.1.1\",\"info\":{}}", "3.1.1"),
            ("swagger: \"2.0\"", "2.0"),
            ("paths: {}", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(version(text), expected, "{text}");
        }
    }
}
