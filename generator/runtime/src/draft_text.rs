//! Requests whose body is text.

use http::Request;
use http::header::{CONTENT_TYPE, HeaderValue};

use super::body::Body;
use super::draft::Draft;
use super::problems::ValidationError;

impl Draft {
    /// The request with a body of text, or everything that is wrong with it.
    #[inline]
    pub fn text(
        mut self,
        media_type: &'static str,
        body: &str,
    ) -> Result<Request<Body>, ValidationError> {
        self.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        self.finish(Body::from(body.as_bytes().to_vec()))
    }
}
