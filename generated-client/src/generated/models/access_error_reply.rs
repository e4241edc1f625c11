// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;

use super::super::runtime::object;
use super::super::runtime::secret::Redacted;

/// Why a request was not let in.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct AccessErrorReply {
    /// What is wrong, for people. Some replies spell the key `Message`.
    pub message: Option<String>,
}

impl fmt::Debug for AccessErrorReply {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("AccessErrorReply");
        shown.field("message", &Redacted::option(self.message.as_ref()));
        shown.finish()
    }
}

object::members! {
    AccessErrorReply through object {
        0 message "message" | 1 "Message" = None, set, optional;
    }
}
