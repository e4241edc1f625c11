//! Checks the items of a list one by one.

use std::borrow::Cow;

use super::problems::Problems;

/// The items of a list, of which each is to be checked.
#[must_use = "nothing is checked until `check` says how"]
pub struct Each<'p, 'v, T> {
    problems: &'p mut Problems,
    field: &'static str,
    items: &'v [T],
}

impl Problems {
    /// The items of a list. One that is not set has none.
    pub fn each<'v, T>(&mut self, field: &'static str, items: Option<&'v [T]>) -> Each<'_, 'v, T> {
        Each {
            problems: self,
            field,
            items: items.unwrap_or_default(),
        }
    }
}

impl<T> Each<'_, '_, T> {
    /// Checks each of them: `check` calls it by an empty name.
    pub fn check(self, check: impl Fn(&mut Problems, &T)) {
        for (index, item) in self.items.iter().enumerate() {
            let mut inside = Problems::new("item");
            check(&mut inside, item);
            let path = || Cow::Owned(format!("{}[{index}]", self.field));
            self.problems.add_below(inside.problems, path);
        }
    }
}
