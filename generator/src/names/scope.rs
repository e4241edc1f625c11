//! A place in which every Rust name stands once.

use std::collections::HashSet;

use super::RustName;

/// The names that are taken in one namespace. Names that differ only in case count as the same: they may become files.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
    reserved: HashSet<String>,
    suffix: &'static str,
}

impl Scope {
    /// A scope in which some words have a meaning of their own: a name like that gets `suffix`.
    pub(super) fn with_reserved(reserved: &'static [&'static str], suffix: &'static str) -> Self {
        Self {
            taken: HashSet::new(),
            reserved: reserved.iter().map(|word| (*word).to_owned()).collect(),
            suffix,
        }
    }

    /// Gives one more word a meaning of its own.
    pub(super) fn reserve(&mut self, word: &str) {
        self.reserved.insert(word.to_owned());
    }

    /// Takes `wanted`, or the next free name after it.
    pub(super) fn claim(&mut self, wanted: &str) -> RustName {
        let base = if self.reserved.contains(wanted) {
            format!("{wanted}{}", self.suffix)
        } else {
            wanted.to_owned()
        };
        if self.take(&base) {
            return RustName(base.into());
        }
        let separator = if base.contains(char::is_uppercase) || base.ends_with('_') {
            ""
        } else {
            "_"
        };
        let mut number = 2u32;
        loop {
            let candidate = format!("{base}{separator}{number}");
            if self.take(&candidate) {
                return RustName(candidate.into());
            }
            number += 1;
        }
    }

    /// Takes `wanted` as the name of a file, which may not be longer than file systems allow.
    pub(super) fn claim_file(&mut self, wanted: &str) -> RustName {
        const LONGEST: usize = 120;
        match wanted.get(..LONGEST) {
            Some(cut) if cut.len() < wanted.len() => self.claim(cut.trim_end_matches('_')),
            _ => self.claim(wanted),
        }
    }

    /// Takes `wanted` if it is free and has no meaning of its own.
    pub(super) fn claim_exactly(&mut self, wanted: &str) -> Option<RustName> {
        if self.reserved.contains(wanted) || !self.take(wanted) {
            return None;
        }
        Some(RustName(wanted.into()))
    }

    fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_ascii_lowercase())
    }
}

/// Gives each a name: first to those that are spelled so on the wire, then to the rest in order.
pub(super) fn unique(
    scope: &mut Scope,
    wanted: impl Iterator<Item = (String, String)> + Clone,
) -> Vec<RustName> {
    let mut claimed: Vec<Option<RustName>> = wanted
        .clone()
        .map(|(wire, name)| {
            if wire == name {
                scope.claim_exactly(&name)
            } else {
                None
            }
        })
        .collect();
    for ((_, name), slot) in wanted.zip(&mut claimed) {
        if slot.is_none() {
            *slot = Some(scope.claim(&name));
        }
    }
    claimed.into_iter().flatten().collect()
}
