//! The rules of this package that no compiler holds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use generator::emit::runtime::{FILES, is_known};

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with its text.
fn files(folder: &Path, extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("a folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(extension) {
                let text = fs::read_to_string(&path).expect("the file is text");
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The stages in the order in which `lib.rs` names them.
fn stages(lib: &str) -> Vec<&str> {
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod "));
    modules.filter_map(|line| line.strip_suffix(';')).collect()
}

/// The stages that a text imports, or names by a path.
fn imported(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for rest in text.split("crate::").skip(1) {
        let end = rest.find(|one: char| !one.is_alphanumeric() && one != '_');
        found.insert(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default());
    }
    found
}

#[test]
fn imports_point_one_way() {
    let lib = fs::read_to_string(package().join("src/lib.rs")).expect("there is a library");
    let stages = stages(&lib);
    assert!(stages.len() > 10, "{stages:?}");
    let place = |stage: &str| stages.iter().position(|known| *known == stage);
    let mut wrong = Vec::new();
    let mut checked = 0;
    for (path, text) in files(&package().join("src"), ".rs") {
        let relative = path
            .strip_prefix(package().join("src"))
            .expect("it lies below");
        let first = relative.components().next().expect("a file has a name");
        let own = first.as_os_str().to_string_lossy();
        let own = own.trim_end_matches(".rs");
        if own == "lib" {
            continue;
        }
        let own_place = place(own).unwrap_or_else(|| panic!("{own} is no stage"));
        // `super::` out of a stage's root file would be a way around.
        let around = own == relative.to_string_lossy().trim_end_matches(".rs")
            && text.lines().any(|line| line.starts_with("use super::"));
        if around {
            wrong.push(format!("{} imports by `super`", relative.display()));
        }
        for stage in imported(&text) {
            checked += 1;
            // What is below the stages, such as `Client` in generated documentation, is none.
            if place(stage).is_some_and(|at| at > own_place) {
                wrong.push(format!("{} imports {stage}", relative.display()));
            }
        }
    }
    assert!(checked > 50, "the imports were not found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_in_the_generator_panics_on_purpose() {
    const REFUSED: [&str; 7] = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "todo!(",
        "unimplemented!(",
        "unreachable!(",
        "dbg!(",
    ];
    let mut found = Vec::new();
    for (path, text) in files(&package().join("src"), ".rs") {
        for (line, number) in text.lines().zip(1..) {
            if REFUSED.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{number}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn each_runtime_file_is_found_by_its_name() {
    // Looked for where the order of names would have it.
    let lost = FILES.iter().filter(|file| !is_known(file.name));
    let lost: Vec<_> = lost.map(|file| file.name).collect();
    assert!(lost.is_empty(), "out of order: {lost:?}");
}

#[test]
fn runtime_files_import_each_other_where_that_is_looked_for() {
    for file in FILES {
        let all = file.text.matches("use super::").count();
        let found = file.text.matches("\nuse super::").count();
        assert_eq!(
            found, all,
            "{}: within a function, or at the very top",
            file.name
        );
    }
}

#[test]
fn names_keep_off_what_generated_files_import() {
    const CALLS: [&str; 2] = ["imports.item(\"", "imports.runtime(\""];
    let table = package().join("src/names/imports.rs");
    let table = fs::read_to_string(table).expect("there is a table");
    let mut missing = BTreeSet::new();
    let mut checked = 0;
    for (path, text) in files(&package().join("src/emit"), ".rs") {
        // Nothing in the files of services has a name that the document chooses.
        if path.to_string_lossy().contains("emit/service/") {
            continue;
        }
        for call in CALLS.iter().flat_map(|call| text.split(call).skip(1)) {
            let arguments = call.split_once(')').expect("the call ends").0;
            let path = arguments.trim_end_matches('"');
            let name = path.rsplit([':', '"']).next().expect("it has a name");
            let is_type = name.starts_with(|first: char| first.is_ascii_uppercase());
            if is_type && !table.contains(&format!("(\"{name}\", ")) {
                missing.insert(name.to_owned());
            }
            checked += 1;
        }
    }
    assert!(checked > 50, "the imports were not found");
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn each_snapshot_has_its_test_and_none_waits() {
    let tests = package().join("tests");
    let waiting = files(&tests, ".snap.new");
    assert!(waiting.is_empty(), "waiting: {waiting:?}");
    let left: Vec<PathBuf> = files(&tests, ".snap")
        .into_iter()
        .map(|(path, _)| path)
        .filter(|path| !is_used(&tests, path))
        .collect();
    assert!(left.is_empty(), "left over: {left:#?}");
}

/// Whether a snapshot lies beside the document that it is of, or bears the name of a test.
fn is_used(tests: &Path, snapshot: &Path) -> bool {
    let relative = snapshot.strip_prefix(tests).expect("it lies below");
    let parts: Vec<String> = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts.as_slice() {
        ["fixtures", fixture, "client.snap"] => tests
            .join("fixtures")
            .join(fixture)
            .join("openapi.yaml")
            .is_file(),
        ["rejects", file] => snapshot
            .with_file_name(file.replace(".snap", ".yaml"))
            .is_file(),
        [target, "snapshots", file] => is_of_test(&tests.join(target), file),
        [target, file] => {
            let name = format!("\"{}\"", file.trim_end_matches(".snap"));
            files(&tests.join(target), ".rs")
                .iter()
                .any(|(_, text)| text.contains(&name))
        }
        _ => false,
    }
}

/// `front__check__some_test-2.snap` is the second snapshot of `fn some_test` in `check.rs`.
fn is_of_test(target: &Path, file: &str) -> bool {
    let mut parts = file.trim_end_matches(".snap").split("__").skip(1);
    let (Some(module), Some(name)) = (parts.next(), parts.next()) else {
        return false;
    };
    let name = match name.rsplit_once('-') {
        Some((name, number)) if number.parse::<u32>().is_ok() => name,
        _ => name,
    };
    let Ok(text) = fs::read_to_string(target.join(format!("{module}.rs"))) else {
        return false;
    };
    // A helper of the test may do the comparing: it is the test that gives the name.
    let by_function = text.contains(&format!("fn {name}()")) && text.contains("_snapshot!(");
    by_function || text.contains(&format!("\"{name}\""))
}
