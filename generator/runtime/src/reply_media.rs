//! Replies that come in one of several media types.

use http::header::CONTENT_TYPE;

use super::operation::Reply;

impl Reply {
    /// Whether the reply says that it is of this media type, which may be a range such as `image/*`.
    pub fn is(&self, media_type: &str) -> bool {
        let own = self.headers().get(CONTENT_TYPE);
        let own = own
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let own = own.split(';').next().unwrap_or_default().trim();
        if media_type == "*/*" {
            return true;
        }
        match media_type.strip_suffix('*') {
            Some(range) => own
                .get(..range.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(range)),
            None => own.eq_ignore_ascii_case(media_type),
        }
    }
}
