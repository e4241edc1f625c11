//! A document that was written by somebody else for the same API.

use crate::said;
use crate::support::{Case, seed};

#[test]
fn a_document_of_other_origin_keeps_its_operation_names() {
    let Some(document) = seed() else {
        println!("skipped: there is no such document beside the repository");
        return;
    };
    let output = Case::new("seed", document).generate("seed", false);
    assert!(!output.files.is_empty(), "{}", said(&output));
    let handles: String = output
        .files
        .iter()
        .filter(|(path, _)| path.ends_with("/mod.rs"))
        .map(|(_, text)| text.as_str())
        .collect();
    for name in [
        "create_messaging_mfa",
        "create_voice_mfa",
        "verify_mfa_code",
    ] {
        assert!(
            handles.contains(&format!("pub fn {name}(")),
            "{name}:\n{handles}"
        );
    }
}
