//! Structs and enums as lines: what there is to say about them, and their members one by one.
//!
//! As items they were three tenths of all that was parsed and printed again for GitHub's client.

use std::fmt::{Display, Write as _};

use super::doc;
use super::lines::{self, INDENT};
use super::unit::WIDTH;
use super::words::Words;

/// A struct or an enum while it is written.
pub struct Declaration {
    text: String,
    /// Whether a member stands in it.
    open: bool,
}

impl Declaration {
    /// Begins with what there is to say about it.
    pub fn new(docs: &[String]) -> Self {
        let mut text = lines::begun("");
        doc::write(&mut text, "", docs);
        Self { text, open: false }
    }

    /// Adds an attribute if it is wanted.
    pub fn attribute(mut self, attribute: &str, wanted: bool) -> Self {
        if wanted {
            let _ = writeln!(self.text, "#[{attribute}]");
        }
        self
    }

    /// Derives the traits that are wanted.
    pub fn derive(mut self, traits: &[(&str, bool)]) -> Self {
        let wanted: Vec<&str> = traits
            .iter()
            .filter(|(_, wanted)| *wanted)
            .map(|(name, _)| *name)
            .collect();
        let _ = writeln!(self.text, "#[derive({})]", wanted.join(", "));
        self
    }

    /// Says what it is and what it is called: its members follow.
    pub fn begin(mut self, kind: &str, name: impl Display) -> Self {
        let _ = write!(self.text, "{kind} {name}");
        self
    }

    /// Adds a field; `name` is what stands before its colon.
    pub fn field(&mut self, docs: &[String], deprecated: bool, name: impl Display, ty: &Words) {
        self.member(docs, "deprecated", deprecated);
        let name = format!("{name}:");
        if INDENT.len() + name.len() + ty.as_str().len() + " ,".len() <= WIDTH {
            let _ = writeln!(self.text, "{INDENT}{name} {ty},");
        } else {
            let _ = writeln!(self.text, "{INDENT}{name}\n{INDENT}{INDENT}{ty},");
        }
    }

    /// Adds a variant, which may be what the enum is by default.
    pub fn variant(
        &mut self,
        docs: &[String],
        default: bool,
        name: impl Display,
        held: Option<&Words>,
    ) {
        self.member(docs, "default", default);
        let name = name.to_string();
        let Some(ty) = held else {
            let _ = writeln!(self.text, "{INDENT}{name},");
            return;
        };
        if INDENT.len() + name.len() + ty.as_str().len() + "(),".len() <= WIDTH {
            let _ = writeln!(self.text, "{INDENT}{name}({ty}),");
        } else {
            let _ = writeln!(
                self.text,
                "{INDENT}{name}(\n{INDENT}{INDENT}{ty},\n{INDENT}),"
            );
        }
    }

    fn member(&mut self, docs: &[String], attribute: &str, wanted: bool) {
        if !self.open {
            self.text.push_str(" {\n");
            self.open = true;
        }
        doc::write(&mut self.text, INDENT, docs);
        if wanted {
            let _ = writeln!(self.text, "{INDENT}#[{attribute}]");
        }
    }

    /// Its lines; those of a struct without fields end with `nothing`.
    pub fn end(mut self, nothing: &str) -> String {
        self.text.push_str(if self.open { "}" } else { nothing });
        self.text.push('\n');
        self.text
    }
}
