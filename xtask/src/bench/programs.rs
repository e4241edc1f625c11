//! What programs cost that use the client, beside the same programs written by hand.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

use super::process::{self, Cost};
use crate::console::{Console, Outcome, Problem, While};
use crate::packages;

/// Where the programs are.
const FOLDER: &str = "generator/benches/programs";

/// The programs that make one call.
const ONE_CALL: [&str; 3] = ["one-call-by-hand", "one-call", "one-call-blocking"];

/// Who makes many calls.
const CALLERS: [&str; 2] = ["by-hand", "own"];

/// The figures.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// Of the programs that make one call.
    pub one_call: Vec<Program>,
    /// Of a call among many.
    pub calls: Vec<Call>,
}

/// A program that makes one call.
#[derive(Debug, Serialize)]
pub struct Program {
    name: &'static str,
    /// Bytes, built with `--release` and stripped.
    bytes: u64,
    /// Packages in its tree, itself included.
    packages: usize,
    /// What building it cost, with nothing there.
    cold: Option<Cost>,
}

/// What a call costs.
#[derive(Debug, Serialize)]
pub struct Call {
    who: &'static str,
    /// Allocations of a call that never leaves the process.
    allocations: f64,
    /// Instructions of the same call, counted by callgrind; nothing where that is not installed.
    instructions: Option<f64>,
    /// Allocations of a call to a server on this machine, those of the server not counted.
    loopback_allocations: f64,
    /// Microseconds of the same call.
    loopback_microseconds: f64,
    /// Bytes on the heap for each of 10,000 calls that are made at once.
    bytes_at_once: f64,
}

/// What the program says of itself.
#[derive(Deserialize)]
struct Said {
    microseconds: f64,
    allocations: f64,
    bytes: f64,
}

/// Builds and runs the programs.
pub fn figures(
    root: &Path,
    scratch: &Path,
    runs: usize,
    cold: usize,
    console: &mut Console<'_>,
) -> Outcome<Figures> {
    let programs = Programs {
        folder: root.join(FOLDER),
        target: scratch.join("programs"),
    };
    let mut one_call = Vec::new();
    for name in ONE_CALL {
        programs.build(name, &programs.target)?;
        let binary = programs.binary(name);
        one_call.push(Program {
            name,
            bytes: fs::metadata(&binary).while_doing("read", &binary)?.len(),
            packages: packages::count(&programs.folder, name, &["--locked"])?,
            cold: None,
        });
        console.say(&format!("built {name}"));
    }
    let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); one_call.len()];
    let empty = scratch.join("programs-cold");
    for run in 0..cold {
        for (program, costs) in one_call.iter().zip(&mut costs) {
            super::generation::clear(&empty)?;
            costs.push(programs.build(program.name, &empty)?);
            console.say(&format!("built {} from nothing, {}", program.name, run + 1));
        }
    }
    for (program, costs) in one_call.iter_mut().zip(costs) {
        program.cold = process::median(&costs);
    }
    Ok(Figures {
        one_call,
        calls: programs.calls(runs, console)?,
    })
}

struct Programs {
    folder: PathBuf,
    target: PathBuf,
}

impl Programs {
    fn build(&self, name: &str, target: &Path) -> Outcome<Cost> {
        let mut command = Command::new("cargo");
        command
            .args(["build", "--locked", "--release", "--package", name])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS");
        process::cost(&mut command)
    }

    fn binary(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }

