//! The rows as text and as Markdown, and their sums.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::row::{Compiled, Examples, Fakes, Outcome, Row, Tags};
use crate::columns;

const HEADS: [&str; 12] = [
    "document",
    "version",
    "result",
    "operations",
    "models",
    "schemas",
    "JSON by reason",
    "diagnostics by code",
    "lines",
    "s",
    "MB",
    "compiled",
];

/// A row for each document, in columns.
pub fn text(rows: &[Row]) -> String {
    columns::text(HEADS, &rows.iter().map(cells).collect::<Vec<_>>())
}

/// The sums, then a row for each document.
pub fn markdown(rows: &[Row], parts: usize) -> String {
    let mut out = String::from("# Sweep\n\n```text\n");
    out.push_str(&sums(rows, parts));
    out.push_str("```\n\n");
    out.push_str(&columns::markdown(
        HEADS,
        &rows.iter().map(cells).collect::<Vec<_>>(),
    ));
    out
}

fn cells(row: &Row) -> [String; HEADS.len()] {
    let compiled = match &row.compiled {
        None => String::new(),
        Some(found) if found.is_clean() => "clean".to_owned(),
        Some(Compiled {
            errors, warnings, ..
        }) => format!("{errors} errors, {warnings} warnings"),
    };
    [
        row.document.clone(),
        row.version.clone(),
        row.outcome.word().to_owned(),
        format!("{}/{}", row.emitted, row.operations),
        row.models.to_string(),
        row.schemas.to_string(),
        counts(&row.fallbacks),
        counts(&row.diagnostics),
        row.lines.to_string(),
        format!("{:.2}", row.seconds),
        row.megabytes
            .map_or(String::new(), |held| format!("{held:.0}")),
        compiled,
    ]
}

fn counts(counts: &BTreeMap<String, usize>) -> String {
    let counts = counts.iter().map(|(name, count)| format!("{name} {count}"));
    counts.collect::<Vec<_>>().join(", ")
}

/// What all rows come to.
pub fn sums(rows: &[Row], parts: usize) -> String {
    let mut out = String::new();
    let with = |test: fn(&Outcome) -> bool| rows.iter().filter(|row| test(&row.outcome)).count();
    let valid = rows.iter().filter(|row| row.valid == Some(true)).count();
    let refused = |row: &&Row| row.valid == Some(true) && row.outcome != Outcome::Generated;
    let _ = writeln!(
        out,
        "documents    {}: {} generated, {} refused, {} crashed; {parts} other files",
        rows.len(),
        with(|outcome| *outcome == Outcome::Generated),
        with(|outcome| matches!(outcome, Outcome::Refused(_))),
        with(|outcome| matches!(outcome, Outcome::Crashed(_))),
    );
    if valid > 0 {
        let refused = rows.iter().filter(refused).count();
        let _ = writeln!(out, "valid        {valid}, {refused} of them not generated");
    }
    let sum = |figure: fn(&Row) -> usize| rows.iter().map(figure).sum::<usize>();
    let (emitted, operations) = (sum(|row| row.emitted), sum(|row| row.operations));
    let _ = writeln!(
        out,
        "operations   {emitted} of {operations} emitted ({}), {} lost without a word",
        percent(emitted, operations),
        sum(|row| row.silent.len()),
    );
    let (fallen, schemas) = (sum(Row::fallen), sum(|row| row.schemas));
    let _ = writeln!(
        out,
        "JSON         {fallen} of {schemas} schemas ({}): {}",
        percent(fallen, schemas),
        counts(&total(rows, |row| &row.fallbacks)),
    );
    let diagnostics = total(rows, |row| &row.diagnostics);
    let _ = writeln!(out, "diagnostics  {}", counts(&diagnostics));
    let seconds: f64 = rows.iter().map(|row| row.seconds).sum();
    let most = rows
        .iter()
        .filter_map(|row| Some((row.megabytes?, row.document.as_str())))
        .max_by(|one, other| one.0.total_cmp(&other.0));
    let (most, whose) = most.unwrap_or_default();
    let _ = writeln!(
        out,
        "cost         {seconds:.1} s in all, at the most {most:.0} MB ({whose}), {} lines",
        sum(|row| row.lines)
    );
    let compiled: Vec<&Compiled> = rows
        .iter()
        .filter_map(|row| row.compiled.as_ref())
        .collect();
    if !compiled.is_empty() {
        let clean = compiled.iter().filter(|found| found.is_clean()).count();
        let errors: usize = compiled.iter().map(|found| found.errors).sum();
        let warnings: usize = compiled.iter().map(|found| found.warnings).sum();
        let _ = writeln!(
            out,
            "compiled     {}: {clean} clean, {errors} errors and {warnings} warnings in the others",
            compiled.len()
        );
    }
    examples(rows, &mut out);
    fakes(rows, &mut out);
    tags(rows, &mut out);
    out
}

fn examples(rows: &[Row], out: &mut String) {
    let tried: Vec<&Examples> = rows
        .iter()
        .filter_map(|row| row.examples.as_ref())
        .collect();
    if tried.is_empty() {
        return;
    }
    let sum = |figure: fn(&Examples) -> usize| tried.iter().map(|one| figure(one)).sum::<usize>();
    let (same, valid) = (sum(|one| one.same), sum(Examples::valid));
    let _ = writeln!(
        out,
        "examples     {same} of {valid} come back the same ({}); {} more are not what their schema says; {} undeclared members",
        percent(same, valid),
        sum(|one| one.invalid),
        sum(|one| one.undeclared),
    );
}

fn tags(rows: &[Row], out: &mut String) {
    let tried: Vec<&Tags> = rows.iter().filter_map(|row| row.tags.as_ref()).collect();
    if tried.is_empty() {
        return;
    }
    let clean = tried.iter().filter(|tags| tags.compiled.is_clean()).count();
    let sets: usize = tried.iter().map(|tags| tags.sets).sum();
    let _ = writeln!(
        out,
        "tags         {clean} of {} compile clean, with {sets} sets of tags",
        tried.len(),
    );
}

fn fakes(rows: &[Row], out: &mut String) {
    let tried: Vec<&Fakes> = rows.iter().filter_map(|row| row.fakes.as_ref()).collect();
    if tried.is_empty() {
        return;
    }
    let sum = |figure: fn(&Fakes) -> usize| tried.iter().map(|one| figure(one)).sum::<usize>();
    let (same, wrong) = (sum(|one| one.same), sum(|one| one.wrong.len()));
    let _ = writeln!(
        out,
        "fakes        {} of {} compile clean; {same} of {} requests and replies come back as they went ({}), {} without a sample",
        tried.iter().filter(|one| one.compiled.is_clean()).count(),
        tried.len(),
        same + wrong,
        percent(same, same + wrong),
        sum(|one| one.skipped.len()),
    );
}

fn total(rows: &[Row], of: fn(&Row) -> &BTreeMap<String, usize>) -> BTreeMap<String, usize> {
    let mut total = BTreeMap::new();
    for (name, count) in rows.iter().flat_map(of) {
        *total.entry(name.clone()).or_default() += count;
    }
    total
}

/// A share of a whole, which may be nothing.
pub fn percent(part: usize, whole: usize) -> String {
    let [part, whole] = [part, whole].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 {
        return "-".to_owned();
    }
    format!("{:.2} %", 100.0 * f64::from(part) / f64::from(whole))
}
