//! What a whole process costs.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde::Serialize;
use wait4::Wait4 as _;

use crate::console::{Outcome, Problem};

/// What one run of a process cost, the processes that it started and waited for included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cost {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of processor time.
    pub cpu: f64,
    /// The most memory that one of its processes had, in megabytes.
    pub peak: f64,
}

/// Runs a command to its end. One that fails is a problem, in its own words.
pub fn cost(command: &mut Command) -> Outcome<Cost> {
    let shown = format!("{command:?}");
    let failed = |error: io::Error| Problem::new(format!("cannot run {shown}: {error}"));
    // What it says goes to a file: a pipe that nobody reads would stop it.
    let mut words = tempfile::tempfile().map_err(failed)?;
    let out = words.try_clone().map_err(failed)?;
    let err = words.try_clone().map_err(failed)?;
    let begun = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .spawn()
        .map_err(failed)?;
    let end = child.wait4().map_err(failed)?;
    let wall = begun.elapsed();
    if !end.status.success() {
        let words = last_words(&mut words).map_err(failed)?;
        return Err(Problem::new(format!("{shown}: {}: {words}", end.status)));
    }
    Ok(Cost {
        wall: wall.as_secs_f64(),
        cpu: (end.rusage.utime + end.rusage.stime).as_secs_f64(),
        #[expect(clippy::cast_precision_loss, reason = "megabytes are few")]
        peak: end.rusage.maxrss as f64 / 1e6,
    })
}

/// Runs a command to its end, for what it says.
pub fn words(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output();
    let output =
        output.map_err(|error| Problem::new(format!("cannot run {command:?}: {error}")))?;
    let words =
        [output.stdout, output.stderr].map(|words| String::from_utf8_lossy(&words).into_owned());
    let words = words.concat();
    if output.status.success() {
        Ok(words)
    } else {
        Err(Problem::new(format!(
            "{command:?}: {}: {}",
            output.status,
            words.trim()
        )))
    }
}

/// The end of what a process said.
fn last_words(words: &mut File) -> io::Result<String> {
    const LAST: u64 = 2_000;
    let length = words.seek(SeekFrom::End(0))?;
    words.seek(SeekFrom::Start(length.saturating_sub(LAST)))?;
    let mut bytes = Vec::new();
    words.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

/// The median of several runs, figure by figure.
pub fn median(runs: &[Cost]) -> Option<Cost> {
    let middle = |figure: fn(&Cost) -> f64| middle(runs.iter().map(figure).collect());
    Some(Cost {
        wall: middle(|cost| cost.wall)?,
        cpu: middle(|cost| cost.cpu)?,
        peak: middle(|cost| cost.peak)?,
    })
}

/// The median of a figure.
pub fn middle(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    let half = figures.len() / 2;
    let upper = *figures.get(half)?;
    let lower = *figures.get(figures.len().checked_sub(half + 1)?)?;
    Some(f64::midpoint(lower, upper))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{Cost, cost, median};

    #[test]
    fn the_median_is_the_middle_of_each_figure() {
        let run = |wall, cpu, peak| Cost { wall, cpu, peak };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[run(1.0, 2.0, 3.0)]), Some(run(1.0, 2.0, 3.0)));
        let even = [run(1.0, 8.0, 3.0), run(2.0, 6.0, 5.0)];
        assert_eq!(median(&even), Some(run(1.5, 7.0, 4.0)));
        let odd = [run(9.0, 1.0, 2.0), run(1.0, 2.0, 9.0), run(5.0, 3.0, 4.0)];
        assert_eq!(median(&odd), Some(run(5.0, 2.0, 4.0)));
    }

    #[test]
    fn a_process_has_a_cost_and_one_that_fails_has_words() {
        let found = cost(
            Command::new("sh").args(["-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"]),
        );
        let found = found.unwrap();
        assert!(
            found.cpu > 0.0 && found.wall > 0.0 && found.peak > 0.1,
            "{found:?}"
        );
        let words = cost(Command::new("sh").args(["-c", "echo lost >&2; exit 3"])).unwrap_err();
        assert!(
            words.to_string().ends_with("exit status: 3: lost"),
            "{words}"
        );
        let words = cost(&mut Command::new("/no/such/program")).unwrap_err();
        assert!(
            words
                .to_string()
                .starts_with("cannot run \"/no/such/program\""),
            "{words}"
        );
    }
}
