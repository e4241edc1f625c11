//! The folder that a document may refer into.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use generator::source::Files;

use crate::console::{Outcome, Problem, While};
use crate::text;

/// The longest file that is read, in bytes.
const LONGEST: u64 = 64 * 1024 * 1024;

/// A folder, and a document in it. Nothing outside of the folder is read, wherever paths and symbolic links lead.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    document: String,
}

impl Folder {
    /// The folder `root` with the document `spec` somewhere in it.
    pub fn new(root: &Path, spec: &Path) -> Outcome<Self> {
        let root = if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            root
        };
        let real = fs::canonicalize(root).while_doing("find", root)?;
        let document = fs::canonicalize(spec).while_doing("find", spec)?;
        // A document that is itself a link may lie elsewhere: what it refers to is beside the link.
        let below = match document.strip_prefix(&real) {
            Ok(below) => below.to_owned(),
            Err(_) => spec.file_name().map(PathBuf::from).unwrap_or_default(),
        };
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        let parts = parts.ok_or_else(|| {
            Problem::new(format!("{} has a name that is not UTF-8", spec.display()))
        })?;
        Ok(Self {
            root: real,
            document: parts.join("/"),
        })
    }
}

impl Files for Folder {
    fn document(&self) -> &str {
        &self.document
    }

    fn read(&self, path: &str) -> Result<Arc<str>, String> {
        let full = path
            .split('/')
            .fold(self.root.clone(), |full, part| full.join(part));
        let real = fs::canonicalize(full).map_err(|_| "there is no such file".to_owned())?;
        if !real.starts_with(&self.root) {
            return Err("a symbolic link leads out of the document's folder".to_owned());
        }
        let about = fs::metadata(&real).map_err(|_| "there is no such file".to_owned())?;
        if !about.is_file() {
            return Err("it is no file".to_owned());
        }
        if about.len() > LONGEST {
            return Err("it is too large".to_owned());
        }
        let bytes = fs::read(&real).map_err(|error| error.kind().to_string())?;
        let text = text::decoded(bytes)
            .map_err(|(line, column)| format!("it is not UTF-8 at {line}:{column}"))?;
        Ok(text.into())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use generator::source::Files as _;

    use super::Folder;

    /// A folder of its own with a document, a file beside it, and one outside.
    fn folder(name: &str) -> PathBuf {
        let base = std::env::temp_dir().join(format!("folder-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&base);
        fs::create_dir_all(base.join("in/sub")).unwrap();
        fs::write(base.join("in/openapi.yaml"), "spec").unwrap();
        fs::write(base.join("in/sub/a.yaml"), "a").unwrap();
        fs::write(base.join("secret.yaml"), "secret").unwrap();
        base
    }

    #[test]
    fn files_below_the_folder_are_read() {
        let base = folder("below");
        let folder = Folder::new(&base.join("in"), &base.join("in/openapi.yaml")).unwrap();
        assert_eq!(folder.document(), "openapi.yaml");
        assert_eq!(folder.read("sub/a.yaml").as_deref(), Ok("a"));
        assert!(folder.read("sub/b.yaml").is_err());
        assert!(folder.read("sub").is_err());
        let wider = Folder::new(&base, &base.join("in/openapi.yaml")).unwrap();
        assert_eq!(wider.document(), "in/openapi.yaml");
        assert_eq!(wider.read("secret.yaml").as_deref(), Ok("secret"));
        fs::remove_dir_all(base).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_out_are_refused() {
        let base = folder("links");
        let inside = base.join("in");
        std::os::unix::fs::symlink(base.join("secret.yaml"), inside.join("out.yaml")).unwrap();
        std::os::unix::fs::symlink(inside.join("sub/a.yaml"), inside.join("in.yaml")).unwrap();
        std::os::unix::fs::symlink(&base, inside.join("up")).unwrap();
        let folder = Folder::new(&inside, &inside.join("openapi.yaml")).unwrap();
        assert_eq!(folder.read("in.yaml").as_deref(), Ok("a"));
        assert!(folder.read("out.yaml").is_err());
        assert!(folder.read("up/secret.yaml").is_err());
        assert!(folder.read("../secret.yaml").is_err());
        fs::remove_dir_all(base).unwrap();
    }
}
