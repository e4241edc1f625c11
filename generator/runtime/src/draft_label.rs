//! Path parameters that begin with a dot.

use serde::Serialize;

use super::draft::Draft;
use super::expand::Style;
use super::expand_encoded::push;

const LABEL: Style = Style {
    first: ".",
    between: ".",
    within: ",",
    named: false,
    empty: "=",
    name: push,
    value: push,
};

impl Draft {
    /// Adds a path parameter behind a dot: `.5`. Its parts stand as `.1,2`, or, where they are spread out, or `exploded`, as
    /// `.1.2`.
    pub fn label<T: Serialize + ?Sized>(&mut self, field: &'static str, value: &T, exploded: bool) {
        self.segment_parts(field, "", value, &LABEL, exploded);
    }
}
