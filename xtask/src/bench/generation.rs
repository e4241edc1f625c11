//! What generating a client costs: the whole process, from the document to files on the disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::documents::Document;
use super::process::{self, Cost};
use super::{Generator, Row};
use crate::console::{Console, Outcome, While};

/// A row for each generator; their runs alternate, so that the machine's moods meet all of them.
pub fn rows(
    document: &Document,
    sides: &[(&Generator, PathBuf)],
    runs: usize,
    console: &mut Console<'_>,
) -> Outcome<Vec<Row>> {
    let mut costs: Vec<Result<Vec<Cost>, String>> = sides.iter().map(|_| Ok(Vec::new())).collect();
    for run in 0..runs {
        for ((generator, out), costs) in sides.iter().zip(&mut costs) {
            let Ok(found) = costs else { continue };
            // Each into a directory of its own: for some seconds after many files were removed, a file system may be slow to make others.
            let fresh = out.with_file_name(format!("{}-{run}", generator.name()));
            let done = process::cost(&mut command(generator, document, &document.spec, &fresh));
            match done {
                Ok(cost) => found.push(cost),
                Err(problem) => *costs = Err(problem.to_string()),
            }
            if run + 1 == runs && fresh.is_dir() {
                fs::rename(&fresh, out).while_doing("move to its place", &fresh)?;
            }
        }
    }
    let mut rows = Vec::new();
    for ((generator, out), costs) in sides.iter().zip(costs) {
        let (document_name, name) = (document.name, generator.name());
        console.say(&match &costs {
            Ok(_) => format!("generated {document_name} with {name}"),
            Err(words) => format!("{name} fails to generate {document_name}: {words}"),
        });
        let again = match (&costs, generator) {
            (Ok(_), Generator::Own(_)) => Some(again(generator, document, out, runs)?),
            _ => None,
        };
        rows.push(Row {
            document: document.name,
            bytes: document.bytes,
            generator: generator.name().to_owned(),
            lines: lines(out),
            generation: costs.as_ref().ok().and_then(|costs| process::median(costs)),
            again: again.flatten(),
            failure: costs.err(),
            compilation: Vec::new(),
        });
    }
    Ok(rows)
}

/// Generates into a client that is there, after the title of the document had changed.
fn again(
    generator: &Generator,
    document: &Document,
    out: &Path,
    runs: usize,
) -> Outcome<Option<Cost>> {
    let text = fs::read_to_string(&document.spec).while_doing("read", &document.spec)?;
    let name = document.spec.file_name().unwrap_or_default();
    let mut costs = Vec::new();
    for run in 0..runs {
        let folder = out.with_extension("edited");
        clear(&folder)?;
        fs::create_dir_all(&folder).while_doing("make the directory", &folder)?;
        let edited = folder.join(name);
        fs::write(&edited, with_other_title(&text, run)).while_doing("write", &edited)?;
        costs.push(process::cost(&mut command(
            generator, document, &edited, out,
        ))?);
        clear(&folder)?;
    }
    // What is compiled is the document as it was.
    process::cost(&mut command(generator, document, &document.spec, out))?;
    Ok(process::median(&costs))
}

/// The document with more in its title.
fn with_other_title(text: &str, run: usize) -> String {
    #[derive(Default, Deserialize)]
    struct Titled {
        info: Info,
    }
    #[derive(Default, Deserialize)]
    struct Info {
        title: String,
    }
    // In JSON other members may have titles before it.
    let Titled { info } = serde_json::from_str(text).unwrap_or_default();
    let title = serde_json::Value::String(info.title).to_string();
    let keys = [
        format!("\"title\": {title}"),
        format!("\"title\":{title}"),
        "title: ".to_owned(),
    ];
    let found = keys.iter().find_map(|key| Some((text.find(key)?, key)));
    match found {
        Some((at, key)) => {
            let value = key.find(&title).unwrap_or(key.len());
            let (before, after) = text.split_at(at + value);
            // In quotes or without them.
            let (quote, after) = match after.strip_prefix('"') {
                Some(rest) => ("\"", rest),
                None => ("", after),
            };
            format!("{before}{quote}Edit {run} of {after}")
        }
        None => text.to_owned(),
    }
}

fn command(generator: &Generator, document: &Document, spec: &Path, out: &Path) -> Command {
    match generator {
        Generator::Own(program) => {
            let mut command = Command::new(program);
            command.arg("generate").arg("--spec").arg(spec);
            if let Some(overlay) = &document.overlay {
                command.arg("--overlay").arg(overlay);
            }
            command.arg("--out").arg(out);
            command
        }
        Generator::Other(_, line) => {
            let mut command = Command::new("sh");
            command
                .arg("-c")
                .arg(line)
                .env("SPEC", spec)
                .env("OUT", out);
            command
        }
    }
}

/// Makes room for a directory, and removes what is there.
pub fn clear(out: &Path) -> Outcome<()> {
    if out.is_dir() {
        fs::remove_dir_all(out).while_doing("remove", out)?;
    }
    match out.parent() {
        Some(parent) => fs::create_dir_all(parent).while_doing("make the directory", parent),
        None => Ok(()),
    }
}

/// Lines of Rust below a directory.
fn lines(directory: &Path) -> usize {
    let mut count = 0;
    let mut work = vec![directory.to_owned()];
    while let Some(at) = work.pop() {
        for entry in fs::read_dir(at).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                work.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                count += fs::read_to_string(path).map_or(0, |text| text.lines().count());
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::with_other_title;

    #[test]
    fn a_title_is_edited_however_it_is_written() {
        let cases = [
            ("info:\n  title: Pets\n", "info:\n  title: Edit 1 of Pets\n"),
            (
                "info:\n  title: \"Pets\"\n",
                "info:\n  title: \"Edit 1 of Pets\"\n",
            ),
            (
                "{\"info\":{\"title\":\"Pets\"}}",
                "{\"info\":{\"title\":\"Edit 1 of Pets\"}}",
            ),
            (
                "{\"info\": {\"title\": \"Pets\"}}",
                "{\"info\": {\"title\": \"Edit 1 of Pets\"}}",
            ),
            (
                "{\"a\": {\"title\": \"A\"}, \"info\": {\"title\": \"Pets\"}}",
                "{\"a\": {\"title\": \"A\"}, \"info\": {\"title\": \"Edit 1 of Pets\"}}",
            ),
            ("info: {}", "info: {}"),
        ];
        for (text, expected) in cases {
            assert_eq!(with_other_title(text, 1), expected);
        }
    }
}
