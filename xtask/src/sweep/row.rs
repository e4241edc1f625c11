//! What is known of one document after a sweep.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its path below the directory that is swept.
    pub document: String,
    /// The version of OpenAPI that it names.
    pub version: String,
    /// Whether an index beside the documents calls it valid.
    pub valid: Option<bool>,
    /// How it ended.
    pub outcome: Outcome,
    /// How many operations it has.
    pub operations: usize,
    /// How many of them the client has.
    pub emitted: usize,
    /// Operations that the client has not, although no diagnostic says so.
    pub silent: Vec<String>,
    /// How many models the client has.
    pub models: usize,
    /// In how many places of the document a schema stands.
    pub schemas: usize,
    /// How many schemas became JSON, by reason.
    pub fallbacks: BTreeMap<String, usize>,
    /// How many diagnostics there are, by code.
    pub diagnostics: BTreeMap<String, usize>,
    /// How many lines the client has.
    pub lines: usize,
    /// How long it took.
    pub seconds: f64,
    /// The most memory that was held, in megabytes; `None` where the system does not say.
    pub megabytes: Option<f64>,
    /// What the compiler says about the client.
    pub compiled: Option<Compiled>,
    /// What became of the examples in the document.
    pub examples: Option<Examples>,
    /// What became of the fakes.
    pub fakes: Option<Fakes>,
    /// What the compiler says of the client with some of its tags.
    pub tags: Option<Tags>,
}

/// How a document ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// There is a client.
    Generated,
    /// There is none, and this says why: place, code and message of the first error.
    Refused(String),
    /// The generator ended otherwise than it should: a panic, a signal, too long a time.
    Crashed(String),
    /// Nothing is known yet.
    #[default]
    Unknown,
}

impl Outcome {
    /// One word for a table.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::Generated => "ok",
            Outcome::Refused(_) => "refused",
            Outcome::Crashed(_) => "CRASHED",
            Outcome::Unknown => "unknown",
        }
    }
}

/// What the compiler, clippy and rustdoc say about one client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compiled {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// The first few of either, each with its place.
    pub words: Vec<String>,
}

impl Compiled {
    /// Whether there is nothing to say.
    pub fn is_clean(&self) -> bool {
        self.errors == 0 && self.warnings == 0
    }

    /// What there is to say, in words.
    fn fault(&self, what: &str) -> Option<String> {
        if self.is_clean() {
            return None;
        }
        let first = self.words.first().map_or("", String::as_str);
        let (errors, warnings) = (self.errors, self.warnings);
        Some(format!(
            "{what} with {errors} errors and {warnings} warnings: {first}"
        ))
    }
}

/// What became of the examples of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examples {
    /// Examples and defaults whose schema the client has a type for.
    pub found: usize,
    /// Those that are not what their own schema says.
    pub invalid: usize,
    /// Those that decode, and encode to the same JSON.
    pub same: usize,
    /// Members that no schema declares, which a client does not keep.
    pub undeclared: usize,
    /// The others: place and what is wrong.
    pub wrong: Vec<String>,
}

/// What became of the fakes of one client: each request and each reply that it can have, made, read by the other side, and made again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fakes {
    /// What the compiler says about them.
    pub compiled: Compiled,
    /// How many came back as they went.
    pub same: usize,
    /// Those of which no sample is known.
    pub skipped: Vec<String>,
    /// The others.
    pub wrong: Vec<String>,
}

/// What the compiler says of one client with sets of its tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tags {
    /// How many sets were tried, the empty one among them.
    pub sets: usize,
    /// About all of them.
    pub compiled: Compiled,
}

impl Examples {
    /// How many examples count.
    pub fn valid(&self) -> usize {
        self.found - self.invalid
    }
}

impl Row {
    /// Everything for which a sweep fails, in words.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        match &self.outcome {
            Outcome::Crashed(words) => faults.push(format!("crashed: {words}")),
            Outcome::Refused(words) if self.valid == Some(true) => {
                faults.push(format!("refused although valid: {words}"));
            }
            Outcome::Generated if self.valid == Some(false) && self.diagnostics.is_empty() => {
                faults.push("not valid, and nothing is said about it".to_owned());
            }
            Outcome::Refused(_) | Outcome::Generated | Outcome::Unknown => {}
        }
        faults.extend(
            self.silent
                .iter()
                .map(|operation| format!("lost without a word: {operation}")),
        );
        let compiled = self.compiled.as_ref();
        faults.extend(compiled.and_then(|found| found.fault("compiles")));
        let tags = self.tags.as_ref();
        faults
            .extend(tags.and_then(|tags| tags.compiled.fault("with some of its tags it compiles")));
        if let Some(fakes) = &self.fakes {
            faults.extend(fakes.compiled.fault("its fakes compile"));
            if let Some(first) = fakes.wrong.first() {
                let wrong = fakes.wrong.len();
                faults.push(format!(
                    "{wrong} requests or replies come back changed: {first}"
                ));
            }
        }
        faults
    }

    /// How many schemas became JSON.
    pub fn fallen(&self) -> usize {
        self.fallbacks.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Compiled, Outcome, Row};

    #[test]
    fn a_sweep_fails_for_what_a_user_would_miss() {
        let row = |valid, outcome, silent: &[&str], warnings| Row {
            valid,
            outcome,
            silent: silent.iter().map(|text| (*text).to_owned()).collect(),
            compiled: Some(Compiled {
                warnings,
                ..Compiled::default()
            }),
            ..Row::default()
        };
        let crashed = || Outcome::Crashed("a panic".to_owned());
        let refused = || Outcome::Refused("a.yaml:1:2: syntax".to_owned());
        let cases = [
            (row(Some(true), Outcome::Generated, &[], 0), 0),
            (
                row(Some(true), Outcome::Generated, &["GET /a", "PUT /a"], 0),
                2,
            ),
            (row(Some(true), Outcome::Generated, &[], 1), 1),
            (row(Some(true), refused(), &[], 0), 1),
            (row(Some(false), refused(), &[], 0), 0),
            (row(None, refused(), &[], 0), 0),
            (row(Some(false), crashed(), &[], 0), 1),
            (row(Some(false), Outcome::Generated, &[], 0), 1),
            (
                Row {
                    diagnostics: [("missing-key".to_owned(), 1)].into(),
                    ..row(Some(false), Outcome::Generated, &[], 0)
                },
                0,
            ),
        ];
        for (row, faults) in cases {
            assert_eq!(row.faults().len(), faults, "{row:?}");
        }
    }
}
