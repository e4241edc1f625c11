//! Runs one document in a process of its own, and makes a row of however that ends.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::find::Document;
use super::keep::{self, Store};
use super::row::{Outcome, Row};

/// A document that takes longer is not worth waiting for.
const PATIENCE: Duration = Duration::from_mins(10);

/// What else is wanted of a document.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// A package of this name, in this directory.
    pub package: Option<(String, PathBuf)>,
    /// Whether the package has a test that tries every request and every reply.
    pub trial: bool,
    /// A file for the examples.
    pub examples: Option<PathBuf>,
}

/// The row of a document, found out by this program run anew.
pub fn row(document: &Document, store: &Store, wanted: &Wanted) -> Row {
    let row = match run(document, store, wanted) {
        Ok(row) => row,
        Err(words) => Row {
            outcome: Outcome::Crashed(words),
            ..Row::default()
        },
    };
    Row {
        document: document.name.clone(),
        valid: document.valid,
        ..row
    }
}

fn run(document: &Document, store: &Store, wanted: &Wanted) -> Result<Row, String> {
    let said = |error: std::io::Error| error.to_string();
    let stem = keep::stem(&document.name);
    let (out, err) = (
        store.folder().join(format!("{stem}.out")),
        store.folder().join(format!("{stem}.err")),
    );
    let mut command = Command::new(store.program());
    command
        .arg("sweep-one")
        .arg(&document.path)
        .args(["--name", &document.name])
        .arg("--root")
        .arg(&document.root)
        .args(["--formats", store.formats().name()])
        .stdin(Stdio::null())
        // Files instead of pipes: nobody has to read while the child runs.
        .stdout(File::create(&out).map_err(said)?)
        .stderr(File::create(&err).map_err(said)?);
    if let Some((package, directory)) = &wanted.package {
        command
            .args(["--package", package])
            .arg("--out")
            .arg(directory);
    }
    if wanted.trial {
        command.arg("--trial");
    }
    if let Some(path) = &wanted.examples {
        command.arg("--examples").arg(path);
    }
    let mut child = command.spawn().map_err(said)?;
    let status = wait(&mut child);
    let printed = fs::read_to_string(&out).unwrap_or_default();
    let complaint = fs::read(&err).unwrap_or_default();
    let _ = fs::remove_file(&out);
    let _ = fs::remove_file(&err);
    let status = status?;
    if status.success()
        && let Ok(row) = serde_json::from_str(&printed)
    {
        return Ok(row);
    }
    Err(last_words(status, &String::from_utf8_lossy(&complaint)))
}

fn wait(child: &mut Child) -> Result<ExitStatus, String> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if start.elapsed() > PATIENCE => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("not done after {} s", PATIENCE.as_secs()));
            }
            Ok(None) => thread::sleep(Duration::from_millis(10)),
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// A panic prints its place on one line and its words on the next.
fn last_words(status: ExitStatus, complaint: &str) -> String {
    let lines = complaint.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).take(2).collect();
    format!("{status}: {}", lines.join(" "))
}
