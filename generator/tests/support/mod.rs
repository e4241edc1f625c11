//! The documents that are tests, and what the generator makes of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use generator::lower::Formats;
use generator::source::Files;
use generator::{Input, Options, Output};
use toml_edit::DocumentMut;

/// A document with its overlay.
pub struct Case {
    /// The folder of a fixture, the file of a reject.
    pub name: String,
    spec: String,
    overlay: Option<String>,
    formats: Formats,
    /// The folder that the document may refer into.
    folder: Folder,
}

/// The files below a folder.
#[derive(Debug)]
struct Folder(PathBuf);

impl Files for Folder {
    fn document(&self) -> &'static str {
        "openapi.yaml"
    }

    fn read(&self, path: &str) -> Result<Arc<str>, String> {
        let text = fs::read_to_string(self.0.join(path));
        text.map(Into::into)
            .map_err(|_| "there is no such file".to_owned())
    }
}

/// A folder beside the tests.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

impl Case {
    /// A document without an overlay.
    pub fn new(name: &str, spec: String) -> Self {
        Self {
            name: name.to_owned(),
            spec,
            overlay: None,
            formats: Formats::default(),
            folder: Folder(folder("rejects")),
        }
    }

    /// The documents of features, by name. One may have options of its own beside it.
    pub fn fixtures() -> Vec<Self> {
        let paths = entries("fixtures").into_iter().filter(|path| path.is_dir());
        let read = |path: PathBuf| Self {
            name: file_name(&path),
            spec: fs::read_to_string(path.join("openapi.yaml")).expect("a fixture has a document"),
            overlay: fs::read_to_string(path.join("overlay.yaml")).ok(),
            formats: formats(&path.join("options.toml")),
            folder: Folder(path),
        };
        paths.map(read).collect()
    }

    /// The documents that are wrong, or whose overlay is, by name. A file that belongs to none fails.
    pub fn rejects() -> Vec<Self> {
        let mut specs = Vec::new();
        let mut overlays = BTreeMap::new();
        for path in entries("rejects") {
            let file = file_name(&path);
            if let Some(name) = file.strip_suffix(".overlay.yaml") {
                overlays.insert(name.to_owned(), text(&path));
            } else if let Some(name) = file.strip_suffix(".yaml") {
                specs.push((name.to_owned(), text(&path)));
            } else {
                assert_eq!(
                    path.extension(),
                    Some("snap".as_ref()),
                    "{file} is no reject"
                );
            }
        }
        let case = |(name, spec)| Self {
            overlay: overlays.remove(&name),
            name,
            spec,
            formats: Formats::default(),
            folder: Folder(folder("rejects")),
        };
        let cases = specs.into_iter().map(case).collect();
        assert!(overlays.is_empty(), "overlays of nothing: {overlays:?}");
        cases
    }

    /// Its texts.
    pub fn input(&self) -> Input<'_> {
        let overlay = self.overlay.as_deref();
        Input {
            spec: ("openapi.yaml", &self.spec),
            overlay: overlay.map(|text| ("overlay.yaml", text)),
            files: Some(&self.folder),
        }
    }

    /// The whole crate that comes of it, and a test that tries every request and every reply if there is to be a `trial`.
    pub fn generate(&self, package: &str, trial: bool) -> Output {
        let options = Options {
            package: Some(package.to_owned()),
            scaffold: true,
            trial,
            formats: self.formats,
            ..Options::default()
        };
        generator::generate(&self.input(), &options)
    }
}

/// What the repository's own document comes to, as a crate called `package`.
pub fn bundled(package: &str) -> Output {
    let spec = folder("../../spec");
    let case = Case {
        name: "bundled".to_owned(),
        spec: text(&spec.join("bandwidth-mfa.yaml")),
        overlay: Some(text(&spec.join("overlay.yaml"))),
        formats: Formats::default(),
        folder: Folder(spec),
    };
    case.generate(package, false)
}

/// A 3.1 document for the same API that lies beside the repository, where it does.
pub fn seed() -> Option<String> {
    let seeds = fs::read_dir(folder("../../../shared/seeds")).ok()?;
    let mut paths = seeds.filter_map(|entry| Some(entry.ok()?.path()));
    let seed = paths.find(|path| file_name(path).starts_with("001_"))?;
    let text = text(&seed);
    let start = text.find("openapi: 3.1.0")?;
    text.get(start..).map(str::to_owned)
}

/// What a file of options says of strings; the file need not be there.
fn formats(path: &Path) -> Formats {
    let Ok(text) = fs::read_to_string(path) else {
        return Formats::default();
    };
    let options: DocumentMut = text.parse().expect("the options are TOML");
    let name = options.get("formats").and_then(|item| item.as_str());
    let mut all = Formats::ALL.into_iter();
    let formats = all.find(|formats| Some(formats.name()) == name);
    formats.unwrap_or_else(|| panic!("{}: {name:?} is no choice", path.display()))
}

fn entries(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).expect("the documents are there");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder can be read").path())
        .collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().expect("a path of a folder has a name");
    name.to_string_lossy().into_owned()
}

/// The text of a file.
pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
