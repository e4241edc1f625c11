//! Prints diagnostics with the place they speak of.

use crate::diagnostic::Diagnostic;
use crate::source::{Origin, Origins, Sources};

/// Where an origin stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The name of the text.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The byte offset in the text.
    pub offset: usize,
}

/// The places of many origins, reading each text once; `None` where the text is not known.
pub fn locate(
    origins_to_find: &[Origin],
    _sources: &Sources,
    _origins: &Origins,
) -> Vec<Option<Location>> {
    vec![None; origins_to_find.len()]
}

/// The diagnostics as text for people, in the order given.
pub fn render(
    _diagnostics: &[Diagnostic],
    _sources: &Sources,
    _origins: &Origins,
    _colour: bool,
) -> String {
    String::new()
}
