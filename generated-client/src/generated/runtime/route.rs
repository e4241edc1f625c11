// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Which operation a request is for.

use percent_encoding::percent_decode_str;

/// A path template, taken apart.
#[derive(Clone, Debug)]
pub struct Route {
    segments: Vec<Vec<Piece>>,
    query: Vec<(&'static str, Vec<Piece>)>,
}

#[derive(Clone, Debug)]
enum Piece {
    Text(&'static str),
    Name(&'static str),
}

/// What stands for each name in a path, as it came: still encoded.
pub type Captures = Vec<(&'static str, String)>;

impl Route {
    /// A route from a template such as `/pets/{petId}`.
    pub fn new(template: &'static str) -> Self {
        let template = template.strip_prefix('/').unwrap_or(template);
        let path = split(template, '?').first().copied().unwrap_or_default();
        let query = template.get(path.len() + 1..).unwrap_or_default();
        let pairs = split(query, '&').into_iter();
        Self {
            segments: split(path, '/').into_iter().map(pieces).collect(),
            query: pairs.filter(|pair| !pair.is_empty()).map(named).collect(),
        }
    }

    /// What stands for the names, if the path below the base fits.
    pub fn captures(&self, path: &str, query: &str) -> Option<Captures> {
        let given: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        if given.len() != self.segments.len() {
            return None;
        }
        let mut captures = Vec::new();
        for (pieces, segment) in self.segments.iter().zip(given) {
            capture(pieces, segment, &mut captures)?;
        }
        for (name, pieces) in &self.query {
            let pairs = query
                .split('&')
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
            let mut own = pairs.filter(|(known, _)| known == name);
            let found = own.find_map(|(_, value)| {
                let mut found = Vec::new();
                capture(pieces, value, &mut found).map(|()| found)
            });
            captures.extend(found?);
        }
        Some(captures)
    }

    /// The end of a path that has as many segments as the template.
    pub fn end_of<'p>(&self, path: &'p str) -> Option<&'p str> {
        let last = self.segments.len().checked_sub(1)?;
        let (at, _) = path.rmatch_indices('/').nth(last)?;
        path.get(at..)
    }

    /// How much of the template is its own text: of two that fit, the one with more is meant.
    pub fn rank(&self) -> (usize, usize) {
        let is_text = |pieces: &&Vec<Piece>| matches!(pieces.as_slice(), [Piece::Text(_)] | []);
        let texts = self.segments.iter().filter(is_text).count();
        let pieces = self.segments.iter().map(Vec::len).sum();
        (texts + self.query.len(), pieces)
    }
}

/// What is left of a path below each of the API's bases, and the path itself. A base with names in it stands for anything.
pub fn below<'p>(
    path: &'p str,
    bases: &'p [&'static str],
    route: &Route,
) -> impl Iterator<Item = &'p str> {
    let end = route.end_of(path);
    let rest = bases.iter().filter_map(move |base| {
        if base.contains('{') {
            return end;
        }
        let rest = path.strip_prefix(base)?;
        (rest.starts_with('/') || rest.is_empty()).then_some(rest)
    });
    rest.chain([path])
}

/// The parts between separators. What stands in braces is a name, whatever it is.
fn split(text: &'static str, separator: char) -> Vec<&'static str> {
    let mut is_name = false;
    let parts = text.split(|character| {
        match character {
            '{' => is_name = true,
            '}' => is_name = false,
            _ => {}
        }
        character == separator && !is_name
    });
    parts.collect()
}

/// What a pair of a query is called, and the pieces of its value.
fn named(pair: &'static str) -> (&'static str, Vec<Piece>) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    (name, pieces(value))
}

fn pieces(segment: &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some((text, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        pieces.push(Piece::Name(name));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// Text fits whatever its encoding. A name stands for as little as the text after it allows, and for something.
fn capture(pieces: &[Piece], segment: &str, captures: &mut Captures) -> Option<()> {
    let mut rest = segment;
    let mut pieces = pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) if pieces.peek().is_none() => {
                return (decoded(rest) == decoded(text)).then_some(());
            }
            Piece::Text(text) => rest = rest.strip_prefix(text)?,
            Piece::Name(name) => {
                let end = match pieces.peek() {
                    Some(Piece::Text(text)) => {
                        let after = rest.char_indices().nth(1).map_or(rest.len(), |(at, _)| at);
                        after + rest.get(after..)?.find(text)?
                    }
                    // Values that stand side by side begin with a dot or a semicolon.
                    Some(Piece::Name(_)) => {
                        let after = rest.char_indices().nth(1).map_or(rest.len(), |(at, _)| at);
                        let next = rest.get(after..)?.find(['.', ';']);
                        next.map_or(after, |next| after + next)
                    }
                    None => rest.len(),
                };
                let (value, after) = rest.split_at_checked(end)?;
                if value.is_empty() {
                    return None;
                }
                captures.push((name, value.to_owned()));
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(())
}

fn decoded(text: &str) -> Vec<u8> {
    percent_decode_str(text).collect()
}
