//! What the corpus is allowed to cost: per document the operations emitted and the schemas that became JSON.
//!
//! It names documents, and holds nothing of what they say.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::row::{Outcome as Ended, Row};
use crate::console::{Outcome, Problem, While};

/// What is allowed for one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Allowance {
    /// Whether there is no client at all.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    refused: bool,
    operations: usize,
    emitted: usize,
    schemas: usize,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    fallbacks: BTreeMap<String, usize>,
}

type Ledger = BTreeMap<String, Allowance>;

fn allowance(row: &Row) -> Allowance {
    Allowance {
        refused: row.outcome != Ended::Generated,
        operations: row.operations,
        emitted: row.emitted,
        schemas: row.schemas,
        fallbacks: row.fallbacks.clone(),
    }
}

/// Writes what the rows cost now, a document a line, so that a change of one is one line of a diff.
pub fn write(path: &Path, rows: &[Row]) -> Outcome<()> {
    let lines: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let name = serde_json::to_string(&row.document).ok()?;
            let allowance = serde_json::to_string(&allowance(row)).ok()?;
            Some(format!("  {name}: {allowance}"))
        })
        .collect();
    let text = format!("{{\n{}\n}}\n", lines.join(",\n"));
    fs::write(path, text).while_doing("write", path)
}

/// What is worse than allowed, and what is allowed without need. `whole` says whether the rows are all there are.
pub fn compare(path: &Path, rows: &[Row], whole: bool) -> Outcome<Vec<String>> {
    let text = fs::read_to_string(path).while_doing("read", path)?;
    let mut ledger: Ledger = serde_json::from_str(&text)
        .map_err(|error| Problem::new(format!("cannot read {}: {error}", path.display())))?;
    let mut found = Vec::new();
    for row in rows {
        let name = &row.document;
        match ledger.remove(name) {
            Some(allowed) => found.extend(
                differences(&allowed, &allowance(row))
                    .into_iter()
                    .map(|words| format!("{name}: {words}")),
            ),
            None => found.push(format!("{name}: not in the ledger")),
        }
    }
    if whole {
        let left = ledger.keys();
        found.extend(left.map(|name| format!("{name}: in the ledger, and not there")));
    }
    Ok(found)
}

fn differences(allowed: &Allowance, now: &Allowance) -> Vec<String> {
    let mut found = Vec::new();
    if allowed.refused != now.refused {
        found.push(if now.refused {
            "refused, which the ledger does not allow".to_owned()
        } else {
            "not refused any more: update the ledger".to_owned()
        });
    }
    // More is better for operations, less for what became JSON.
    if now.operations != allowed.operations || now.schemas != allowed.schemas {
        found.push(format!(
            "{} operations and {} schemas, not {} and {}: update the ledger",
            now.operations, now.schemas, allowed.operations, allowed.schemas
        ));
    }
    let mut figure = |what: &str, now: usize, allowed: usize, worse: bool| {
        if now != allowed {
            let verdict = if worse {
                "worse"
            } else {
                "better: update the ledger"
            };
            found.push(format!("{what} {now}, {allowed} in the ledger, {verdict}"));
        }
    };
    figure(
        "operations emitted",
        now.emitted,
        allowed.emitted,
        now.emitted < allowed.emitted,
    );
    let count = |from: &Allowance, reason: &str| from.fallbacks.get(reason).copied().unwrap_or(0);
    let mut reasons: Vec<&String> = now
        .fallbacks
        .keys()
        .chain(allowed.fallbacks.keys())
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    for reason in reasons {
        let (now, allowed) = (count(now, reason), count(allowed, reason));
        figure(&format!("JSON by {reason}"), now, allowed, now > allowed);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Allowance, differences};

    fn with(emitted: usize, unions: usize) -> Allowance {
        Allowance {
            emitted,
            fallbacks: [("union".to_owned(), unions)].into(),
            ..Allowance::default()
        }
    }

    #[test]
    fn a_figure_may_not_get_worse_nor_an_allowance_stay() {
        let allowed = with(10, 2);
        let none: [&str; 0] = [];
        assert_eq!(differences(&allowed, &with(10, 2)), none);
        assert_eq!(
            differences(&allowed, &with(9, 3)),
            [
                "operations emitted 9, 10 in the ledger, worse",
                "JSON by union 3, 2 in the ledger, worse"
            ]
        );
        assert_eq!(
            differences(&allowed, &with(11, 1)),
            [
                "operations emitted 11, 10 in the ledger, better: update the ledger",
                "JSON by union 1, 2 in the ledger, better: update the ledger"
            ]
        );
    }
}
