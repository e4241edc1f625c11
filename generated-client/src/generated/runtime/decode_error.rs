// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Why a reply could not be read.

use std::borrow::Cow;
use std::fmt;

/// Why a reply's body does not fit: what was expected, and where. It never quotes the reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    expected: Cow<'static, str>,
    place: Option<(usize, usize)>,
}

impl DecodeError {
    /// The body is not what was expected; `expected` must not hold anything of the reply.
    #[inline]
    pub fn new(expected: impl Into<Cow<'static, str>>) -> Self {
        Self {
            expected: expected.into(),
            place: None,
        }
    }

    /// The same error at a line and a column of the body, both counted from 1.
    #[inline]
    pub fn at(self, line: usize, column: usize) -> Self {
        Self {
            place: Some((line, column)),
            ..self
        }
    }

    /// What was expected.
    #[inline]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// The line and the column, counted from 1, if they are known.
    #[inline]
    pub fn place(&self) -> Option<(usize, usize)> {
        self.place
    }
}

impl fmt::Display for DecodeError {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "expected {}", self.expected)?;
        match self.place {
            Some((line, column)) => write!(formatter, " at line {line} column {column}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}
