//! What compiling a client alone costs: its dependencies are there, one job at a time, nothing kept from an earlier run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Serialize;

use super::process::{self, Cost};
use super::{Generator, Row, caller};
use crate::console::{Console, Outcome, While};

/// How a client is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// `cargo build`.
    Dev,
    /// `cargo build --release`.
    Release,
    /// `cargo check`.
    Check,
    /// `cargo doc --no-deps`.
    Doc,
    /// `cargo build` together with a program that calls every operation of the largest tag.
    Calls,
}

impl How {
    /// The words of the command.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Dev => &["build"],
            Self::Release => &["build", "--release"],
            Self::Check => &["check"],
            Self::Doc => &["doc", "--no-deps"],
            Self::Calls => &["build", "--example", caller::EXAMPLE],
        }
    }

    /// What it is called in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
            Self::Check => "check",
            Self::Doc => "doc",
            Self::Calls => "with calls",
        }
    }
}

/// Compiles the client of every row in every way; the runs of several generators alternate.
pub fn measure(
    rows: &mut [Row],
    sides: &[(&Generator, PathBuf)],
    how: &[How],
    target: &Path,
    runs: usize,
    console: &mut Console<'_>,
) {
    for how in how {
        if *how == How::Calls {
            let there = rows.iter().zip(sides);
            let there = there.filter(|(row, _)| row.generation.is_some());
            let clients: Vec<&Path> = there.map(|(_, (_, client))| &**client).collect();
            match caller::write(&clients) {
                Ok(0) => {
                    console.warn(
                        "note: the clients have no call in common: nothing to compile with them",
                    );
                    continue;
                }
                Ok(calls) => console.say(&format!("the program has {calls} calls")),
                Err(problem) => {
                    console.say(&problem.to_string());
                    continue;
                }
            }
        }
        let mut costs: Vec<Option<Vec<Cost>>> = rows
            .iter()
            .map(|row| row.generation.is_some().then(Vec::new))
            .collect();
        for run in 0..=runs {
            for ((row, (_, client)), costs) in rows.iter_mut().zip(sides).zip(&mut costs) {
                let Some(found) = costs else { continue };
                // The first time is for the dependencies.
                match compiled(client, *how, target) {
                    Ok(_) if run == 0 => {}
                    Ok(cost) => found.push(cost),
                    Err(problem) => {
                        let (document, name) = (row.document, how.name());
                        console.say(&format!(
                            "{document} of {} fails in {name}: {problem}",
                            row.generator
                        ));
                        row.failure = Some(problem.to_string());
                        row.compilation.push((*how, None));
                        *costs = None;
                    }
                }
            }
        }
        for (row, costs) in rows.iter_mut().zip(costs) {
            let Some(costs) = costs else { continue };
            console.say(&format!(
                "compiled {} of {}: {}",
                row.document,
                row.generator,
                how.name()
            ));
            row.compilation.push((*how, process::median(&costs)));
        }
    }
}

fn compiled(client: &Path, how: How, target: &Path) -> Outcome<Cost> {
    let root = client.join("src/lib.rs");
    let text = fs::read(&root).while_doing("read", &root)?;
    // Written again, it is newer than what was made of it.
    fs::write(&root, text).while_doing("write", &root)?;
    let mut command = Command::new("cargo");
    command
        .args(how.words())
        .args(["--jobs", "1"])
        .current_dir(client)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTDOCFLAGS");
    process::cost(&mut command)
}
