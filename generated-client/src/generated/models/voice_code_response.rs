// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde::de::MapAccess;

use super::super::runtime::object;

/// What a call that was started is called.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct VoiceCodeResponse {
    /// Names the call towards support. An opaque text of no fixed form; no source promises that it
    /// is there.
    pub call_id: Option<String>,
}

impl object::Object for VoiceCodeResponse {
    const NAME: &'static str = "VoiceCodeResponse";
    const MEMBERS: &'static [&'static str] = &["callId", "CallId"];
    const REQUIRED: usize = 0;

    fn read<'de, A: MapAccess<'de>>(
        members: &mut object::Members<'de, A>,
    ) -> Option<Self> {
        let mut call_id = None;
        while members.advance() {
            match members.at() {
                0 | 1 => members.set(&mut call_id),
                _ => members.skip(),
            }
        }
        Some(Self { call_id })
    }

    fn write<S: Serializer>(&self, writer: object::Writer<S>) -> object::Writer<S> {
        writer.optional("callId", &self.call_id)
    }
}

impl Serialize for VoiceCodeResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::write(self, serializer)
    }
}

impl<'de> Deserialize<'de> for VoiceCodeResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::read(deserializer)
    }
}
