//! Path parameters with commas between their parts.

use serde::Serialize;

use super::draft::Draft;
use super::expand::Style;
use super::expand_encoded::push;

const SIMPLE: Style = Style {
    first: "",
    between: ",",
    within: ",",
    named: false,
    empty: "=",
    name: push,
    value: push,
};

impl Draft {
    /// Adds a path parameter with parts: `1,2`. Members stand as `R,100,G,200`, or, where they are spread out, or `exploded`, as
    /// `R=100,G=200`.
    pub fn simple<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        value: &T,
        exploded: bool,
    ) {
        self.segment_parts(field, "", value, &SIMPLE, exploded);
    }
}
