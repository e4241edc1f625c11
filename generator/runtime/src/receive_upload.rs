//! Requests whose body is taken as it comes.

use super::receipt::Receipt;
use super::refusal::Refusal;
use super::upload::Upload;

impl Receipt<'_> {
    /// The body as it came, with what it is said to be.
    pub fn upload(&self, media_type: &str) -> Result<Upload, Refusal> {
        let upload = Upload::from(self.bytes().clone());
        if self.content_type().is_empty() {
            self.expect(media_type)?;
        }
        Ok(upload.content_type(self.content_type()))
    }
}
