// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde::de::MapAccess;

use super::super::runtime::object;

/// Whether a code is the one that was sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct VerifyCodeResponse {
    /// `true` if the code is right and was sent recently enough under this scope; `false` if it is
    /// wrong, expired or was never sent.
    pub valid: bool,
}

impl VerifyCodeResponse {
    /// A `VerifyCodeResponse`.
    #[inline]
    pub fn new(valid: bool) -> Self {
        Self { valid }
    }
}

impl object::Object for VerifyCodeResponse {
    const NAME: &'static str = "VerifyCodeResponse";
    const MEMBERS: &'static [&'static str] = &["valid"];
    const REQUIRED: usize = 1;

    fn read<'de, A: MapAccess<'de>>(
        members: &mut object::Members<'de, A>,
    ) -> Option<Self> {
        let mut valid = None;
        while members.advance() {
            match members.at() {
                0 => members.fill(&mut valid),
                _ => members.skip(),
            }
        }
        Some(Self { valid: valid? })
    }

    fn write<S: Serializer>(&self, writer: object::Writer<S>) -> object::Writer<S> {
        writer.member("valid", &self.valid)
    }
}

impl Serialize for VerifyCodeResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(self, serializer)
    }
}

impl<'de> Deserialize<'de> for VerifyCodeResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::read(deserializer)
    }
}
