use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::{Disk, Lock, Recovery, Staged, apply, is_pending, recover, write_all};
use crate::tree::{self, Change};
use generator::Output;

/// Every file and directory below `root`, except for git's.
fn snapshot(root: &Path) -> BTreeMap<String, Option<String>> {
    let mut found = BTreeMap::new();
    let mut directories = vec![String::new()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(root.join(&directory)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{directory}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                found.insert(format!("{path}/"), None);
                directories.push(format!("{path}/"));
            } else {
                let text = fs::read_to_string(entry.path()).unwrap();
                found.insert(path, Some(text));
            }
        }
    }
    found
}

/// A crate in one of three states. From 0 to 1 everything happens that can: files are added, changed and removed, a file
/// becomes a directory, a directory goes away, and the manifest is edited.
fn output(state: u8) -> Output {
    let mut output = Output::default();
    let mut add = |path: &str, text: String| output.files.insert(path.to_owned(), text);
    add("src/generated/mod.rs", format!("// state {state}\n"));
    add("src/generated/same.rs", "// the same\n".to_owned());
    for index in 0..6 {
        let path = format!("src/generated/stays/file{index}.rs");
        add(&path, format!("// {index}, state {state}\n"));
    }
    for index in 0..4 {
        let path = match state {
            0 => format!("src/generated/old/file{index}.rs"),
            _ => format!("src/generated/new/file{}.rs", index + 2),
        };
        add(&path, format!("// {index} of {state}\n").repeat(40));
    }
    match state {
        0 => add("src/generated/turns", "a file\n".to_owned()),
        1 => add("src/generated/turns/mod.rs", "a directory\n".to_owned()),
        _ => None,
    };
    output.scaffold.insert(
        "Cargo.toml".to_owned(),
        "[package]\nname = \"a\"\n".to_owned(),
    );
    output
        .scaffold
        .insert("src/lib.rs".to_owned(), "mod generated;\n".to_owned());
    let list = vec![format!("in-{state}")];
    output.manifest.features.insert("state".to_owned(), list);
    output
}

fn bring(disk: &Disk, root: &Path, state: u8) -> bool {
    let output = output(state);
    let changes = tree::compare(root, &output).unwrap().changes;
    apply(disk, root, &changes).is_ok()
}

/// A crate in state 0 whose run to state 1 was killed once its journal was there, and nothing else had happened.
fn killed_with_journal() -> TempDir {
    (0..1000)
        .find_map(|steps| {
            let crate_ = TempDir::new().unwrap();
            bring(&Disk::default(), crate_.path(), 0);
            bring(&Disk::stopping_after(steps), crate_.path(), 1);
            let journal = crate_.path().join(".generate/journal.json");
            journal.exists().then_some(crate_)
        })
        .unwrap()
}

#[test]
fn a_run_that_stops_after_any_step_can_be_finished_or_undone() {
    let old = TempDir::new().unwrap();
    bring(&Disk::default(), old.path(), 0);
    let old = snapshot(old.path());
    let new = TempDir::new().unwrap();
    bring(&Disk::default(), new.path(), 0);
    bring(&Disk::default(), new.path(), 1);
    let new = snapshot(new.path());
    assert_ne!(old, new);

    let mut undone = 0;
    let mut finished = 0;
    for steps in 0.. {
        let crate_ = TempDir::new().unwrap();
        let root = crate_.path();
        bring(&Disk::default(), root, 0);
        if bring(&Disk::stopping_after(steps), root, 1) {
            assert_eq!(snapshot(root), new);
            break;
        }
        // The next run is killed too, and the one after it, each a step later.
        for again in 0..4 {
            let _ = recover(&Disk::stopping_after(again), root);
        }
        let recovery = recover(&Disk::default(), root).unwrap();
        let tree = snapshot(root);
        if tree == old {
            assert_ne!(recovery, Recovery::Finished, "after {steps} steps");
            undone += 1;
        } else {
            assert_eq!(tree, new, "after {steps} steps");
            finished += 1;
        }
        assert!(!is_pending(root));
    }
    // Both ways out were taken, many times each.
    assert!(undone > 20 && finished > 20, "{undone} and {finished}");
}

