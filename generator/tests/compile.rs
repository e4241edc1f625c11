//! Every client that the tests generate, compiled by the tools that its users have.

mod support;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::diagnostic::Severity;
use support::Case;
use toml_edit::DocumentMut;

/// Names a client or a part of its name, to look at those alone while one works on them.
const FILTER: &str = "CLIENTS";

#[test]
fn every_client_compiles_without_a_warning_and_behaves() {
    let (root, behaving) = workspace();
    let mut clippy = Command::new(env!("CARGO"));
    clippy
        .args([
            "clippy",
            "--offline",
            "--workspace",
            "--keep-going",
            "--lib",
            "--features",
            "testing",
        ])
        .current_dir(&root);
    if !behaving.is_empty() {
        clippy.args(["--test", "behaviour"]);
    }
    run(clippy.args(["--", "-D", "warnings", "-D", "clippy::all"]));
    run(Command::new(env!("CARGO"))
        .args(["doc", "--offline", "--workspace", "--no-deps"])
        .args(["--features", "testing"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .current_dir(&root));
    for name in tagged(&root) {
        check_subsets(&root, &name);
    }
    // What is sent and how replies are read needs no transport, and building one takes longer than all of this.
    let packages = behaving.iter().flat_map(|name| ["--package", name]);
    if !behaving.is_empty() {
        run(Command::new(env!("CARGO"))
            .args([
                "test",
                "--offline",
                "--no-default-features",
                "--no-fail-fast",
            ])
            // Each client has a test of its own that sends every request to a fake and gets every reply from one.
            .args(["--features", "testing", "--lib", "--test", "behaviour"])
            .args(packages)
            .current_dir(&root));
    }
}

/// The clients that have features by tag.
fn tagged(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root).expect("the workspace can be read");
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let mut tagged: Vec<String> = names.filter(|name| !tags(root, name).is_empty()).collect();
    tagged.sort();
    tagged
}

/// The features of a client that stand for tags.
fn tags(root: &Path, name: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root.join(name).join("Cargo.toml")).unwrap_or_default();
    let manifest: DocumentMut = manifest.parse().expect("the manifest is TOML");
    let features = manifest.get("features").and_then(|item| item.as_table());
    let names = features
        .into_iter()
        .flatten()
        .map(|(name, _)| name.to_owned());
    names.filter(|name| name.starts_with("tag-")).collect()
}

/// A client with no tag, and with each alone.
fn check_subsets(root: &Path, name: &str) {
    let mut sets = vec![String::new()];
    sets.extend(tags(root, name));
    for set in sets {
        run(Command::new(env!("CARGO"))
            .args([
                "clippy",
                "--offline",
                "--no-default-features",
                "--package",
                name,
            ])
            .args([
                "--features",
                &set,
                "--",
                "-D",
                "warnings",
                "-D",
                "clippy::all",
            ])
            .current_dir(root));
    }
}

/// One workspace of all clients, so that their dependencies are compiled once; and the clients whose behaviour is tested too:
/// those of fixtures with a `behaviour.rs`.
fn workspace() -> (PathBuf, Vec<String>) {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients");
    let mut clients = BTreeMap::from([("bundled".to_owned(), support::bundled("bundled"))]);
    for (kind, cases) in [("fixture", Case::fixtures()), ("reject", Case::rejects())] {
        for case in cases {
            let name = format!("{kind}-{}", case.name);
            // Two maps whose members stand beside each other in one query cannot be told apart.
            let output = case.generate(&name, case.name != "parameter-styles");
            let mut found = output.diagnostics.iter();
            if found.all(|found| found.code.severity() != Severity::Error) {
                clients.insert(name, output);
            }
        }
    }
    if let Some(seed) = support::seed() {
        clients.insert(
            "seed".to_owned(),
            Case::new("seed", seed).generate("seed", true),
        );
    }
    if let Ok(wanted) = env::var(FILTER) {
        clients.retain(|name, _| name.contains(&wanted));
        assert!(!clients.is_empty(), "no client is called `{wanted}`");
    }
    let mut files = BTreeMap::new();
    let mut behaving = Vec::new();
    for (name, output) in &clients {
        for (path, text) in output.scaffold.iter().chain(&output.files) {
            let text = match path.as_str() {
                "Cargo.toml" => member(text),
                _ => text.clone(),
            };
            files.insert(root.join(name).join(path), text);
        }
        let fixture = name.strip_prefix("fixture-").unwrap_or_default();
        let behaviour = support::folder("fixtures")
            .join(fixture)
            .join("behaviour.rs");
        if let (false, Ok(text)) = (fixture.is_empty(), fs::read_to_string(behaviour)) {
            files.insert(root.join(name).join("tests/behaviour.rs"), text);
            behaving.push(name.clone());
        }
    }
    let members: Vec<&String> = clients.keys().collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    files.insert(root.join("Cargo.toml"), manifest);
    let locked = fs::read_to_string(repository.join("Cargo.lock")).expect("there is a lock file");
    files.insert(root.join("Cargo.lock"), locked);
    write(&root, &files);
    (root, behaving)
}

/// The manifest of a crate of its own, as one of a member, with what its test may use.
fn member(manifest: &str) -> String {
    let mut manifest: DocumentMut = manifest.parse().expect("the manifest is TOML");
    manifest.remove("workspace");
    manifest["dev-dependencies"] = toml_edit::Item::Table(toml_edit::Table::new());
    let tests: DocumentMut = TESTS.parse().expect("the dependencies are TOML");
    for (name, dependency) in tests.iter() {
        manifest["dev-dependencies"][name] = dependency.clone();
    }
    manifest.to_string()
}

/// What a fixture's `behaviour.rs` may use.
const TESTS: &str = r#"
bytes = "1"
http = "1"
serde = "1"
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt"] }
"#;

/// Writes what differs, so that what is unchanged is not compiled again, and removes what is left over.
fn write(root: &Path, files: &BTreeMap<PathBuf, String>) {
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("the workspace can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.is_file() && !files.contains_key(&path) {
                fs::remove_file(path).expect("a file that is left over can be removed");
            }
        }
    }
    for (path, text) in files {
        if fs::read_to_string(path).is_ok_and(|known| known == *text) {
            continue;
        }
        let folder = path.parent().expect("a file stands in a folder");
        fs::create_dir_all(folder).expect("the workspace can be written");
        fs::write(path, text).expect("the workspace can be written");
    }
}

/// Runs a tool, and fails with its words.
fn run(command: &mut Command) {
    let output = command
        .env(
            "CARGO_TARGET_DIR",
            // Sweeps compile their clients there too: dependencies are compiled once.
            Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("clients"),
        )
        // Nobody debugs these clients, and each run compiles them once.
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let words = String::from_utf8_lossy(&output.stderr);
    let tests = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{command:?}:\n{words}\n{tests}");
}
