//! A place in which every Rust name stands once.

use std::collections::{HashMap, HashSet};

use super::RustName;
use super::imports::{self, Place};

/// The names that are taken in one namespace. Names that differ only in case count as the same: they may become files.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
    /// The numbers that come next after names that were wanted several times.
    next: HashMap<String, u32>,
    /// Words with a meaning of their own in every such scope.
    words: &'static [&'static str],
    /// The same in this one.
    reserved: HashSet<String>,
    /// Endings that make a name that of something else: `PetBuilder` builds a `Pet`.
    endings: &'static [&'static str],
    suffix: &'static str,
}

impl Scope {
    /// A scope in which some words have a meaning of their own: a name like that gets `suffix`.
    pub(super) fn with_reserved(words: &'static [&'static str], suffix: &'static str) -> Self {
        Self {
            words,
            suffix,
            ..Self::default()
        }
    }

    /// A scope of types in such files.
    pub(super) fn of_types(places: &[Place], suffix: &'static str) -> Self {
        Self {
            reserved: imports::names(places).map(str::to_owned).collect(),
            suffix,
            ..Self::default()
        }
    }

    /// The same, where names with these endings have a meaning of their own too.
    pub(super) fn and_endings(self, endings: &'static [&'static str]) -> Self {
        Self { endings, ..self }
    }

    /// Gives one more word a meaning of its own.
    pub(super) fn reserve(&mut self, word: &str) {
        self.reserved.insert(word.to_owned());
    }

    /// Takes `wanted`, or the next free name after it.
    pub(super) fn claim(&mut self, wanted: &str) -> RustName {
        let is_reserved = self.is_reserved(wanted);
        self.next_free(wanted, is_reserved)
    }

    /// The same for a name that was made here, such as that of a builder.
    pub(super) fn claim_derived(&mut self, wanted: &str) -> RustName {
        let is_reserved = self.has_meaning(wanted);
        self.next_free(wanted, is_reserved)
    }

    fn next_free(&mut self, wanted: &str, is_reserved: bool) -> RustName {
        let suffix = if is_reserved { self.suffix } else { "" };
        let base = format!("{wanted}{suffix}");
        if self.take(&base) {
            return RustName(base.into());
        }
        let separator = if base.contains(char::is_uppercase) || base.ends_with('_') {
            ""
        } else {
            "_"
        };
        let wanted = format!("{base}{separator}").to_ascii_lowercase();
        let mut number = self.next.get(&wanted).copied().unwrap_or(2);
        loop {
            let candidate = format!("{base}{separator}{number}");
            number += 1;
            if self.take(&candidate) {
                self.next.insert(wanted, number);
                return RustName(candidate.into());
            }
        }
    }

    /// Takes `wanted` if it is free and has no meaning of its own.
    fn claim_exactly(&mut self, wanted: &str) -> Option<RustName> {
        if self.is_reserved(wanted) || !self.take(wanted) {
            return None;
        }
        Some(RustName(wanted.into()))
    }

    /// Whether a name has a meaning of its own, or is what a name that has one is changed to: `OptionModel` is `Option`'s.
    fn is_reserved(&self, name: &str) -> bool {
        let mut name = name;
        loop {
            let ends = |ending: &str| name.len() > ending.len() && name.ends_with(ending);
            if self.has_meaning(name) || self.endings.iter().any(|ending| ends(ending)) {
                return true;
            }
            match name.strip_suffix(self.suffix) {
                Some(rest) if rest.len() < name.len() => name = rest,
                _ => return false,
            }
        }
    }

    fn has_meaning(&self, name: &str) -> bool {
        self.words.contains(&name) || self.reserved.contains(name)
    }

    fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_ascii_lowercase())
    }
}

/// As much of a name as a file may be called by: file systems allow no more.
pub(super) fn file_name(name: &str) -> &str {
    const LONGEST: usize = 120;
    match name.get(..LONGEST) {
        Some(cut) if cut.len() < name.len() => cut.trim_end_matches('_'),
        _ => name,
    }
}

/// A name that something would like to have.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    name: String,
    /// Whether the document spells it so.
    exact: bool,
    /// Who comes first where several want one name: those that may choose before others, then those whose words have the
    /// fewest characters that the name leaves out.
    rank: (bool, usize),
}

impl Wanted {
    /// The name for a thing that the document calls `words`.
    pub(super) fn new(words: &str, name: String) -> Self {
        Self {
            exact: words == name,
            rank: (false, left_out(words)),
            name,
        }
    }

    /// The same where the document's spelling gives nobody a right.
    pub(super) fn alike(words: &str, name: String) -> Self {
        Self {
            exact: false,
            ..Self::new(words, name)
        }
    }

    /// The name for a thing without a name of its own, from the words of its place. Those with a name choose before it.
    pub(super) fn of_place(words: &[String], name: String) -> Self {
        Self {
            exact: false,
            rank: (true, words.iter().map(|word| left_out(word)).sum()),
            name,
        }
    }
}

fn left_out(words: &str) -> usize {
    let kept = |character: &char| character.is_ascii_alphanumeric();
    words.chars().filter(|character| !kept(character)).count()
}

/// The order in which names are chosen: by rank, then as in the document.
pub(super) fn order(wanted: &[Wanted]) -> Vec<usize> {
    let mut order: Vec<(&Wanted, usize)> = wanted.iter().zip(0..).collect();
    order.sort_by_key(|(wanted, _)| (!wanted.exact, wanted.rank));
    order.into_iter().map(|(_, at)| at).collect()
}

/// Gives each a name, in this order.
pub(super) fn claimed(scope: &mut Scope, names: &[String], order: &[usize]) -> Vec<RustName> {
    let mut claimed = vec![None; names.len()];
    for at in order {
        if let (Some(name), Some(slot)) = (names.get(*at), claimed.get_mut(*at)) {
            *slot = Some(scope.claim(name));
        }
    }
    claimed.into_iter().flatten().collect()
}

/// Gives each a name: first to those that are spelled so in the document, then to the rest by rank.
pub(super) fn unique(scope: &mut Scope, wanted: &[Wanted]) -> Vec<RustName> {
    let claim_exactly = |wanted: &Wanted| {
        let is_exact = wanted.exact;
        is_exact
            .then(|| scope.claim_exactly(&wanted.name))
            .flatten()
    };
    let mut claimed: Vec<Option<RustName>> = wanted.iter().map(claim_exactly).collect();
    for at in order(wanted) {
        if let (Some(wanted), Some(slot)) = (wanted.get(at), claimed.get_mut(at)) {
            slot.get_or_insert_with(|| scope.claim(&wanted.name));
        }
    }
    claimed.into_iter().flatten().collect()
}
