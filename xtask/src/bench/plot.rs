//! Times against the sizes of documents.

use std::path::Path;

use plotters::prelude::*;

use super::Row;
use super::compilation::How;
use crate::console::{Outcome, Problem};

/// A line for each generator: its name, and size and time of each document.
type Lines = Vec<(String, Vec<(f64, f64)>)>;

/// Draws generation and compilation one above the other.
pub fn write(path: &Path, rows: &[Row]) -> Outcome<()> {
    let generation = lines(rows, |row| row.generation.map(|cost| cost.wall));
    let compilation = lines(rows, |row| {
        let dev = row.compilation.iter().find(|(how, _)| *how == How::Dev);
        dev.and_then(|(_, cost)| *cost).map(|cost| cost.cpu)
    });
    let area = SVGBackend::new(path, (900, 900)).into_drawing_area();
    draw(&area, &generation, &compilation)
        .map_err(|error| Problem::new(format!("cannot draw {}: {error}", path.display())))
}

fn lines(rows: &[Row], figure: impl Fn(&Row) -> Option<f64>) -> Lines {
    let mut lines: Lines = Vec::new();
    for row in rows {
        let Some(time) = figure(row) else { continue };
        #[expect(clippy::cast_precision_loss, reason = "documents are small")]
        let point = (row.bytes as f64 / 1e6, time);
        match lines.iter_mut().find(|(name, _)| *name == row.generator) {
            Some((_, points)) => points.push(point),
            None => lines.push((row.generator.clone(), vec![point])),
        }
    }
    lines
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

fn draw(
    area: &Area<'_>,
    generation: &Lines,
    compilation: &Lines,
) -> Result<(), Box<dyn std::error::Error>> {
    area.fill(&WHITE)?;
    let halves = area.split_evenly((2, 1));
    let titles = [
        "Generation, seconds",
        "Compilation (dev, one job), CPU seconds",
    ];
    for ((half, title), lines) in halves.iter().zip(titles).zip([generation, compilation]) {
        let points = || lines.iter().flat_map(|(_, points)| points);
        let right = points().map(|(x, _)| *x).fold(0.1, f64::max);
        let top = points().map(|(_, y)| *y).fold(0.1, f64::max);
        let mut chart = ChartBuilder::on(half)
            .caption(title, ("sans-serif", 20))
            .margin(12)
            .x_label_area_size(36)
            .y_label_area_size(56)
            .build_cartesian_2d(0.0..right * 1.05, 0.0..top * 1.05)?;
        chart.configure_mesh().x_desc("document, MB").draw()?;
        for (at, (name, points)) in lines.iter().enumerate() {
            let colour = Palette99::pick(at).mix(1.0);
            let series =
                LineSeries::new(points.iter().copied(), colour.stroke_width(2)).point_size(3);
            chart
                .draw_series(series)?
                .label(name)
                .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour));
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperLeft)
            .border_style(BLACK)
            .draw()?;
    }
    area.present()?;
    Ok(())
}
