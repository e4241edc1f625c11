//! Query parameters whose parts share one value.

use serde::Serialize;

use super::draft::Draft;
use super::expand::Style;
use super::expand_encoded::push;

impl Draft {
    /// Adds a query parameter with parts if it is set: `name=1%202%203`. What stands between is `%20` or `%7C`. Nothing is
    /// sent of an empty list.
    pub fn delimited<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        name: &str,
        value: Option<&T>,
        within: &'static str,
    ) {
        let style = Style {
            first: "",
            between: "&",
            within,
            named: true,
            empty: "=",
            name: push,
            value: push,
        };
        self.query_parts(field, name, value, &style, false);
    }
}
