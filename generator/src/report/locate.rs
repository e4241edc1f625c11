//! Line and column of origins, found by reading the texts again.

use std::collections::BTreeMap;

use saphyr_parser::Marker;

use super::index::Index;
use crate::source::{FileId, Origin, Origins, Path, Sources};

/// Where an origin stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The name of the text.
    pub file: String,
    /// The text itself.
    pub id: FileId,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The byte offset in the text.
    pub offset: usize,
}

/// The places of many origins, reading each text once; `None` where the text is not known.
pub fn locate(places: &[Origin], sources: &Sources, origins: &Origins) -> Vec<Option<Location>> {
    let mut files: BTreeMap<FileId, Vec<(usize, Path)>> = BTreeMap::new();
    for (position, origin) in places.iter().enumerate() {
        let path = origins.path(*origin);
        files.entry(path.file).or_default().push((position, path));
    }
    let mut result = vec![None; places.len()];
    for (file, wanted) in files {
        let Some(source) = sources.get(file) else {
            continue;
        };
        let mut index = Index::new(&source.text);
        let start = Marker::new(0, 1, 0);
        let markers: Vec<(usize, Marker)> = wanted
            .into_iter()
            .map(|(position, path)| (position, index.find(&path.steps).unwrap_or(start)))
            .collect();
        let offsets = byte_offsets(&source.text, &markers);
        for ((position, marker), offset) in markers.into_iter().zip(offsets) {
            if let Some(slot) = result.get_mut(position) {
                *slot = Some(Location {
                    file: source.name.clone(),
                    id: file,
                    line: marker.line().max(1),
                    column: marker.col() + 1,
                    offset,
                });
            }
        }
    }
    result
}

/// The parser counts characters; the byte offsets of all markers come from one pass over the text.
fn byte_offsets(text: &str, markers: &[(usize, Marker)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..markers.len()).collect();
    let characters = |at: &usize| markers.get(*at).map_or(0, |(_, marker)| marker.index());
    order.sort_unstable_by_key(characters);
    let mut offsets = vec![0; markers.len()];
    let mut rest = text.char_indices();
    let mut counted = 0;
    let mut offset = 0;
    for at in order {
        let wanted = characters(&at);
        while counted < wanted {
            counted += 1;
            offset = match rest.next() {
                Some((start, character)) => start + character.len_utf8(),
                None => text.len(),
            };
            if offset == text.len() {
                counted = counted.max(wanted);
            }
        }
        if let Some(slot) = offsets.get_mut(at) {
            *slot = offset;
        }
    }
    offsets
}
