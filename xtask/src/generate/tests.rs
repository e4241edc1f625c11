use std::fs;
use std::path::{Path, PathBuf};

use generator::diagnostic::{Code, Diagnostic};
use tempfile::TempDir;

use super::{Arguments, run};
use crate::console::{Console, Exit};
use crate::write::Lock;
use generator::lower::Formats;
use generator::manifest::Dependency;
use generator::{Input, Options, Output};

/// Stands in for the generator: a file that repeats the document, and a crate around it.
fn engine(input: &Input<'_>, options: &Options) -> Output {
    let mut output = Output::default();
    let file = output.sources.add(input.spec.0, input.spec.1);
    let origin = output.origins.root(file);
    for (word, code) in [("broken", Code::Syntax), ("odd", Code::JsonFallback)] {
        if input.spec.1.contains(word) {
            let found = Diagnostic::new(code, origin, format!("the document is {word}"));
            output.diagnostics.push(found);
        }
    }
    let package = options.package.as_deref().unwrap_or("from-title");
    let overlay = input.overlay.map_or("none", |(name, _)| name);
    let text = format!("// {package}, overlay {overlay}\n// {}\n", input.spec.1);
    output.files.insert("src/generated/mod.rs".to_owned(), text);
    output.manifest.formats = options.formats;
    output.manifest.dependencies.push(Dependency {
        name: "bytes".to_owned(),
        version: "1".to_owned(),
        features: Vec::new(),
        default_features: true,
        optional: false,
    });
    output.recursion_limit = input.spec.1.contains("deep").then_some(256);
    output.summary.title = "Pets".to_owned();
    output.summary.version = "1.2.3".to_owned();
    output.summary.operations = 1;
    if options.scaffold {
        let manifest = format!("[package]\nname = \"{package}\"\n");
        output.scaffold.insert("Cargo.toml".to_owned(), manifest);
        output
            .scaffold
            .insert("src/lib.rs".to_owned(), "mod generated;\n".to_owned());
    }
    output
}

/// A workspace with a bundled document and its client.
struct Workspace(TempDir);

impl Workspace {
    fn new() -> Self {
        let directory = TempDir::new().unwrap();
        let workspace = Self(directory);
        workspace.write("spec/bandwidth-mfa.yaml", "bundled");
        workspace.write("spec/overlay.yaml", "decisions");
        workspace.write("generated-client/Cargo.toml", "[package]\nname = \"sdk\"\n");
        workspace
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Runs the command: how it ended, what it printed, what it warned of. Times and the workspace's own path are left out.
    fn run(&self, arguments: &Arguments) -> (Exit, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console::new(&mut out, &mut err, false);
        let exit = run(arguments, self.0.path(), engine, &mut console);
        drop(console);
        let root = format!("{}/", self.0.path().display());
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap().replace(&root, "");
            let lines = text.lines().filter(|line| !line.starts_with("took    "));
            lines.fold(String::new(), |text, line| text + line + "\n")
        };
        (exit, text(out), text(err))
    }

    fn other(&self, spec: &str, out: &str) -> Arguments {
        Arguments {
            spec: Some(self.path(spec)),
            out: Some(self.path(out)),
            ..Arguments::default()
        }
    }
}

fn checking(arguments: Arguments) -> Arguments {
    Arguments {
        check: true,
        ..arguments
    }
}

#[test]
fn the_bundled_document_goes_into_the_sdk_and_a_second_run_writes_nothing() {
    let workspace = Workspace::new();
    workspace.write("generated-client/src/generated/gone/old.rs", "// old\n");
    workspace.write("generated-client/src/mine.rs", "// mine\n");
    let first = workspace.run(&Arguments::default());
    let expected = "\
read    spec/bandwidth-mfa.yaml: Pets 1.2.3
read    spec/overlay.yaml
change  generated-client/Cargo.toml
remove  generated-client/src/generated/gone/old.rs
add     generated-client/src/generated/mod.rs
wrote   2 files, removed 1
        1 file, 1 operation, 0 models, 0 error enums
";
    assert_eq!(first, (Exit::Done, expected.to_owned(), String::new()));
    assert_eq!(
        workspace.read("generated-client/src/generated/mod.rs"),
        "// sdk, overlay spec/overlay.yaml\n// bundled\n"
    );
    assert!(
        !workspace
            .path("generated-client/src/generated/gone")
            .exists()
    );
    assert!(!workspace.path("generated-client/.generate").exists());
    assert_eq!(workspace.read("generated-client/src/mine.rs"), "// mine\n");

    let (exit, out, err) = workspace.run(&Arguments::default());
    let line = out.lines().nth(2);
    assert_eq!(line, Some("wrote   nothing: generated-client is current"));
    assert_eq!((exit, err.as_str()), (Exit::Done, ""));
}

