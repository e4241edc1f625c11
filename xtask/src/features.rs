//! `cargo xtask features`: every two features of the client work together, and its tree of packages stays small.

use std::fs;
use std::path::Path;
use std::process::Command;

use toml_edit::DocumentMut;

use crate::console::{Console, Exit, Outcome, Problem, While};
use crate::packages;

/// The client's package.
const PACKAGE: &str = "bandwidth-mfa";

/// The most packages in the client's tree, by the features that are on.
const MOST_PACKAGES: [(&[&str], usize); 3] = [
    (&["--no-default-features"], 20),
    (&["--no-default-features", "--features", "blocking"], 40),
    (&[], 94),
];

/// What the command is told.
#[derive(clap::Args)]
pub struct Arguments {
    /// A feature to leave out, for machines that lack what it needs.
    #[arg(long, value_name = "FEATURE")]
    skip: Vec<String>,
}

/// Checks the client with no feature, each feature alone and every two of them, and counts its packages.
pub fn run(arguments: &Arguments, root: &Path, console: &mut Console<'_>) -> Exit {
    match check(arguments, root, console) {
        Ok(()) => Exit::Done,
        Err(problem) => console.fail(&problem),
    }
}

fn check(arguments: &Arguments, root: &Path, console: &mut Console<'_>) -> Outcome<()> {
    let manifest = root.join("generated-client/Cargo.toml");
    let text = fs::read_to_string(&manifest).while_doing("read", &manifest)?;
    let mut features = features(&text)?;
    features.retain(|feature| !arguments.skip.contains(feature));
    for (options, most) in MOST_PACKAGES {
        let found = packages::count(root, PACKAGE, options)?;
        console.say(&format!(
            "packages {found} of {most} at the most, with {options:?}"
        ));
        if found > most {
            let words = format!("{found} packages with {options:?}, more than {most}");
            return Err(Problem::new(words));
        }
    }
    for set in sets(&features) {
        let set = set.join(",");
        console.say(&format!("features [{set}]"));
        let mut clippy = Command::new("cargo");
        clippy
            .args(["clippy", "--quiet", "--package", PACKAGE])
            .args(["--no-default-features", "--features", &set])
            .args(["--", "-D", "warnings"])
            .current_dir(root);
        let status = clippy.status().while_doing("run cargo in", root)?;
        if !status.success() {
            let words = format!("the client does not compile cleanly with [{set}]");
            return Err(Problem::new(words));
        }
    }
    Ok(())
}

/// The features of a manifest, in its order, but for `default`.
fn features(manifest: &str) -> Outcome<Vec<String>> {
    let problem = || Problem::new("the client's manifest has no features");
    let document: DocumentMut = manifest.parse().map_err(|_| problem())?;
    let table = document.get("features").and_then(|item| item.as_table());
    let names = table.ok_or_else(problem)?.iter().map(|(name, _)| name);
    Ok(names
        .filter(|name| *name != "default")
        .map(str::to_owned)
        .collect())
}

/// No feature, each feature, and every two of them.
fn sets(features: &[String]) -> Vec<Vec<&str>> {
    let mut sets = vec![Vec::new()];
    sets.extend(features.iter().map(|feature| vec![feature.as_str()]));
    for (index, one) in features.iter().enumerate() {
        let others = features.iter().skip(index + 1);
        sets.extend(others.map(|other| vec![one.as_str(), other.as_str()]));
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::{features, sets};

    #[test]
    fn every_two_features_are_checked_together_once() {
        let manifest = "[features]\ndefault = [\"b\"]\na = []\nb = []\nc = []\n";
        let features = features(manifest).unwrap();
        let expected: [&[&str]; 7] = [
            &[],
            &["a"],
            &["b"],
            &["c"],
            &["a", "b"],
            &["a", "c"],
            &["b", "c"],
        ];
        assert_eq!(sets(&features), expected);
    }

    #[test]
    fn a_manifest_without_features_is_an_error() {
        assert!(features("[package]\n").is_err());
        assert!(features("[features").is_err());
    }
}
