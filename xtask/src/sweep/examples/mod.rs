//! Decodes every example of a document into the generated types, encodes it again, and compares.
//!
//! The examples are found, and held against their own schema, in the process of the document; a program made of the client
//! decodes and encodes them; what it prints is compared here.

mod collect;
mod compare;
mod program;
mod schema;
mod tree;

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::child::{self, Wanted};
use super::find::Document;
use super::keep::Store;
use super::pass::Pass;
use super::pool;
use super::row::{Examples, Row};
use super::workspace::{self, Workspace};
use crate::console::{Outcome, Problem, While};
use program::Answer;

pub use collect::collect;

/// The examples of a document.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Found {
    /// What a module beside the models imports to name the types.
    pub imports: String,
    /// The examples that are what their schema says.
    pub examples: Vec<Example>,
    /// How many are not.
    pub invalid: usize,
}

/// One example.
#[derive(Debug, Serialize, Deserialize)]
pub struct Example {
    /// Where it stands.
    pub place: String,
    /// Where its schema stands, as a JSON pointer.
    pub schema: String,
    /// The Rust type of its schema.
    pub ty: String,
    /// The example.
    pub value: Value,
}

/// Examples and defaults of one document whose differences are kept.
const KEPT: usize = 20;

/// Tries every example.
pub struct Try;

impl Pass for Try {
    type Found = Examples;
    const TITLE: &'static str = "trying examples";

    fn place(row: &mut Row) -> &mut Option<Examples> {
        &mut row.examples
    }

    fn find(
        workspace: &Workspace,
        documents: &[&Document],
        store: &Store,
    ) -> Outcome<Vec<Examples>> {
        tried(workspace, documents, store)
    }
}

fn tried(workspace: &Workspace, documents: &[&Document], store: &Store) -> Outcome<Vec<Examples>> {
    workspace.clear()?;
    let packages = workspace::packages(documents);
    let tasks: Vec<(&Document, &String)> = documents.iter().copied().zip(&packages).collect();
    let founds = pool::map(&tasks, workspace.jobs, |(document, package)| {
        let wanted = Wanted {
            package: Some(((*package).clone(), workspace.clients.join(package))),
            examples: Some(workspace.clients.join(package).join("examples.json")),
            ..Wanted::default()
        };
        child::row(document, store, &wanted);
        read(&workspace.clients.join(package))
    });
    let founds = founds.into_iter().collect::<Outcome<Vec<Found>>>()?;
    // A document without examples needs no program.
    let with: Vec<(&String, &Found)> = packages
        .iter()
        .zip(&founds)
        .filter(|(_, found)| !found.examples.is_empty())
        .collect();
    for (package, found) in &with {
        program::write(&workspace.clients.join(package), found)?;
    }
    let members: Vec<String> = with.iter().map(|(package, _)| (*package).clone()).collect();
    workspace.manifest(&members)?;
    if !members.is_empty() {
        let features = ["--no-default-features", "--features", workspace::ALL_TAGS];
        let arguments = [&["build", "--keep-going"], features.as_slice()].concat();
        workspace.run(&arguments, &[])?;
    }
    let tasks: Vec<((&Document, &String), &Found)> = tasks.into_iter().zip(&founds).collect();
    let results = pool::map(&tasks, workspace.jobs, |((document, package), found)| {
        if found.examples.is_empty() {
            return Examples {
                found: found.invalid,
                invalid: found.invalid,
                ..Examples::default()
            };
        }
        let program = workspace.target.join("debug").join(package);
        let answers = program::run(&program, &workspace.clients.join(package));
        judged(document, found, answers)
    });
    workspace.clear()?;
    Ok(results)
}

fn read(folder: &Path) -> Outcome<Found> {
    let path = folder.join("examples.json");
    let text = fs::read_to_string(&path).while_doing("read", &path)?;
    serde_json::from_str(&text)
        .map_err(|error| Problem::new(format!("cannot read {}: {error}", path.display())))
}

fn judged(document: &Document, found: &Found, answers: Result<Vec<Answer>, String>) -> Examples {
    let mut examples = Examples {
        found: found.examples.len() + found.invalid,
        invalid: found.invalid,
        ..Examples::default()
    };
    let answers = match answers {
        Ok(answers) => answers,
        Err(words) => {
            examples.wrong.push(words);
            return examples;
        }
    };
    let root = fs::read_to_string(&document.path)
        .ok()
        .and_then(|text| tree::read(&document.name, &text))
        .map(|root| tree::json(&root))
        .unwrap_or_default();
    for (example, answer) in found.examples.iter().zip(answers) {
        let result = match answer {
            Answer::Encoded(encoded) => compare::compare(&root, example, &encoded),
            Answer::Failed(words) => Err(words),
        };
        match result {
            Ok(undeclared) => {
                examples.same += 1;
                examples.undeclared += undeclared;
            }
            Err(words) if examples.wrong.len() < KEPT => {
                examples.wrong.push(format!("{}: {words}", example.place));
            }
            Err(_) => {}
        }
    }
    examples
}
