//! Checks the length of a text.

use super::problems::Problems;

impl Problems {
    /// Checks a text's length in characters (Unicode scalar values). A text that is not set is fine.
    #[inline]
    pub fn length(
        &mut self,
        field: &'static str,
        value: Option<&str>,
        minimum: Option<u64>,
        maximum: Option<u64>,
    ) {
        let Some(value) = value else { return };
        let length = value.chars().count() as u64;
        if let Some(minimum) = minimum.filter(|minimum| length < *minimum) {
            let text = match minimum {
                1 => "must not be empty".to_owned(),
                _ => format!("must have at least {minimum} characters"),
            };
            self.add(field, text);
        }
        if let Some(maximum) = maximum.filter(|maximum| length > *maximum) {
            let plural = if maximum == 1 { "" } else { "s" };
            self.add(
                field,
                format!("must have at most {maximum} character{plural}"),
            );
        }
    }
}
