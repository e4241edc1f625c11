//! Compiles clients with some of their tags: with none, with each alone, and with a few sets of them.

use std::collections::BTreeMap;
use std::fs;

use toml_edit::DocumentMut;

use super::compile;
use super::find::Document;
use super::keep::Store;
use super::pass::Pass;
use super::row::{Compiled, Row, Tags};
use super::workspace::Workspace;
use crate::console::{Outcome, While};
use crate::manifest;

/// How many sets of several tags are tried.
const SETS: usize = 6;

/// Tries sets of tags.
pub struct Try;

impl Pass for Try {
    type Found = Tags;
    const TITLE: &'static str = "trying tags";

    fn place(row: &mut Row) -> &mut Option<Tags> {
        &mut row.tags
    }

    fn find(workspace: &Workspace, documents: &[&Document], store: &Store) -> Outcome<Vec<Tags>> {
        let packages = workspace.fill(documents, store, false)?;
        let found = packages.iter().map(|package| tried(workspace, package));
        let found: Outcome<Vec<Tags>> = found.collect();
        workspace.clear()?;
        found
    }
}

fn tried(workspace: &Workspace, package: &str) -> Outcome<Tags> {
    let tags = tags(workspace, package)?;
    let sets = sets(&tags);
    let mut compiled = BTreeMap::from([(package, Compiled::default())]);
    for set in &sets {
        let set = set.join(",");
        let options = ["check", "--no-default-features", "--features", &set];
        for message in workspace.run_one(package, &options)? {
            compile::take(&message, &mut compiled);
        }
    }
    Ok(Tags {
        sets: sets.len(),
        compiled: compiled.remove(package).unwrap_or_default(),
    })
}

/// The features of a client that stand for tags.
fn tags(workspace: &Workspace, package: &str) -> Outcome<Vec<String>> {
    let path = workspace.clients.join(package).join("Cargo.toml");
    let text = fs::read_to_string(&path).while_doing("read", &path)?;
    let text: DocumentMut = text.parse().map_err(|error| manifest::unreadable(&error))?;
    let features = text.get("features").and_then(|item| item.as_table());
    let names = features.into_iter().flatten().map(|(name, _)| name);
    let tags = names.filter(|name| name.starts_with("tag-"));
    Ok(tags.map(str::to_owned).collect())
}

/// No tag, each alone, and sets of which each has about a third of them; always the same ones.
fn sets(tags: &[String]) -> Vec<Vec<&str>> {
    let mut sets = vec![Vec::new()];
    sets.extend(tags.iter().map(|tag| vec![tag.as_str()]));
    let mut state: u64 = 1;
    for _ in 0..SETS {
        let mut is_in = || {
            // Knuth's generator, of which the upper bits are good enough.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33).is_multiple_of(3)
        };
        let set: Vec<&str> = tags
            .iter()
            .filter(|_| is_in())
            .map(String::as_str)
            .collect();
        if set.len() > 1 && !sets.contains(&set) {
            sets.push(set);
        }
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::sets;

    #[test]
    fn every_tag_stands_alone_and_among_others() {
        let tags: Vec<String> = (0..9).map(|tag| format!("tag-{tag}")).collect();
        let sets = sets(&tags);
        assert_eq!(sets[0], Vec::<&str>::new());
        for (tag, set) in tags.iter().zip(&sets[1..]) {
            assert_eq!(*set, [tag.as_str()]);
        }
        let several = &sets[1 + tags.len()..];
        assert!(several.len() >= 3, "{several:?}");
        assert!(several.iter().all(|set| (2..9).contains(&set.len())));
    }
}