#[test]
fn a_check_shows_everything_stale_and_writes_nothing() {
    let workspace = Workspace::new();
    workspace.run(&Arguments::default());
    let (exit, out, _) = workspace.run(&checking(Arguments::default()));
    assert_eq!(
        (exit, out.lines().nth(2)),
        (Exit::Done, Some("generated-client is current"))
    );

    workspace.write("spec/bandwidth-mfa.yaml", "changed");
    workspace.write("generated-client/src/generated/extra.rs", "// extra\n");
    workspace.write("generated-client/Cargo.toml", "[package]\nname = \"sdk\"\n");
    let (exit, out, err) = workspace.run(&checking(Arguments::default()));
    let expected = "\
read    spec/bandwidth-mfa.yaml: Pets 1.2.3
read    spec/overlay.yaml
--- a/Cargo.toml
+++ b/Cargo.toml
@@ -1,2 +1,5 @@
 [package]
 name = \"sdk\"
+
+[dependencies]
+bytes = \"1\"
--- a/src/generated/extra.rs
+++ /dev/null
@@ -1 +0,0 @@
-// extra
--- a/src/generated/mod.rs
+++ b/src/generated/mod.rs
@@ -1,2 +1,2 @@
 // sdk, overlay spec/overlay.yaml
-// bundled
+// changed
generated-client: 3 files are stale
        1 file, 1 operation, 0 models, 0 error enums
";
    assert_eq!(
        (exit, out.as_str(), err.as_str()),
        (Exit::Stale, expected, "")
    );
    assert!(
        workspace
            .path("generated-client/src/generated/extra.rs")
            .exists()
    );
}

#[test]
fn another_document_becomes_a_whole_crate_once() {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", "pets");
    let arguments = workspace.other("pets.yaml", "new/pets");
    let (exit, out, _) = workspace.run(&checking(workspace.other("pets.yaml", "new/pets")));
    assert_eq!(exit, Exit::Stale, "{out}");
    assert!(!workspace.path("new").exists());

    assert_eq!(workspace.run(&arguments).0, Exit::Done);
    assert_eq!(
        workspace.read("new/pets/Cargo.toml"),
        "[package]\nname = \"from-title\"\n\n[dependencies]\nbytes = \"1\"\n"
    );
    assert_eq!(
        workspace.read("new/pets/src/generated/mod.rs"),
        "// from-title, overlay none\n// pets\n"
    );

    // From then on the crate is its owner's.
    fs::remove_file(workspace.path("new/pets/src/lib.rs")).unwrap();
    workspace.write("pets.yaml", "more pets");
    assert_eq!(workspace.run(&arguments).0, Exit::Done);
    assert!(!workspace.path("new/pets/src/lib.rs").exists());
    assert!(
        workspace
            .read("new/pets/src/generated/mod.rs")
            .contains("more pets")
    );
}

