//! Replies that come in one of several media types.

use http::header::CONTENT_TYPE;

use super::media_type::fits;
use super::operation::Reply;

impl Reply {
    /// Whether the reply says that it is of this media type, which may be a range such as `image/*`.
    #[inline]
    pub fn is(&self, media_type: &str) -> bool {
        let own = self.headers().get(CONTENT_TYPE);
        let own = own.and_then(|value| value.to_str().ok());
        fits(own.unwrap_or_default(), media_type)
    }
}
