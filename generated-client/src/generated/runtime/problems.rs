// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Everything that is wrong with a value, said at once and without the value.

use std::borrow::Cow;
use std::fmt;

/// Collects what is wrong with one value.
pub struct Problems {
    subject: &'static str,
    pub(super) problems: Vec<Problem>,
}

/// Why a value was not built or not sent: everything that is wrong with it, in one line. It never shows a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    subject: &'static str,
    pub(super) problems: Vec<Problem>,
}

/// One thing that is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub(super) field: Cow<'static, str>,
    text: Cow<'static, str>,
}

impl Problems {
    /// Nothing is wrong yet with `subject`, the name of a model or the title of an operation.
    #[inline]
    pub fn new(subject: &'static str) -> Self {
        Self {
            subject,
            problems: Vec::new(),
        }
    }

    /// Notes that `field` is wrong; `text` continues the sentence and never holds the field's value.
    #[inline]
    pub fn add(&mut self, field: &'static str, text: impl Into<Cow<'static, str>>) {
        self.problems.push(Problem {
            field: Cow::Borrowed(field),
            text: text.into(),
        });
    }

    /// Whether nothing was wrong so far.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// Adds everything that is wrong according to another error.
    #[inline]
    pub fn absorb(&mut self, error: ValidationError) {
        self.problems.extend(error.problems);
    }

    /// What was collected, as an error.
    #[inline]
    pub fn into_error(self) -> ValidationError {
        ValidationError {
            subject: self.subject,
            problems: self.problems,
        }
    }
}

impl ValidationError {
    /// What is wrong: a model's name or an operation's title.
    #[inline]
    pub fn subject(&self) -> &'static str {
        self.subject
    }

    /// Everything that is wrong with it.
    #[inline]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Everything that is wrong, in one line and without the subject.
    #[inline]
    pub(super) fn list(&self) -> String {
        let problems: Vec<String> = self.problems.iter().map(ToString::to_string).collect();
        problems.join("; ")
    }
}

impl Problem {
    /// The field or parameter that is wrong, by its name in Rust; one inside others by its path: `items[3].name`. Empty where the
    /// value itself is wrong.
    #[inline]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What is wrong with it: `is missing`, `must be at most 8`.
    #[inline]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Problem {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A value without parts has no field.
        let space = if self.field.is_empty() { "" } else { " " };
        write!(formatter, "{}{space}{}", self.field, self.text)
    }
}

impl fmt::Display for ValidationError {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.subject, self.list())
    }
}

impl std::error::Error for ValidationError {}