#[test]
fn a_whole_crate_that_stops_after_any_step_is_there_or_not() {
    let whole = TempDir::new().unwrap();
    bring(&Disk::default(), whole.path(), 0);
    let whole = snapshot(whole.path());
    for steps in 0.. {
        let crate_ = TempDir::new().unwrap();
        if bring(&Disk::stopping_after(steps), crate_.path(), 0) {
            break;
        }
        recover(&Disk::default(), crate_.path()).unwrap();
        let tree = snapshot(crate_.path());
        assert!(tree.is_empty() || tree == whole, "after {steps} steps");
    }
}

#[test]
fn a_large_crate_is_there_or_not() {
    let changes: Vec<Change<'_>> = (0..900)
        .map(|file| Change {
            path: format!("src/generated/models{}/file{file:03}.rs", file / 300),
            before: None,
            after: Some(format!("// {file}\n").into()),
        })
        .collect();
    for steps in [0, 500, 1_000, 1_700, u32::MAX] {
        let crate_ = TempDir::new().unwrap();
        let done = apply(&Disk::stopping_after(steps), crate_.path(), &changes).is_ok();
        assert_eq!(done, steps == u32::MAX);
        recover(&Disk::default(), crate_.path()).unwrap();
        let mut expected = 0;
        if done {
            for change in &changes {
                let text = fs::read_to_string(crate_.path().join(&change.path)).unwrap();
                assert_eq!(Some(text.as_str()), change.after.as_deref());
            }
            // `src`, `generated`, and three below them.
            expected = changes.len() + 5;
        }
        assert_eq!(
            snapshot(crate_.path()).len(),
            expected,
            "after {steps} steps"
        );
    }
}

#[test]
fn a_file_that_cannot_be_staged_stops_a_large_run() {
    for bad in [0, 150, 250, 399] {
        let directory = TempDir::new().unwrap();
        let texts: Vec<Staged<'_>> = (0..400)
            .map(|file| Staged {
                path: if file == bad {
                    directory.path().join("missing/file")
                } else {
                    directory.path().join(format!("file{file}"))
                },
                text: "text",
                instead_of: None,
                safely: false,
            })
            .collect();
        assert!(write_all(&Disk::default(), &texts).is_err(), "{bad}");
    }
}

/// The test runs itself once more as the process to kill: with this variable set, it writes one state after the other.
const VICTIM: &str = "XTASK_TEST_VICTIM";
const READY: &str = "about to write";

#[test]
fn a_process_that_is_killed_at_any_moment_leaves_one_of_two_trees() {
    if let Some(root) = std::env::var_os(VICTIM) {
        let root = Path::new(&root);
        let _lock = Lock::exclusive(root).unwrap();
        println!("\n{READY}");
        for state in [2, 1].into_iter().cycle() {
            bring(&Disk::default(), root, state);
        }
    }

    let crate_ = TempDir::new().unwrap();
    let root = crate_.path();
    let mut trees = Vec::new();
    for state in [1, 2] {
        bring(&Disk::default(), root, state);
        trees.push(snapshot(root));
    }
    let name = "write::tests::a_process_that_is_killed_at_any_moment_leaves_one_of_two_trees";
    let mut interrupted = 0;
    for round in 0..15_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([name, "--exact", "--nocapture"])
            .env(VICTIM, root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.map_while(Result::ok).any(|line| line == READY));
        // No two rounds hit the same moment of the child's loop.
        std::thread::sleep(Duration::from_micros(round * 7_919 % 40_000));
        // SIGKILL: the child cannot clean up.
        child.kill().unwrap();
        child.wait().unwrap();

        let _lock = Lock::exclusive(root).expect("the dead process's lock is gone");
        if recover(&Disk::default(), root).unwrap() != Recovery::Nothing {
            interrupted += 1;
        }
        let tree = snapshot(root);
        assert!(trees.contains(&tree), "round {round}: {tree:#?}");
    }
    assert!(interrupted > 0, "no round hit a run at work");
}

#[test]
fn two_runs_do_not_share_a_crate() {
    let crate_ = TempDir::new().unwrap();
    let first = Lock::exclusive(crate_.path()).unwrap();
    for second in [Lock::exclusive(crate_.path()), Lock::shared(crate_.path())] {
        let words = second.unwrap_err().to_string();
        assert!(words.starts_with("another run is at work in "), "{words}");
    }
    drop(first);
    let _reader = Lock::shared(crate_.path()).unwrap();
    Lock::shared(crate_.path()).unwrap();
    assert!(Lock::exclusive(crate_.path()).is_err());
}

