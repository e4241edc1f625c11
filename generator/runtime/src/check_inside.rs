//! Checks the values inside a value, and says by a path which one is wrong.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::problems::{Problems, ValidationError};

/// A value with bounds of its own, or one that holds such values.
pub trait CheckInside {
    /// Everything that is wrong with it. The subject of the error means nothing.
    fn check_inside(&self) -> Result<(), ValidationError>;
}

impl Problems {
    /// Checks what is in `field`.
    #[inline]
    pub fn inside(&mut self, field: &'static str, value: &impl CheckInside) {
        self.inside_at(value, || Cow::Borrowed(field));
    }

    #[inline]
    fn inside_at(&mut self, value: &impl CheckInside, path: impl FnOnce() -> Cow<'static, str>) {
        if let Err(error) = value.check_inside() {
            self.add_below(error.problems, path);
        }
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
            problems.inside_at(item, || Cow::Owned(format!("[{index}]")));
        }
        problems.into_result()
    }
}

/// The keys of a map are not shown: they are values too.
impl<T: CheckInside> CheckInside for BTreeMap<String, T> {
    fn check_inside(&self) -> Result<(), ValidationError> {
        let mut problems = Problems::new("map");
        for value in self.values() {
            problems.inside_at(value, || Cow::Borrowed("[*]"));
        }
        problems.into_result()
    }
}
