// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Checks that a number is within bounds.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Bound;

use super::problems::Problems;

/// A number of any of the types that a model may have. Comparing two is exact.
#[derive(Clone, Copy)]
pub enum Number {
    /// A whole number.
    Integer(i128),
    /// A number in floating point.
    Float(f64),
}

impl Number {
    #[inline]
    fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(left), Self::Integer(right)) => Some(left.cmp(&right)),
            (Self::Float(left), Self::Float(right)) => left.partial_cmp(&right),
            (Self::Integer(left), Self::Float(right)) => compare_mixed(left, right),
            (Self::Float(left), Self::Integer(right)) => {
                compare_mixed(right, left).map(Ordering::reverse)
            }
        }
    }

    #[inline]
    fn is_finite(self) -> bool {
        match self {
            Self::Integer(_) => true,
            Self::Float(value) => value.is_finite(),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and the fraction that it drops is compared after it"
)]
#[inline]
fn compare_mixed(integer: i128, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    let whole = float.trunc();
    Some(integer.cmp(&(whole as i128)).then_with(|| {
        // Equal whole parts: what is left of the float decides.
        0.0_f64
            .partial_cmp(&(float - whole))
            .unwrap_or(Ordering::Equal)
    }))
}

impl fmt::Display for Number {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(formatter),
            Self::Float(value) => value.fmt(formatter),
        }
    }
}

impl From<i32> for Number {
    #[inline]
    fn from(value: i32) -> Self {
        Self::Integer(value.into())
    }
}

impl From<u32> for Number {
    #[inline]
    fn from(value: u32) -> Self {
        Self::Integer(value.into())
    }
}

impl From<i64> for Number {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Integer(value.into())
    }
}

impl From<u64> for Number {
    #[inline]
    fn from(value: u64) -> Self {
        Self::Integer(value.into())
    }
}

impl From<f32> for Number {
    #[inline]
    fn from(value: f32) -> Self {
        Self::Float(value.into())
    }
}

impl From<f64> for Number {
    #[inline]
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl Problems {
    /// Checks that a number is finite and within its bounds. A number that is not set is fine.
    pub fn range<V, B>(
        &mut self,
        field: &'static str,
        value: Option<V>,
        (minimum, maximum): (Bound<B>, Bound<B>),
    ) where
        V: Into<Number>,
        B: Into<Number>,
    {
        let Some(value) = value.map(Into::into) else {
            return;
        };
        if !value.is_finite() {
            self.add(field, "must be a finite number");
            return;
        }
        let (minimum, maximum) = (minimum.map(Into::into), maximum.map(Into::into));
        match minimum {
            Bound::Included(bound) if value.compare(bound) == Some(Ordering::Less) => {
                self.add(field, format!("must be at least {bound}"));
            }
            Bound::Excluded(bound) if value.compare(bound) != Some(Ordering::Greater) => {
                self.add(field, format!("must be more than {bound}"));
            }
            _ => {}
        }
        match maximum {
            Bound::Included(bound) if value.compare(bound) == Some(Ordering::Greater) => {
                self.add(field, format!("must be at most {bound}"));
            }
            Bound::Excluded(bound) if value.compare(bound) != Some(Ordering::Less) => {
                self.add(field, format!("must be less than {bound}"));
            }
            _ => {}
        }
    }
}