#[test]
fn an_edit_made_after_a_kill_is_kept() {
    let crate_ = killed_with_journal();
    let root = crate_.path();
    let edited = "[package]\nname = \"mine\"\n";
    fs::write(root.join("Cargo.toml"), edited).unwrap();

    assert_eq!(recover(&Disk::default(), root).unwrap(), Recovery::Finished);
    assert_eq!(fs::read_to_string(root.join("Cargo.toml")).unwrap(), edited);
    let module = fs::read_to_string(root.join("src/generated/mod.rs")).unwrap();
    assert_eq!(module, "// state 1\n");
}

#[test]
fn a_directory_made_after_a_kill_gets_what_was_staged_for_it() {
    let crate_ = killed_with_journal();
    let root = crate_.path();
    let made = root.join("src/generated/new");
    assert!(!made.exists());
    fs::create_dir(&made).unwrap();
    fs::write(made.join("file2.rs"), "// edited\n").unwrap();

    assert_eq!(recover(&Disk::default(), root).unwrap(), Recovery::Finished);
    let whole = TempDir::new().unwrap();
    bring(&Disk::default(), whole.path(), 0);
    bring(&Disk::default(), whole.path(), 1);
    assert_eq!(snapshot(root), snapshot(whole.path()));
}

#[test]
fn what_is_made_in_the_way_after_a_kill_is_named_until_it_is_moved() {
    // (what is made, as a directory if it ends with a slash; what is said)
    let cases = [
        (
            "src/generated/new",
            "new is a file where a directory belongs: move it away",
        ),
        (
            "src/generated/new/file2.rs/",
            "file2.rs is a directory where a file belongs: move it away",
        ),
    ];
    for (path, words) in cases {
        let crate_ = killed_with_journal();
        let root = crate_.path();
        let made = root.join(path);
        if path.ends_with('/') {
            fs::create_dir_all(&made).unwrap();
        } else {
            fs::write(&made, "mine\n").unwrap();
        }
        for _ in 0..2 {
            let said = recover(&Disk::default(), root).unwrap_err().to_string();
            assert!(said.ends_with(words), "{said}");
        }
        fs::rename(&made, root.join("moved")).unwrap();
        assert_eq!(recover(&Disk::default(), root).unwrap(), Recovery::Finished);
        assert!(root.join("src/generated/new/file2.rs").is_file());
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let crate_ = TempDir::new().unwrap();
    let generated = crate_.path().join("src/generated");
    fs::create_dir_all(&generated).unwrap();
    let made = Command::new("mkfifo")
        .arg(generated.join("mod.rs"))
        .status();
    assert!(made.unwrap().success());
    let said = tree::compare(crate_.path(), &output(1))
        .unwrap_err()
        .to_string();
    assert!(
        said.ends_with("mod.rs is neither a file nor a directory: move it away"),
        "{said}"
    );
}

#[test]
fn nothing_to_change_touches_nothing() {
    let crate_ = TempDir::new().unwrap();
    bring(&Disk::default(), crate_.path(), 0);
    let same = output(0);
    assert_eq!(tree::compare(crate_.path(), &same).unwrap().changes, []);
    assert!(bring(&Disk::stopping_after(0), crate_.path(), 0));
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_never_followed() {
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("mine.rs"), "mine\n").unwrap();
    // (where the link stands, what is said about it; nothing where it only is left alone)
    let cases = [
        ("src", Some("src is a symbolic link")),
        ("src/generated", Some("src/generated is a symbolic link")),
        (
            "src/generated/new",
            Some("src/generated/new is a symbolic link"),
        ),
        ("src/generated/extra", None),
    ];
    for (link, expected) in cases {
        let crate_ = TempDir::new().unwrap();
        let at = crate_.path().join(link);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(outside.path(), &at).unwrap();
        let output = output(1);
        let compared = tree::compare(crate_.path(), &output);
        let result = compared.and_then(|found| {
            assert_eq!(found.foreign, [link]);
            apply(&Disk::default(), crate_.path(), &found.changes)
        });
        match (result, expected) {
            (Ok(()), None) => {}
            (Err(problem), Some(words)) => {
                let said = problem.to_string();
                assert!(said.contains(words), "{said}");
                assert!(!is_pending(crate_.path()));
            }
            (result, expected) => panic!("{link}: {result:?}, expected {expected:?}"),
        }
        let names: Vec<_> = fs::read_dir(outside.path()).unwrap().collect();
        assert_eq!(names.len(), 1, "{link}");
        assert!(at.is_symlink(), "{link}");
    }
}

#[test]
fn what_is_in_the_way_is_refused_before_anything_happens() {
    // (a path to make first, as a directory if it ends with a slash; what is said)
    let cases = [
        ("src/generated/mod.rs/", "a directory where a file belongs"),
        ("src", "a file where a directory belongs"),
        (".generate", "is not a directory"),
    ];
    for (path, words) in cases {
        let crate_ = TempDir::new().unwrap();
        let root = crate_.path();
        if let Some(directory) = path.strip_suffix('/') {
            fs::create_dir_all(root.join(directory)).unwrap();
        } else {
            fs::write(root.join(path), "").unwrap();
        }
        let before = snapshot(root);
        let output = output(1);
        let result = recover(&Disk::default(), root)
            .and_then(|_| tree::compare(root, &output))
            .and_then(|found| apply(&Disk::default(), root, &found.changes));
        let said = result.unwrap_err().to_string();
        assert!(said.contains(words), "{path}: {said}");
        assert_eq!(snapshot(root), before, "{path}");
    }
}

#[test]
fn a_file_of_ones_own_is_safe_from_a_power_failure_before_it_is_put_in_place() {
    let waited_for = |path: &str, before: Option<&str>| {
        let crate_ = TempDir::new().unwrap();
        let place = crate_.path().join(path);
        if let Some(before) = before {
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(&place, before).unwrap();
        }
        let change = |path: &str, before: Option<&str>| Change {
            path: path.to_owned(),
            before: before.map(|text| text.as_bytes().to_vec()),
            after: Some("new".into()),
        };
        let changes = [change(path, before), change("src/generated/a.rs", None)];
        let disk = Disk::default();
        apply(&disk, crate_.path(), &changes).unwrap();
        assert_eq!(fs::read_to_string(place).unwrap(), "new");
        disk.safe.lock().unwrap().clone()
    };
    let nothing: [&str; 0] = [];
    assert_eq!(waited_for("src/generated/b.rs", Some("old")), nothing);
    let safe = ["0.new", "journal.draft"];
    assert_eq!(waited_for("Cargo.toml", Some("old")), safe);
    // Half of a crate that has just begun would count as the user's own.
    assert_eq!(waited_for("Cargo.toml", None), safe);
}

#[test]
fn a_journal_that_never_reached_the_disk_counts_for_nothing() {
    for text in [&b""[..], b"\0\0\0\0", br#"{"remove": ["src/gen"#] {
        let crate_ = TempDir::new().unwrap();
        fs::write(crate_.path().join("mine"), "mine").unwrap();
        let before = snapshot(crate_.path());
        fs::create_dir(crate_.path().join(".generate")).unwrap();
        fs::write(crate_.path().join(".generate/journal.json"), text).unwrap();
        fs::write(crate_.path().join(".generate/0.new"), "").unwrap();
        let recovery = recover(&Disk::default(), crate_.path()).unwrap();
        assert_eq!(recovery, Recovery::Cleared);
        assert_eq!(snapshot(crate_.path()), before);
    }
}

#[test]
fn a_journal_cannot_lead_out_of_the_crate() {
    let damaged = [
        "{}",
        r#"{"remove": ["../x"], "write": []}"#,
        r#"{"remove": [], "write": [{"path": "/etc/x", "staged": "0.new", "before": null}]}"#,
        r#"{"remove": [], "write": [{"path": "src/x", "staged": "../../x", "before": null}]}"#,
    ];
    for text in damaged {
        let crate_ = TempDir::new().unwrap();
        fs::create_dir(crate_.path().join(".generate")).unwrap();
        fs::write(crate_.path().join(".generate/journal.json"), text).unwrap();
        let before = snapshot(crate_.path());
        let said = recover(&Disk::default(), crate_.path()).unwrap_err();
        assert!(said.to_string().contains("is damaged"), "{said}");
        assert_eq!(snapshot(crate_.path()), before);
    }
    // A removal outside the generator's own directory is no step of ours.
    let crate_ = TempDir::new().unwrap();
    fs::write(crate_.path().join("mine"), "").unwrap();
    fs::create_dir(crate_.path().join(".generate")).unwrap();
    let text = r#"{"remove": ["mine"], "write": []}"#;
    fs::write(crate_.path().join(".generate/journal.json"), text).unwrap();
    recover(&Disk::default(), crate_.path()).unwrap();
    assert!(crate_.path().join("mine").exists());
}
