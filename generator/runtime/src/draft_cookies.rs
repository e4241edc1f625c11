//! What all kinds of cookie parameters share.

use http::header::{COOKIE, HeaderValue};

use super::draft::Draft;

impl Draft {
    /// Adds cookies to those that the request has: they share one header.
    #[inline]
    pub fn cookies(&mut self, field: &'static str, mut cookies: String) {
        let others = self.headers.get(COOKIE).map(HeaderValue::to_str);
        if let Some(Ok(others)) = others {
            cookies = format!("{others}; {cookies}");
        }
        if let Ok(mut value) = HeaderValue::try_from(cookies) {
            // What a parameter holds may be a secret: nothing prints it.
            value.set_sensitive(true);
            self.headers.insert(COOKIE, value);
        } else {
            let text = "holds characters that a cookie cannot carry";
            self.problems.add(field, text);
        }
    }
}
