//! The documents that nobody here wrote, where they lie beside the repository.

use std::path::{Path, PathBuf};

/// A document of the corpus.
pub struct Listed {
    /// Its path in the corpus.
    pub file: String,
    /// Whether it breaks no rule of OpenAPI.
    pub valid: bool,
    folder: PathBuf,
}

impl Listed {
    /// Its text; what is not UTF-8 in it is replaced.
    pub fn text(&self) -> String {
        let bytes =
            std::fs::read(self.folder.join(&self.file)).expect("the index lists what is there");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// Every document; none, which is said, where there is no corpus.
pub fn documents() -> Vec<Listed> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("OPENAPI_CORPUS").map_or(beside, PathBuf::from);
    let Ok(index) = std::fs::read_to_string(folder.join("index.json")) else {
        println!("skipped: there is no corpus beside the repository");
        return Vec::new();
    };
    let index: Vec<serde_json::Value> = serde_json::from_str(&index).expect("the index is a list");
    let listed = index.iter().map(|entry| Listed {
        file: entry["file"]
            .as_str()
            .expect("each entry names a file")
            .to_owned(),
        valid: entry["valid"].as_bool() == Some(true),
        folder: folder.clone(),
    });
    listed.collect()
}