#[test]
fn arguments_that_make_no_sense_are_refused_in_one_line() {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", "pets");
    workspace.write("full/notes.txt", "mine");
    fs::write(workspace.path("latin1.yaml"), b"caf\xe9").unwrap();
    let pets = |out: &str| workspace.other("pets.yaml", out);
    let cases = [
        (
            Arguments {
                out: None,
                ..pets("x")
            },
            "error: --spec needs --out: the directory that the client goes into\n",
        ),
        (
            Arguments {
                package: Some("a".to_owned()),
                ..Arguments::default()
            },
            "error: --package needs --out: the directory that the client goes into\n",
        ),
        (
            Arguments {
                package: Some("9 lives".to_owned()),
                ..pets("x")
            },
            "error: --package \"9 lives\" is not a package name: a letter, then letters, digits, `-` and `_`\n",
        ),
        (
            Arguments {
                package: Some("other".to_owned()),
                ..pets("generated-client")
            },
            "error: generated-client already holds the package sdk: leave --package out\n",
        ),
        (
            pets("full"),
            "error: full has files but no Cargo.toml: name an empty directory, or one that holds a crate\n",
        ),
        (
            workspace.other("nothing.yaml", "x"),
            "error: cannot read nothing.yaml: No such file or directory (os error 2)\n",
        ),
        (
            workspace.other("latin1.yaml", "x"),
            "error: latin1.yaml:1:4: not UTF-8: save the file as UTF-8\n",
        ),
        (
            pets("pets.yaml"),
            "error: pets.yaml is a file: --out names a directory\n",
        ),
    ];
    for (arguments, words) in cases {
        for arguments in [checking(clone(&arguments)), arguments] {
            let (exit, out, err) = workspace.run(&arguments);
            assert_eq!((exit, out.as_str(), err.as_str()), (Exit::Error, "", words));
        }
    }
    assert!(!workspace.path("x").exists());
}

fn clone(arguments: &Arguments) -> Arguments {
    Arguments {
        root: None,
        spec: arguments.spec.clone(),
        overlay: arguments.overlay.clone(),
        out: arguments.out.clone(),
        package: arguments.package.clone(),
        formats: arguments.formats,
        check: arguments.check,
    }
}

#[test]
fn a_document_with_errors_changes_nothing_and_one_with_warnings_goes_on() {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", "broken");
    for arguments in [
        workspace.other("pets.yaml", "pets"),
        checking(workspace.other("pets.yaml", "pets")),
    ] {
        let (exit, out, err) = workspace.run(&arguments);
        assert_eq!((exit, out.as_str()), (Exit::Error, ""));
        assert!(err.contains("the document is broken"), "{err}");
        assert!(
            err.ends_with("error: nothing was written: 1 error\n"),
            "{err}"
        );
        assert!(!workspace.path("pets").exists());
    }
    workspace.write("pets.yaml", "odd");
    let (exit, out, err) = workspace.run(&workspace.other("pets.yaml", "pets"));
    assert_eq!(exit, Exit::Done);
    assert!(out.contains("\nfound   1 warning\n"), "{out}");
    assert!(err.contains("the document is odd"), "{err}");
}

#[test]
fn an_interrupted_run_is_said_by_a_check_and_dealt_with_by_the_next_run() {
    let workspace = Workspace::new();
    workspace.run(&Arguments::default());
    workspace.write("generated-client/.generate/0.new", "half a fi");
    let (exit, _, err) = workspace.run(&checking(Arguments::default()));
    let note = "note: a run was interrupted in generated-client: `cargo xtask generate` finishes or undoes it\n";
    assert_eq!((exit, err.as_str()), (Exit::Stale, note));
    assert!(workspace.path("generated-client/.generate/0.new").exists());

    let (exit, _, err) = workspace.run(&Arguments::default());
    let note = "note: cleared away what an interrupted run had left\n";
    assert_eq!((exit, err.as_str()), (Exit::Done, note));
    assert!(!workspace.path("generated-client/.generate").exists());
}

