// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;

use super::super::runtime::object;
use super::super::runtime::secret::Redacted;

/// Why a request failed. The sources have three forms: `error` with `requestId`, `type` with
/// `description`, and `result` alone. Any field may be absent.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorReply {
    /// What is wrong, for people.
    pub error: Option<String>,
    /// What to tell support, so that they find the request.
    pub request_id: Option<String>,
    /// The kind of error.
    pub type_: Option<String>,
    /// What is wrong, for people, in replies that have a `type`.
    pub description: Option<String>,
    /// What is wrong, for people, in the form of 2020.
    pub result: Option<String>,
}

impl fmt::Debug for ErrorReply {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("ErrorReply");
        shown.field("error", &Redacted::option(self.error.as_ref()));
        shown.field("request_id", &Redacted::option(self.request_id.as_ref()));
        shown.field("type_", &Redacted::option(self.type_.as_ref()));
        shown.field("description", &Redacted::option(self.description.as_ref()));
        shown.field("result", &Redacted::option(self.result.as_ref()));
        shown.finish()
    }
}

object::members! {
    ErrorReply through object {
        0 error "error" = None, set, optional;
        1 request_id "requestId" = None, set, optional;
        2 type_ "type" = None, set, optional;
        3 description "description" = None, set, optional;
        4 result "result" = None, set, optional;
    }
}
