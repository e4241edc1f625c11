//! The documents whose clients are measured.

use std::fs;
use std::path::{Path, PathBuf};

/// A document that is there.
pub struct Document {
    /// What it is called here.
    pub name: &'static str,
    /// Where it is.
    pub spec: PathBuf,
    /// The overlay that belongs to it.
    pub overlay: Option<PathBuf>,
    /// How large it is.
    pub bytes: u64,
}

/// Published documents by their paths.
const PUBLISHED: [(&str, &str); 5] = [
    ("bandwidth", "vendor/bandwidth__bandwidth.yaml"),
    ("nexus", "bench/nexus.json"),
    ("openai", "vendor/openai__openapi.yaml"),
    ("github", "vendor/github__api.github.com.json"),
    ("stripe", "bench/stripe.json"),
];

/// The bundled document, and the published ones that are there, the small ones first; then those that are not.
pub fn found(root: &Path, published: &Path, only: &[String]) -> (Vec<Document>, Vec<Document>) {
    let bundled = Document {
        name: "mfa",
        spec: root.join("spec/bandwidth-mfa.yaml"),
        overlay: Some(root.join("spec/overlay.yaml")),
        bytes: 0,
    };
    let others = PUBLISHED.map(|(name, path)| Document {
        name,
        spec: published.join(path),
        overlay: None,
        bytes: 0,
    });
    let is_wanted = |document: &Document| {
        only.is_empty() || only.iter().any(|text| document.name.contains(text))
    };
    let (mut documents, mut missing) = (Vec::new(), Vec::new());
    for mut document in std::iter::once(bundled).chain(others).filter(is_wanted) {
        let spec = fs::canonicalize(&document.spec);
        match spec.and_then(|spec| Ok((fs::metadata(&spec)?.len(), spec))) {
            Ok((bytes, spec)) => {
                (document.bytes, document.spec) = (bytes, spec);
                documents.push(document);
            }
            Err(_) => missing.push(document),
        }
    }
    documents.sort_by_key(|document| document.bytes);
    (documents, missing)
}
