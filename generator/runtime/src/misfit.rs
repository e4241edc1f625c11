//! Why a value does not fit a type: where, and what was expected. It never quotes the value.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

/// Up to here a reason is spelled out.
const LONGEST: usize = 400;

/// Why a value does not fit a type.
#[derive(Clone, Debug)]
pub struct Misfit {
    place: String,
    expected: String,
}

impl Misfit {
    /// Something else was expected; `expected` must not hold anything of the value.
    #[inline]
    pub fn new(expected: String) -> Self {
        let mut expected = expected;
        if let Some((end, _)) = expected.char_indices().nth(LONGEST) {
            expected.truncate(end);
            expected.push('…');
        }
        Self {
            place: String::new(),
            expected,
        }
    }

    /// The same, seen from one level further out: `step` is the declared name of a member, or `*` for one that is not declared.
    #[inline]
    pub fn below(mut self, step: &str) -> Self {
        if self.place.is_empty() {
            step.clone_into(&mut self.place);
        } else if self.place.len() < LONGEST {
            self.place = format!("{step}.{}", self.place);
        }
        self
    }
}

impl fmt::Display for Misfit {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            formatter.write_str(&self.expected)
        } else {
            write!(formatter, "`{}`: {}", self.place, self.expected)
        }
    }
}

impl std::error::Error for Misfit {}

impl Error for Misfit {
    /// Whatever it says, it may quote the value.
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self::new("another value".to_owned())
    }

    #[inline]
    fn invalid_type(_found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(expected.to_string())
    }

    #[inline]
    fn invalid_value(_found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(expected.to_string())
    }

    #[inline]
    fn invalid_length(_length: usize, expected: &dyn Expected) -> Self {
        Self::new(expected.to_string())
    }

    #[inline]
    fn missing_field(field: &'static str) -> Self {
        Self::new(format!("the member `{field}`"))
    }
}
