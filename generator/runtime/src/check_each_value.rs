//! Checks the values of a map one by one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::problems::Problems;

/// The values of a map, of which each is to be checked.
#[must_use = "nothing is checked until `check` says how"]
pub struct EachValue<'p, 'v, T> {
    problems: &'p mut Problems,
    field: &'static str,
    map: Option<&'v BTreeMap<String, T>>,
}

impl Problems {
    /// The values of a map. One that is not set has none.
    pub fn each_value<'v, T>(
        &mut self,
        field: &'static str,
        map: Option<&'v BTreeMap<String, T>>,
    ) -> EachValue<'_, 'v, T> {
        EachValue {
            problems: self,
            field,
            map,
        }
    }
}

impl<T> EachValue<'_, '_, T> {
    /// Checks each of them: `check` calls it by an empty name. Their keys are not shown: they are values too.
    pub fn check(self, check: impl Fn(&mut Problems, &T)) {
        for value in self.map.into_iter().flat_map(BTreeMap::values) {
            let mut inside = Problems::new("value");
            check(&mut inside, value);
            let path = || Cow::Owned(format!("{}[*]", self.field));
            self.problems.add_below(inside.problems, path);
        }
    }
}
