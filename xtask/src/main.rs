//! The maintainers' commands: `cargo xtask <command>`.

mod bench;
mod check;
mod columns;
mod console;
mod features;
mod folder;
mod generate;
mod manifest;
mod packages;
mod sandbox;
mod settings;
mod sweep;
mod target;
mod text;
mod tree;
mod write;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use console::{Console, Exit};

/// Generating takes a quarter less of the processor's time than with the system's allocator. It does not ask for huge pages
/// (`no_thp`): clearing those was up to two fifths of a run's time where the kernel gives them to who asks, and twice the memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The maintainers' commands.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generates a client from an OpenAPI document; without arguments, the SDK from the bundled one.
    Generate(generate::Arguments),
    /// Checks that every two features of the SDK work together, and counts its packages.
    Features(features::Arguments),
    /// Serves the MFA sandbox on this machine, for trying logins without phones.
    Sandbox(sandbox::Arguments),
    /// Generates a client for every document of a directory, and says what became of each.
    Sweep(sweep::Arguments),
    /// Measures what generating clients costs, and what compiling them does, beside other generators.
    Bench(bench::Arguments),
    /// One document of a sweep, in a process of its own.
    #[command(hide = true)]
    SweepOne(sweep::OneArguments),
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            let text = error.to_string();
            eprintln!("{}", text.lines().next().unwrap_or_default());
            return Exit::Error.into();
        }
        Err(help) => {
            // Nothing is lost if nobody reads the help any more.
            let _ = help.print();
            return Exit::Done.into();
        }
    };
    let mut console = Console::standard();
    // Cargo builds this program anew wherever the workspace moves to.
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.parent().unwrap_or(package);
    match arguments.command {
        Command::Bench(arguments) => bench::run(&arguments, root, &mut console).into(),
        Command::Features(arguments) => features::run(&arguments, root, &mut console).into(),
        Command::Generate(arguments) => {
            generate::run(&arguments, root, generator::generate, &mut console).into()
        }
        Command::Sandbox(arguments) => sandbox::run(&arguments, root, &mut console).into(),
        Command::Sweep(arguments) => sweep::run(&arguments, root, &mut console).into(),
        Command::SweepOne(arguments) => sweep::one(&arguments, &mut console).into(),
    }
}
