//! The words that name what stands in a place. They are those of the component that it is part of, whoever refers to it first:
//! so that another operation that uses the same component changes no name.

use crate::node::Node;

use super::Lower;

impl<'d> Lower<'_, 'd> {
    /// The words for what stands in a component that `node` refers to, which is a `kind` such as `Body`; `None` where it refers
    /// to none.
    pub(super) fn component_words(&self, node: &'d Node, kind: &str) -> Option<Vec<String>> {
        node.get("$ref")?;
        let name = self
            .refs
            .follow(node, &mut crate::diagnostic::Sink::default())?
            .name?;
        // A component that says what it is need not say it twice.
        let stem = name.len().checked_sub(kind.len());
        let stem = stem.and_then(|at| Some((name.get(..at)?, name.get(at..)?)));
        Some(match stem {
            Some((stem, end)) if !stem.is_empty() && end.eq_ignore_ascii_case(kind) => {
                vec![stem.to_owned()]
            }
            _ => vec![name.to_owned()],
        })
    }
}

/// The words of a path: `pets by petId` for `/pets/{petId}`.
pub(super) fn path_words(template: &str) -> Vec<String> {
    let segments = template.split('/').filter(|segment| !segment.is_empty());
    let words = segments.flat_map(|segment| {
        match segment
            .strip_prefix('{')
            .and_then(|segment| segment.strip_suffix('}'))
        {
            Some(name) => vec!["by".to_owned(), name.to_owned()],
            None => vec![segment.replace(['{', '}'], " ")],
        }
    });
    words.collect()
}
