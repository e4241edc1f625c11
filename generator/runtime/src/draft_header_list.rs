//! Header parameters that are lists.

use std::fmt::Display;

use super::draft::Draft;

impl Draft {
    /// Adds a header parameter that is a list, if it is set and has items: the items with commas between them.
    pub fn header_list(
        &mut self,
        field: &'static str,
        name: &'static str,
        values: Option<&[impl Display]>,
    ) {
        let values: Vec<String> = values
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect();
        let joined = (!values.is_empty()).then(|| values.join(","));
        self.header(field, name, joined);
    }
}
