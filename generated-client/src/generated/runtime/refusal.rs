// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! What a server says of a request that does not fit the API's description.

use std::borrow::Cow;
use std::fmt;

use http::StatusCode;

use super::operation::OperationFacts;
use super::problems::ValidationError;

/// Why a request does not fit the API's description. It names places and what they expect, never a value.
#[derive(Clone, Debug)]
pub struct Refusal {
    status: StatusCode,
    message: Cow<'static, str>,
    facts: Option<&'static OperationFacts>,
    allowed: Option<String>,
}

impl Refusal {
    /// A request that is wrong: 400.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self::with_status(StatusCode::BAD_REQUEST, message)
    }

    /// The same with another status: 404 where no operation has the path, 405 where none has the method.
    pub fn with_status(status: StatusCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            message: message.into(),
            facts: None,
            allowed: None,
        }
    }

    /// The same, of a request for this operation.
    #[must_use]
    pub fn of(self, facts: &'static OperationFacts) -> Self {
        Self {
            facts: Some(facts),
            ..self
        }
    }

    /// The same, where these methods would do.
    pub(super) fn allowing(self, methods: String) -> Self {
        Self {
            allowed: Some(methods),
            ..self
        }
    }

    /// The methods that would do, where another is wrong.
    pub(super) fn allowed(&self) -> Option<&str> {
        self.allowed.as_deref()
    }

    /// The status to answer with.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What is wrong, for people: `to does not match the pattern`.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The operation that was asked for, if there is one.
    pub fn facts(&self) -> Option<&'static OperationFacts> {
        self.facts
    }
}

impl From<ValidationError> for Refusal {
    fn from(error: ValidationError) -> Self {
        Self::new(error.list())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.facts {
            Some(facts) => write!(formatter, "{}: {}", facts.title, self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

impl std::error::Error for Refusal {}
