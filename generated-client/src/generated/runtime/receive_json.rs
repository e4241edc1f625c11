// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Requests with a JSON body.

use serde::de::DeserializeOwned;

use super::receipt::Receipt;
use super::refusal::Refusal;
use super::reply_json;

impl Receipt<'_> {
    /// A JSON body.
    pub fn json<T: DeserializeOwned>(&self, media_type: &str) -> Result<T, Refusal> {
        if !self.content_type().is_empty() && !self.is_json() {
            self.expect(media_type)?;
        }
        reply_json::text(self.bytes()).map_err(|error| self.refuse("body:", &error.to_string()))
    }

    /// A JSON body if there is one.
    pub fn json_optional<T: DeserializeOwned>(
        &self,
        media_type: &str,
    ) -> Result<Option<T>, Refusal> {
        if self.is_empty() {
            return Ok(None);
        }
        self.json(media_type).map(Some)
    }

    fn is_json(&self) -> bool {
        let essence = self.content_type().split(';').next().unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        essence.ends_with("/json") || essence.ends_with("+json")
    }
}
