//! Which document goes into which directory, and what that directory already holds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::console::{Outcome, Problem, While};
use crate::generate::Arguments;
use crate::settings::{self, Package};
use crate::text;
use crate::write;

/// A text and the name that diagnostics print for it.
pub struct Text {
    /// The name, as the user wrote it.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Text {
    /// Name and text, as the generator takes them.
    pub fn pair(&self) -> (&str, &str) {
        (&self.name, &self.text)
    }
}

/// Where to read and where to write.
pub struct Target {
    /// The document.
    pub spec: PathBuf,
    /// The overlay.
    pub overlay: Option<PathBuf>,
    /// The crate's directory.
    pub out: PathBuf,
    /// What to call the directory in messages.
    pub shown: String,
    /// The folder that references may not leave.
    pub folder: PathBuf,
    /// What the names of files are relative to, if the user did not write them.
    root: PathBuf,
}

impl Target {
    /// Reads the arguments; `root` is the directory of this workspace.
    pub fn new(arguments: &Arguments, root: &Path) -> Outcome<Self> {
        if arguments.out.is_none() {
            // Another document in the SDK's own directory would replace the SDK.
            for (given, name) in [
                (arguments.spec.is_some(), "--spec"),
                (arguments.overlay.is_some(), "--overlay"),
                (arguments.package.is_some(), "--package"),
            ] {
                if given {
                    return Err(Problem::new(format!(
                        "{name} needs --out: the directory that the client goes into"
                    )));
                }
            }
        }
        if let Some(name) = &arguments.package {
            valid_package(name)?;
        }
        let bundled = arguments.spec.is_none();
        let out = arguments.out.clone();
        let spec = arguments
            .spec
            .clone()
            .unwrap_or_else(|| root.join("spec/bandwidth-mfa.yaml"));
        let beside = spec.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self {
            folder: arguments.root.clone().unwrap_or(beside),
            spec,
            overlay: arguments
                .overlay
                .clone()
                .or_else(|| bundled.then(|| root.join("spec/overlay.yaml"))),
            shown: out.as_ref().map_or_else(
                || "generated-client".to_owned(),
                |out| out.display().to_string(),
            ),
            out: out.unwrap_or_else(|| root.join("generated-client")),
            root: root.to_owned(),
        })
    }

    /// Reads one of the two texts.
    pub fn read(&self, path: &Path) -> Outcome<Text> {
        let bytes = fs::read(path).while_doing("read", path)?;
        let name = path.strip_prefix(&self.root).unwrap_or(path);
        let text = text::decoded(bytes).map_err(|(line, column)| {
            let place = format!("{}:{line}:{column}", name.display());
            Problem::new(format!("{place}: not UTF-8: save the file as UTF-8"))
        })?;
        Ok(Text {
            name: name.display().to_string(),
            text,
        })
    }
}

/// What the directory holds before a run.
#[derive(Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing: the whole crate is to be written.
    Nothing,
    /// A crate of this package.
    Crate(Package),
}

/// Looks at the directory.
pub fn before(out: &Path, shown: &str) -> Outcome<Before> {
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Before::Nothing),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Problem::new(format!(
                "{shown} is a file: --out names a directory"
            )));
        }
        Err(error) => return Err(error).while_doing("read the directory", out),
    };
    let (mut empty, mut pending) = (true, false);
    for entry in entries {
        let name = entry.while_doing("read the directory", out)?.file_name();
        if name == "Cargo.toml" {
            let manifest = out.join("Cargo.toml");
            let text = fs::read_to_string(&manifest).while_doing("read", &manifest)?;
            let package = settings::read(&text, &format!("{shown}/Cargo.toml"))?;
            return Ok(Before::Crate(package));
        }
        pending |= name == write::STAGING;
        empty &= name == ".git" || name == write::STAGING;
    }
    // What an interrupted run left may hold the manifest.
    if empty || pending {
        return Ok(Before::Nothing);
    }
    Err(Problem::new(format!(
        "{shown} has files but no Cargo.toml: name an empty directory, or one that holds a crate"
    )))
}

fn valid_package(name: &str) -> Outcome<()> {
    let starts = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let rest = name
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_');
    if starts && rest {
        return Ok(());
    }
    Err(Problem::new(format!(
        "--package {name:?} is not a package name: a letter, then letters, digits, `-` and `_`"
    )))
}
