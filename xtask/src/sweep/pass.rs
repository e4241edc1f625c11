//! Passes over the clients that were generated, in batches, each of which is kept as soon as it is known.

use std::path::Path;

use super::bar;
use super::find::Document;
use super::keep::Store;
use super::row::{Outcome as Ended, Row};
use super::workspace::{self, Workspace};
use crate::console::Outcome;

/// Something that is found out about every client.
pub trait Pass {
    /// What is found out about one.
    type Found;
    /// What the progress bar says.
    const TITLE: &'static str;

    /// Where a row keeps it.
    fn place(row: &mut Row) -> &mut Option<Self::Found>;

    /// Finds it out about the clients of these documents.
    fn find(
        workspace: &Workspace,
        documents: &[&Document],
        store: &Store,
    ) -> Outcome<Vec<Self::Found>>;
}

/// Fills in what is not known yet.
pub fn run<P: Pass>(
    documents: &[Document],
    rows: &mut [Row],
    store: &Store,
    root: &Path,
    jobs: usize,
) -> Outcome<()> {
    let workspace = Workspace::new(root, jobs);
    let mut pending = Vec::new();
    for (index, row) in rows.iter_mut().enumerate() {
        if row.outcome == Ended::Generated && P::place(row).is_none() {
            pending.push(index);
        }
    }
    let bar = bar(pending.len(), P::TITLE);
    for batch in workspace::batches(pending, documents) {
        let batch_documents: Vec<&Document> = batch.iter().map(|at| &documents[*at]).collect();
        let found = P::find(&workspace, &batch_documents, store)?;
        for (index, found) in batch.iter().zip(found) {
            *P::place(&mut rows[*index]) = Some(found);
            store.keep(&documents[*index], &rows[*index]);
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    Ok(())
}
