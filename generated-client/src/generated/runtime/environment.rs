// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! The places where the API can be reached.

use std::borrow::Cow;
use std::fmt;

/// A place where the API can be reached.
#[derive(Clone, PartialEq, Eq)]
pub struct Environment(Cow<'static, str>);

impl Environment {
    /// A place that the API's description names.
    #[doc(hidden)]
    #[inline]
    pub const fn new(url: &'static str) -> Self {
        Self(Cow::Borrowed(url))
    }

    /// Any other place, by its base URL. Whether the URL will do is seen when the client is built.
    #[inline]
    pub fn custom(url: impl Into<String>) -> Self {
        Self(Cow::Owned(url.into()))
    }

    /// The base URL, by value.
    #[inline]
    pub(super) fn into_url(self) -> String {
        self.0.into_owned()
    }
}

impl fmt::Debug for Environment {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cow::Borrowed(url) => write!(formatter, "Environment({url:?})"),
            // Not looked at yet: it may hold a password.
            Cow::Owned(_) => formatter.write_str("Environment(custom)"),
        }
    }
}