    fn calls(&self, runs: usize, console: &mut Console<'_>) -> Outcome<Vec<Call>> {
        const NAME: &str = "many-calls";
        self.build(NAME, &self.target)?;
        let binary = self.binary(NAME);
        let mut found: Vec<Vec<[Said; 3]>> = CALLERS.iter().map(|_| Vec::new()).collect();
        for _ in 0..runs {
            for (who, found) in CALLERS.iter().zip(&mut found) {
                let run = |place: &str, calls: &str| {
                    said(Command::new(&binary).args([*who, place, calls]))
                };
                found.push([
                    run("in-process", "20000")?,
                    run("loopback", "20000")?,
                    run("at-once", "10000")?,
                ]);
            }
        }
        let mut calls = Vec::new();
        for (who, found) in CALLERS.into_iter().zip(found) {
            let middle = |figure: fn(&[Said; 3]) -> f64| {
                process::middle(found.iter().map(figure).collect()).unwrap_or_default()
            };
            calls.push(Call {
                who,
                allocations: middle(|[inside, ..]| inside.allocations),
                instructions: instructions(&binary, who)?,
                loopback_allocations: middle(|[_, loopback, _]| loopback.allocations),
                loopback_microseconds: middle(|[_, loopback, _]| loopback.microseconds),
                bytes_at_once: middle(|[.., at_once]| at_once.bytes),
            });
            console.say(&format!("called {who}"));
        }
        Ok(calls)
    }
}

fn said(command: &mut Command) -> Outcome<Said> {
    let words = process::words(command)?;
    serde_json::from_str(&words)
        .map_err(|error| Problem::new(format!("{command:?} said {words:?}: {error}")))
}

/// The instructions of one call: what more calls take, so that starting and ending count for nothing.
fn instructions(binary: &Path, who: &str) -> Outcome<Option<f64>> {
    const FEW: u32 = 1_000;
    const MANY: u32 = 3_000;
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Ok(None);
    }
    let counted = |calls: u32| {
        let mut command = Command::new("valgrind");
        command
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(binary)
            .args([who, "in-process", &calls.to_string()]);
        let words = process::words(&mut command)?;
        let collected = words
            .lines()
            .find_map(|line| line.split_once("Collected : "));
        let figure = collected.and_then(|(_, figure)| figure.trim().parse::<f64>().ok());
        figure.ok_or_else(|| Problem::new(format!("{command:?} counted nothing")))
    };
    let more = counted(MANY)? - counted(FEW)?;
    Ok(Some(more / f64::from(MANY - FEW)))
}

impl Figures {
    /// The figures as two tables.
    pub fn tables(&self, write: fn([&str; 6], &[[String; 6]]) -> String) -> String {
        let hand = self.one_call.first();
        let beside = |ours: f64, other: Option<f64>| match other {
            Some(other) if other > 0.0 => format!(" x{:.3}", ours / other),
            _ => String::new(),
        };
        let programs: Vec<[String; 6]> = self
            .one_call
            .iter()
            .map(|program| {
                let more = hand.map_or(0, |hand| {
                    program.bytes.cast_signed() - hand.bytes.cast_signed()
                });
                let cold = program.cold.map_or(String::new(), |cost| {
                    let hand = hand.and_then(|hand| hand.cold).map(|cost| cost.cpu);
                    format!("{:.1}{}", cost.cpu, beside(cost.cpu, hand))
                });
                [
                    program.name.to_owned(),
                    program.packages.to_string(),
                    program.bytes.to_string(),
                    format!("{:+} KiB", more / 1024),
                    cold,
                    program
                        .cold
                        .map_or(String::new(), |cost| format!("{:.1}", cost.wall)),
                ]
            })
            .collect();
        let by_hand = self.calls.first();
        let calls: Vec<[String; 6]> = self
            .calls
            .iter()
            .map(|call| {
                let instructions = call.instructions.map_or(String::new(), |count| {
                    let other = by_hand.and_then(|call| call.instructions);
                    format!("{count:.0}{}", beside(count, other))
                });
                [
                    call.who.to_owned(),
                    format!("{:.0}", call.allocations),
                    instructions,
                    format!("{:.0}", call.loopback_allocations),
                    format!("{:.1}", call.loopback_microseconds),
                    format!("{:.0}", call.bytes_at_once),
                ]
            })
            .collect();
        let one_call = write(
            [
                "program",
                "packages",
                "bytes",
                "more",
                "cold CPU s",
                "cold wall s",
            ],
            &programs,
        );
        let calls = write(
            [
                "call",
                "allocations",
                "instructions",
                "loopback allocations",
                "microseconds",
                "bytes at once",
            ],
            &calls,
        );
        format!("{one_call}\n{calls}")
    }
}
