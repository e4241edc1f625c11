//! Line and column of origins, found by reading the texts again.

use std::collections::BTreeMap;

use super::index::Index;
use super::json::Json;
use super::places::Places;
use crate::source::{FileId, Origin, Origins, Path, Source, Sources};

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
        let (mut known, unit) = reading(&source.text);
        let places: Vec<(usize, usize)> = wanted
            .into_iter()
            .map(|(position, path)| (position, known.find(&path.steps)))
            .collect();
        for (position, location) in locations(file, source, unit, places) {
            if let Some(slot) = result.get_mut(position) {
                *slot = Some(location);
            }
        }
    }
    result
}

/// In what a text's places are counted from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Bytes,
    Characters,
}

/// The places of a text.
fn reading(text: &str) -> (Box<dyn Places + '_>, Unit) {
    match Json::new(text) {
        Some(json) => (Box::new(json), Unit::Bytes),
        None => (Box::new(Index::new(text)), Unit::Characters),
    }
}

/// Line, column and byte of places, from one pass over the text.
fn locations(
    file: FileId,
    source: &Source,
    unit: Unit,
    mut places: Vec<(usize, usize)>,
) -> Vec<(usize, Location)> {
    places.sort_unstable_by_key(|(_, place)| *place);
    let mut characters = source.text.char_indices();
    let (mut counted, mut line, mut column, mut offset) = (0, 1, 1, 0);
    let mut result = Vec::with_capacity(places.len());
    for (position, place) in places {
        let is_before = |counted, offset| match unit {
            Unit::Bytes => offset < place,
            Unit::Characters => counted < place,
        };
        while is_before(counted, offset) {
            let Some((at, character)) = characters.next() else {
                break;
            };
            counted += 1;
            offset = at + character.len_utf8();
            match character {
                '\n' => (line, column) = (line + 1, 1),
                // A byte order mark is not seen.
                '\u{feff}' if counted == 1 => {}
                _ => column += 1,
            }
        }
        let location = Location {
            file: source.name.clone(),
            id: file,
            line,
            column,
            offset,
        };
        result.push((position, location));
    }
    result
}
