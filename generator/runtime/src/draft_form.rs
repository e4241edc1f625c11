//! Query parameters with parts.

use serde::Serialize;

use super::draft::Draft;
use super::expand::Style;
use super::expand_encoded::push;

/// `name=1&name=2` where it is spread out, `name=1,2` where it is not.
const FORM: Style = Style {
    first: "",
    between: "&",
    within: ",",
    named: true,
    empty: "=",
    name: push,
    value: push,
};

impl Draft {
    /// Adds a query parameter with parts if it is set. Spread out, or `exploded`, each item stands behind the parameter's name
    /// and each member behind its own; otherwise commas stand between. Nothing is sent of an empty list.
    pub fn form<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        name: &str,
        value: Option<&T>,
        exploded: bool,
    ) {
        self.query_parts(field, name, value, &FORM, exploded);
    }
}
