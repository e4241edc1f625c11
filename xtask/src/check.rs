//! Shows what `generate` would change.

use std::fmt::Write as _;

use similar::TextDiff;

use crate::tree::Change;

/// A unified diff from what is on the disk to what should be there, one section for each file.
pub fn diff(changes: &[Change<'_>]) -> String {
    let mut text = String::new();
    for change in changes {
        let before = change.before.as_deref().map(String::from_utf8_lossy);
        let after = change.after.as_deref();
        let name = |there: bool, side: &str| {
            if there {
                format!("{side}/{}", change.path)
            } else {
                "/dev/null".to_owned()
            }
        };
        let diff = TextDiff::from_lines(
            before.as_deref().unwrap_or_default(),
            after.unwrap_or_default(),
        );
        let mut unified = diff.unified_diff();
        unified.header(&name(before.is_some(), "a"), &name(after.is_some(), "b"));
        // An empty file that comes or goes has no line to show, yet it must be seen.
        let body = unified.to_string();
        if body.is_empty() {
            let _ = writeln!(
                text,
                "--- {}\n+++ {}",
                name(before.is_some(), "a"),
                name(after.is_some(), "b")
            );
        }
        text.push_str(&body);
    }
    text
}
