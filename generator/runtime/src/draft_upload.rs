//! Requests whose body is bytes or a stream.

use http::Request;
use http::header::{CONTENT_TYPE, HeaderValue};

use super::body::Body;
use super::draft::Draft;
use super::problems::ValidationError;
use super::upload::Upload;

impl Draft {
    /// The request with a body that is sent as it is, or everything that is wrong with it.
    #[inline]
    pub fn upload(
        mut self,
        media_type: &str,
        body: &Upload,
    ) -> Result<Request<Body>, ValidationError> {
        match HeaderValue::from_str(body.media_type().unwrap_or(media_type)) {
            Ok(media_type) => {
                self.headers.insert(CONTENT_TYPE, media_type);
            }
            Err(_) => self
                .problems
                .add("body", "has a content type that a header cannot carry"),
        }
        if !self.problems.is_empty() {
            // The stream can still be sent when the rest is right.
            return self.finish(Body::empty());
        }
        let body = body.take().unwrap_or_else(|| {
            self.problems
                .add("body", "is a stream that was sent before");
            Body::empty()
        });
        self.finish(body)
    }
}
