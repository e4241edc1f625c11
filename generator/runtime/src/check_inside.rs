//! Checks the values inside a value, and says by a path which one is wrong.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::problems::{Problem, Problems, ValidationError};

/// A value with bounds of its own, or one that holds such values.
pub trait CheckInside {
    /// Everything that is wrong with it. The subject of the error means nothing.
    fn check_inside(&self) -> Result<(), ValidationError>;
}

impl Problems {
    /// Checks what is in `field`.
    pub fn inside(&mut self, field: &'static str, value: &impl CheckInside) {
        self.absorb_below(value, || Cow::Borrowed(field));
    }

    fn absorb_below(&mut self, value: &impl CheckInside, path: impl FnOnce() -> Cow<'static, str>) {
        let Err(error) = value.check_inside() else {
            return;
        };
        let path = path();
        let below = |problem: Problem| problem.below(&path);
        self.problems.extend(error.problems.into_iter().map(below));
    }
}

impl Problem {
    fn below(mut self, path: &str) -> Self {
        let dot = if self.field.starts_with('[') { "" } else { "." };
        self.field = Cow::Owned(format!("{path}{dot}{}", self.field));
        self
    }
}

impl<T: CheckInside> CheckInside for &T {
    fn check_inside(&self) -> Result<(), ValidationError> {
        T::check_inside(self)
    }
}

impl<T: CheckInside> CheckInside for Box<T> {
    fn check_inside(&self) -> Result<(), ValidationError> {
        T::check_inside(self)
    }
}

impl<T: CheckInside> CheckInside for Option<T> {
    fn check_inside(&self) -> Result<(), ValidationError> {
        self.as_ref().map_or(Ok(()), T::check_inside)
    }
}

impl<T: CheckInside> CheckInside for Vec<T> {
    fn check_inside(&self) -> Result<(), ValidationError> {
        let mut problems = Problems::new("list");
        for (index, item) in self.iter().enumerate() {
            problems.absorb_below(item, || Cow::Owned(format!("[{index}]")));
        }
        problems.into_result()
    }
}

/// The keys of a map are not shown: they are values too.
impl<T: CheckInside> CheckInside for BTreeMap<String, T> {
    fn check_inside(&self) -> Result<(), ValidationError> {
        let mut problems = Problems::new("map");
        for value in self.values() {
            problems.absorb_below(value, || Cow::Borrowed("[*]"));
        }
        problems.into_result()
    }
}
