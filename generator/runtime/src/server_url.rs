//! The URL of a server, put together from what was chosen for it.

use super::encode;
use super::environment::Environment;

/// The URL of a server while it is put together.
#[derive(Default)]
pub struct ServerUrl(String);

impl ServerUrl {
    /// Adds a part that stands in the description as it is, and a chosen value behind it. In the host a value cannot end the
    /// host, whatever it is: `evil.example/` for a region makes a URL that is refused when the client is built, and none that
    /// leads elsewhere.
    #[inline]
    pub fn part(&mut self, literal: &str, value: &str) {
        self.0.push_str(literal);
        let host = self.0.rsplit_once("://");
        if host.is_none_or(|(_, host)| host.contains('/')) {
            self.0.push_str(value);
            return;
        }
        let mut parts = value.split(':');
        encode::push(&mut self.0, parts.next().unwrap_or_default());
        for part in parts {
            self.0.push(':');
            encode::push(&mut self.0, part);
        }
    }

    /// The place with this URL, `rest` being its end.
    #[inline]
    pub fn end(mut self, rest: &str) -> Environment {
        self.0.push_str(rest);
        Environment::custom(self.0)
    }
}
