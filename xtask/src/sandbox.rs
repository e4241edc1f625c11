//! `cargo xtask sandbox`: the MFA service for trying logins, which is an example of the client's package.

use std::path::Path;
use std::process::Command;

use crate::console::{Console, Exit, While};

/// What the command is told.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub struct Arguments {
    /// What the sandbox itself is told; `--help` lists it.
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "OPTIONS"
    )]
    options: Vec<String>,
}

/// Builds the sandbox and runs it until it ends. This program contains nothing of the client: it has to work when that does not
/// compile.
pub fn run(arguments: &Arguments, root: &Path, console: &mut Console<'_>) -> Exit {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["run", "--quiet", "--package", "bandwidth-mfa"])
        .args(["--example", "sandbox", "--features", "testing"])
        // The caller's directory stays: paths among the options are meant from there.
        .arg("--manifest-path")
        .arg(root.join("Cargo.toml"))
        .arg("--")
        .args(&arguments.options);
    match cargo.status().while_doing("run cargo in", root) {
        Ok(status) if status.success() => Exit::Done,
        Ok(_) => Exit::Error,
        Err(problem) => console.fail(&problem),
    }
}