#[test]
fn a_crate_that_was_only_begun_is_finished_whatever_came_beside_it() {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", "pets");
    let journal =
        r#"{"remove": [], "write": [{"path": "Cargo.toml", "staged": "0.new", "before": null}]}"#;
    workspace.write("pets/.generate/journal.json", journal);
    workspace.write("pets/.generate/0.new", "[package]\nname = \"begun\"\n");
    workspace.write("pets/.editor/state", "open");
    let (exit, _, err) = workspace.run(&workspace.other("pets.yaml", "pets"));
    let note = "note: finished a run that had been interrupted\n";
    assert_eq!((exit, err.as_str()), (Exit::Done, note));
    assert!(
        workspace
            .read("pets/Cargo.toml")
            .contains("name = \"begun\"")
    );

    // One that had not come so far is thrown away, and what came beside it is in the way as ever.
    let workspace = Workspace::new();
    workspace.write("pets.yaml", "pets");
    workspace.write("pets/.generate/0.new", "half a fi");
    workspace.write("pets/.editor/state", "open");
    let (exit, _, err) = workspace.run(&workspace.other("pets.yaml", "pets"));
    assert_eq!(exit, Exit::Error);
    assert!(err.contains("has files but no Cargo.toml"), "{err}");
    assert!(!workspace.path("pets/.generate").exists());
}

#[test]
fn a_run_beside_another_is_refused() {
    let workspace = Workspace::new();
    let _lock = Lock::exclusive(Path::new(&workspace.path("generated-client"))).unwrap();
    for arguments in [Arguments::default(), checking(Arguments::default())] {
        let (exit, _, err) = workspace.run(&arguments);
        let words = "error: another run is at work in generated-client: wait until it is done\n";
        assert_eq!((exit, err.as_str()), (Exit::Error, words));
    }
}

#[test]
fn what_becomes_of_strings_is_kept_where_the_next_run_finds_it() {
    let workspace = Workspace::new();
    workspace.write("pets.yaml", "pets");
    let pets = workspace.other("pets.yaml", "pets");
    let asking = |formats| Arguments {
        formats: Some(formats),
        ..clone(&pets)
    };
    let kept = || {
        let manifest = workspace.read("pets/Cargo.toml");
        let kept = manifest.lines().find(|line| line.starts_with("formats"));
        kept.map(str::to_owned)
    };
    // (arguments, how the run ends, what the manifest says afterwards)
    let runs = [
        (asking(Formats::Typed), Exit::Done, "formats = \"typed\""),
        (clone(&pets), Exit::Done, "formats = \"typed\""),
        (checking(clone(&pets)), Exit::Done, "formats = \"typed\""),
        (
            checking(asking(Formats::Strings)),
            Exit::Stale,
            "formats = \"typed\"",
        ),
        (
            asking(Formats::Strings),
            Exit::Done,
            "formats = \"strings\"",
        ),
        (checking(clone(&pets)), Exit::Done, "formats = \"strings\""),
    ];
    for (arguments, ends, manifest) in runs {
        let (exit, _, err) = workspace.run(&arguments);
        assert_eq!((exit, err.as_str()), (ends, ""));
        assert_eq!(kept().as_deref(), Some(manifest));
    }
    let text =
        "[package]\nname = \"from-title\"\n[package.metadata.generator]\nformats = \"jiff\"\n";
    workspace.write("pets/Cargo.toml", text);
    let (exit, _, err) = workspace.run(&pets);
    let words = "error: pets/Cargo.toml:4:11: `package.metadata.generator.formats` is neither `strings` nor `typed`\n";
    assert_eq!((exit, err.as_str()), (Exit::Error, words));
}

#[test]
fn a_root_that_lets_the_compiler_look_too_little_is_named() {
    let workspace = Workspace::new();
    workspace.write("spec/bandwidth-mfa.yaml", "deep");
    let note = "note: types stand so deep within each other that the compiler may give up: set \
                `#![recursion_limit = \"256\"]` in generated-client/src/lib.rs\n";
    for (root, said) in [
        ("mod generated;\n", note),
        ("#![recursion_limit = \"128\"]\nmod generated;\n", note),
        ("#![recursion_limit = \"256\"]\nmod generated;\n", ""),
        ("#![recursion_limit = \"512\"]\nmod generated;\n", ""),
    ] {
        workspace.write("generated-client/src/lib.rs", root);
        for arguments in [Arguments::default(), checking(Arguments::default())] {
            let (exit, _, err) = workspace.run(&arguments);
            assert_eq!((exit, err.as_str()), (Exit::Done, said), "{root}");
        }
        assert_eq!(workspace.read("generated-client/src/lib.rs"), root);
    }
}
