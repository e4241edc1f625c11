//! Cookie parameters whose text is encoded.

use super::draft::Draft;
use super::encode;

impl Draft {
    /// Adds a cookie parameter if it is set, percent-encoded: JSON has characters that no cookie can carry.
    #[inline]
    pub fn cookie_text(&mut self, field: &'static str, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            let mut cookie = format!("{name}=");
            encode::push(&mut cookie, value);
            self.cookies(field, cookie);
        }
    }
}
