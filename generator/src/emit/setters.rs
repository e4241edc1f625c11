//! Setters as rows of a table: what each takes, and what is kept of it.

use std::fmt::Write as _;

use proc_macro2::Ident;

use super::imports::Imports;
use super::ty::Argument;
use super::words::Words;
use super::{doc, is_like_operator, lines};

/// A method that sets a value.
pub struct Setter {
    /// What there is to say about it.
    pub docs: Vec<String>,
    /// Whether the document says that nobody should use it.
    pub deprecated: bool,
    /// Its name, and that of the field.
    pub name: Ident,
    /// What it takes, and how that becomes a value.
    pub argument: Argument,
    /// How the field keeps it.
    pub kept: Kept,
}

/// How a field keeps the value that its setter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As it is.
    Plain,
    /// In `Some`.
    Some,
    /// In `Some`, behind a box.
    SomeBoxed,
    /// In the `Maybe` that the setter takes, behind a box.
    MaybeBoxed,
}

impl Kept {
    fn of(self, value: Words) -> Words {
        match self {
            Self::Plain => value,
            Self::Some => format!("Some({value})").into(),
            Self::SomeBoxed => format!("Some(Box::new({value}))").into(),
            Self::MaybeBoxed => format!("{value}.map(Box::new)").into(),
        }
    }
}

/// The setters of a type, which is said as the macro wants it.
pub fn table(of: &str, setters: &[Setter], imports: &mut Imports) -> String {
    let table = imports.runtime("setters", "setters");
    let mut text = lines::begun(format_args!("{table}! {{\n    {of} {{\n"));
    for (at, setter) in setters.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        row(&mut text, setter);
    }
    text.push_str("    }\n}\n");
    text
}

fn row(text: &mut String, setter: &Setter) {
    doc::write(text, "        ", &setter.docs);
    if setter.deprecated {
        text.push_str("        #[deprecated]\n");
    }
    let name = &setter.name;
    if is_like_operator(name) {
        text.push_str(
            "        #[allow(clippy::should_implement_trait, reason = \"the document calls it so\")]\n",
        );
    }
    let ty = &setter.argument.ty;
    let value = setter.kept.of(setter.argument.value(name));
    let _ = writeln!(text, "        {name}: {ty} = {value};");
}
