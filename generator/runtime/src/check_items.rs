//! Checks the number of items of a list or of members of a map.

use super::problems::Problems;

impl Problems {
    /// Checks how many items a list has, or members a map. One that is not set is fine.
    #[inline]
    pub fn items(
        &mut self,
        field: &'static str,
        count: Option<usize>,
        minimum: Option<u64>,
        maximum: Option<u64>,
    ) {
        let Some(count) = count.map(|count| count as u64) else {
            return;
        };
        if let Some(minimum) = minimum.filter(|minimum| count < *minimum) {
            let text = match minimum {
                1 => "must not be empty".to_owned(),
                _ => format!("must have at least {minimum} items"),
            };
            self.add(field, text);
        }
        if let Some(maximum) = maximum.filter(|maximum| count > *maximum) {
            let plural = if maximum == 1 { "" } else { "s" };
            self.add(field, format!("must have at most {maximum} item{plural}"));
        }
    }
}
