//! The packages that a package needs.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::console::{Outcome, Problem, While};

/// How many packages the tree of one of the workspace in `folder` has, itself included; `options` go to `cargo tree`.
pub fn count(folder: &Path, package: &str, options: &[&str]) -> Outcome<usize> {
    let output = Command::new("cargo")
        .args(["tree", "--package", package, "--edges", "normal"])
        .args(["--prefix", "none", "--no-dedupe", "--format", "{p}"])
        .args(options)
        .current_dir(folder)
        .output()
        .while_doing("run cargo in", folder)?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        let words = words.lines().next().unwrap_or_default();
        return Err(Problem::new(format!("cargo tree: {words}")));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    // A path stands behind the name and version of the packages of this workspace.
    let names: BTreeSet<_> = text.lines().map(|line| line.split(" (").next()).collect();
    Ok(names.len())
}
