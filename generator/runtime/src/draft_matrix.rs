//! Path parameters that stand behind a semicolon and their name.

use serde::Serialize;

use super::draft::Draft;
use super::expand::Style;
use super::expand_encoded::push;

const MATRIX: Style = Style {
    first: ";",
    between: ";",
    within: ",",
    named: true,
    empty: "",
    name: push,
    value: push,
};

impl Draft {
    /// Adds a path parameter behind a semicolon and its name: `;name=5`. Its parts stand as `;name=1,2`, or, where they are spread
    /// out, or `exploded`, as `;name=1;name=2` and `;member=1`.
    pub fn matrix<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        name: &str,
        value: &T,
        exploded: bool,
    ) {
        self.segment_parts(field, name, value, &MATRIX, exploded);
    }
}
