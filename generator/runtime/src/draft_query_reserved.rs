//! Query parameters that may hold the punctuation of URLs.

use std::fmt::Display;

use super::draft::Draft;
use super::encode;
use super::encode_reserved;

impl Draft {
    /// Adds a query parameter if it is set, and leaves reserved characters in its value as they are: whoever sets it encodes
    /// a `&` that is not meant to start another parameter.
    #[inline]
    pub fn query_reserved(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.query_start();
            encode::push(&mut self.target, name);
            self.target.push('=');
            encode_reserved::push(&mut self.target, &value.to_string());
        }
    }
}
