//! The fixtures, and what the generator makes of them.

use std::fs;
use std::path::{Path, PathBuf};

use generator::{Input, Options, Output};

/// A document with its overlay.
pub struct Fixture {
    /// The folder's name.
    pub name: String,
    spec: String,
    overlay: Option<String>,
}

impl Fixture {
    /// Every fixture, by name.
    pub fn all() -> Vec<Self> {
        let entries = fs::read_dir(Self::folder()).expect("the fixtures are there");
        let folders = entries.map(|entry| entry.expect("a fixture can be read").path());
        let mut all: Vec<Self> = folders.filter(|path| path.is_dir()).map(read).collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        all
    }

    /// Where the fixtures are.
    pub fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
    }

    /// The whole crate that comes of it.
    pub fn generate(&self) -> Output {
        let overlay = self.overlay.as_deref();
        let input = Input {
            spec: ("openapi.yaml", &self.spec),
            overlay: overlay.map(|text| ("overlay.yaml", text)),
        };
        let options = Options {
            package: Some(format!("fixture-{}", self.name)),
            scaffold: true,
        };
        generator::generate(&input, &options)
    }
}

fn read(folder: PathBuf) -> Fixture {
    let name = folder.file_name().expect("a folder has a name");
    Fixture {
        name: name.to_string_lossy().into_owned(),
        spec: fs::read_to_string(folder.join("openapi.yaml")).expect("a fixture has a document"),
        overlay: fs::read_to_string(folder.join("overlay.yaml")).ok(),
    }
}
