//! Parameters that are JSON.

use serde::Serialize;

use super::draft::Draft;

impl Draft {
    /// A parameter as JSON text, if it is set; `field` is its name in Rust.
    pub fn json_text<T: Serialize + ?Sized>(
        &mut self,
        field: &'static str,
        value: Option<&T>,
    ) -> Option<String> {
        let json = value.map(serde_json::to_string)?;
        if json.is_err() {
            // The serializer's own words may quote a value.
            let text = "holds a value that JSON cannot carry";
            self.problems.add(field, text);
        }
        json.ok()
    }
}
