//! Every client that the tests generate, compiled by the tools that its users have.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::diagnostic::Severity;
use support::Case;
use toml_edit::DocumentMut;

#[test]
fn every_client_compiles_without_a_warning() {
    let root = workspace();
    run(Command::new(env!("CARGO"))
        .args([
            "clippy",
            "--offline",
            "--workspace",
            "--all-targets",
            "--keep-going",
            "--",
        ])
        .args(["-D", "warnings", "-D", "clippy::all"])
        .current_dir(&root));
    run(Command::new(env!("CARGO"))
        .args(["doc", "--offline", "--workspace", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .current_dir(&root));
}

/// One workspace of all clients, so that their dependencies are compiled once.
fn workspace() -> PathBuf {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients");
    let mut clients = BTreeMap::from([("bundled".to_owned(), support::bundled("bundled"))]);
    for (kind, cases) in [("fixture", Case::fixtures()), ("reject", Case::rejects())] {
        for case in cases {
            let name = format!("{kind}-{}", case.name);
            let output = case.generate(&name);
            let mut found = output.diagnostics.iter();
            if found.all(|found| found.code.severity() != Severity::Error) {
                clients.insert(name, output);
            }
        }
    }
    if let Some(seed) = support::seed() {
        clients.insert("seed".to_owned(), Case::new("seed", seed).generate("seed"));
    }
    let mut files = BTreeMap::new();
    for (name, output) in &clients {
        for (path, text) in output.scaffold.iter().chain(&output.files) {
            let text = match path.as_str() {
                "Cargo.toml" => member(text),
                _ => text.clone(),
            };
            files.insert(root.join(name).join(path), text);
        }
    }
    let members: Vec<&String> = clients.keys().collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    files.insert(root.join("Cargo.toml"), manifest);
    let locked = fs::read_to_string(repository.join("Cargo.lock")).expect("there is a lock file");
    files.insert(root.join("Cargo.lock"), locked);
    write(&root, &files);
    root
}

/// The manifest of a crate of its own, as one of a member.
fn member(manifest: &str) -> String {
    let mut manifest: DocumentMut = manifest.parse().expect("the manifest is TOML");
    manifest.remove("workspace");
    manifest.to_string()
}

/// Writes what differs, so that what is unchanged is not compiled again, and removes what is left over.
fn write(root: &Path, files: &BTreeMap<PathBuf, String>) {
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("the workspace can be read").path();
            if path.is_dir() && path != root.join("target") {
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
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients/target"),
        )
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}:\n{words}");
}
