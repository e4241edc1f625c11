// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde::de::MapAccess;

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
        formatter
            .debug_struct("ErrorReply")
            .field("error", &Redacted::option(self.error.as_ref()))
            .field("request_id", &Redacted::option(self.request_id.as_ref()))
            .field("type_", &Redacted::option(self.type_.as_ref()))
            .field("description", &Redacted::option(self.description.as_ref()))
            .field("result", &Redacted::option(self.result.as_ref()))
            .finish()
    }
}

impl object::Object for ErrorReply {
    const NAME: &'static str = "ErrorReply";
    const MEMBERS: &'static [&'static str] = &[
        "error",
        "requestId",
        "type",
        "description",
        "result",
    ];
    const REQUIRED: usize = 0;

    fn read<'de, A: MapAccess<'de>>(
        members: &mut object::Members<'de, A>,
    ) -> Option<Self> {
        let mut error = None;
        let mut request_id = None;
        let mut type_ = None;
        let mut description = None;
        let mut result = None;
        while members.advance() {
            match members.at() {
                0 => members.set(&mut error),
                1 => members.set(&mut request_id),
                2 => members.set(&mut type_),
                3 => members.set(&mut description),
                4 => members.set(&mut result),
                _ => members.skip(),
            }
        }
        Some(Self {
            error,
            request_id,
            type_,
            description,
            result,
        })
    }

    fn write<S: Serializer>(&self, writer: object::Writer<S>) -> object::Writer<S> {
        writer
            .optional("error", &self.error)
            .optional("requestId", &self.request_id)
            .optional("type", &self.type_)
            .optional("description", &self.description)
            .optional("result", &self.result)
    }
}

impl Serialize for ErrorReply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(self, serializer)
    }
}

impl<'de> Deserialize<'de> for ErrorReply {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::read(deserializer)
    }
}
