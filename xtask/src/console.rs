//! What a command says, how it ends, and the one-line errors that it ends with.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Done,
    /// A check found something stale.
    Stale,
    /// Nothing was done, or not all of it.
    Error,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Stale => Self::from(1),
            Exit::Error => Self::from(2),
        }
    }
}

/// Why a command stopped: one line for a person.
#[derive(Debug)]
pub struct Problem(String);

/// What fallible steps of a command return.
pub type Outcome<T> = Result<T, Problem>;

impl Problem {
    /// A problem in these words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Says what was being done to which path when the system refused.
pub trait While<T> {
    /// `cannot <action> <path>: <the system's words>`.
    fn while_doing(self, action: &str, path: &Path) -> Outcome<T>;
}

impl<T> While<T> for io::Result<T> {
    fn while_doing(self, action: &str, path: &Path) -> Outcome<T> {
        self.map_err(|error| Problem(format!("cannot {action} {}: {error}", path.display())))
    }
}

/// Where a command writes to: results and diagnostics apart, so that a diff can be piped.
pub struct Console<'a> {
    out: Box<dyn Write + 'a>,
    err: Box<dyn Write + 'a>,
    /// Whether diagnostics may be coloured.
    pub colour: bool,
}

impl<'a> Console<'a> {
    /// A console over two streams.
    pub fn new(out: impl Write + 'a, err: impl Write + 'a, colour: bool) -> Self {
        Self {
            out: Box::new(out),
            err: Box::new(err),
            colour,
        }
    }

    /// The process's own streams.
    pub fn standard() -> Self {
        let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self::new(io::stdout(), io::stderr(), colour)
    }

    /// Prints a result. A reader that went away, as `head` does, is no reason to stop writing files.
    pub fn say(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }

    /// Prints a result that brings its own line ends.
    pub fn print(&mut self, text: &str) {
        let _ = write!(self.out, "{text}");
    }

    /// Prints what a person should look at.
    pub fn warn(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }

    /// Prints why the command stops.
    pub fn fail(&mut self, problem: &Problem) -> Exit {
        self.warn(&format!("error: {problem}"));
        Exit::Error
    }
}
