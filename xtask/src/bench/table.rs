//! The figures as a table.

use super::Row;
use super::compilation::How;
use super::process::Cost;
use crate::columns;

const HEADS: [&str; 11] = [
    "document",
    "generator",
    "lines",
    "generation s (CPU)",
    "MB",
    "again s",
    "dev CPU s / MB",
    "release",
    "check",
    "doc",
    "with calls",
];

/// In columns.
pub fn text(rows: &[Row]) -> String {
    columns::text(HEADS, &all_cells(rows))
}

/// As Markdown.
pub fn markdown(rows: &[Row]) -> String {
    columns::markdown(HEADS, &all_cells(rows))
}

fn all_cells(rows: &[Row]) -> Vec<[String; HEADS.len()]> {
    rows.iter().map(|row| cells(row, rows)).collect()
}

fn cells(row: &Row, rows: &[Row]) -> [String; HEADS.len()] {
    let own = rows
        .iter()
        .find(|other| other.document == row.document && other.generator == "own");
    // How many times more than ours another generator takes.
    let ratio = |ours: Option<f64>, theirs: f64| match ours {
        Some(ours) if row.generator != "own" && ours > 0.0 => format!(" x{:.2}", theirs / ours),
        _ => String::new(),
    };
    let compiled = |how: How| {
        let is_it = |(way, _): &&(How, Option<Cost>)| *way == how;
        match row.compilation.iter().find(is_it) {
            Some((_, Some(cost))) => {
                let ours = own.and_then(|own| own.compilation.iter().find(is_it));
                let ours = ours.and_then(|(_, cost)| *cost).map(|cost| cost.cpu);
                let ratio = ratio(ours, cost.cpu);
                format!("{:.2} / {:.0}{ratio}", cost.cpu, cost.peak)
            }
            Some((_, None)) => "fails".to_owned(),
            None => String::new(),
        }
    };
    let generation = match (&row.generation, &row.failure) {
        (Some(cost), _) => {
            let ours = own.and_then(|own| own.generation).map(|cost| cost.wall);
            format!(
                "{:.3} ({:.3}){}",
                cost.wall,
                cost.cpu,
                ratio(ours, cost.wall)
            )
        }
        (None, Some(_)) => "fails".to_owned(),
        (None, None) => String::new(),
    };
    let or_nothing =
        |cost: Option<Cost>, figure: fn(Cost) -> String| cost.map_or(String::new(), figure);
    [
        row.document.to_owned(),
        row.generator.clone(),
        row.lines.to_string(),
        generation,
        or_nothing(row.generation, |cost| format!("{:.0}", cost.peak)),
        or_nothing(row.again, |cost| format!("{:.3}", cost.wall)),
        compiled(How::Dev),
        compiled(How::Release),
        compiled(How::Check),
        compiled(How::Doc),
        compiled(How::Calls),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::Row;
    use super::super::compilation::How;
    use super::super::process::Cost;
    use super::text;

    #[test]
    fn another_generator_is_shown_beside_ours_with_the_ratio() {
        let cost = |wall| Cost {
            wall,
            cpu: wall * 2.0,
            peak: 10.0,
        };
        let row = |generator: &str, wall: f64| Row {
            document: "pets",
            bytes: 1,
            generator: generator.to_owned(),
            failure: None,
            lines: 7,
            generation: Some(cost(wall)),
            again: None,
            compilation: vec![(How::Dev, Some(cost(wall)))],
        };
        let uncompiled = Row {
            failure: Some("error".to_owned()),
            compilation: vec![(How::Dev, Some(cost(2.0))), (How::Release, None)],
            ..row("later", 2.0)
        };
        let failed = Row {
            failure: Some("panic".to_owned()),
            generation: None,
            compilation: Vec::new(),
            lines: 0,
            ..row("none", 1.0)
        };
        let table = text(&[row("own", 0.5), row("other", 1.5), failed, uncompiled]);
        let lines: Vec<Vec<&str>> = table
            .lines()
            .map(|line| {
                line.split("  ")
                    .map(str::trim)
                    .filter(|cell| !cell.is_empty())
                    .collect()
            })
            .collect();
        assert_eq!(
            lines[1],
            ["pets", "own", "7", "0.500 (1.000)", "10", "1.00 / 10"]
        );
        assert_eq!(
            lines[2],
            [
                "pets",
                "other",
                "7",
                "1.500 (3.000) x3.00",
                "10",
                "3.00 / 10 x3.00"
            ]
        );
        assert_eq!(lines[3], ["pets", "none", "0", "fails"]);
        // What failed is said where it did, beside what had worked.
        assert_eq!(lines[4].last_chunk(), Some(&["4.00 / 10 x4.00", "fails"]));
    }
}
