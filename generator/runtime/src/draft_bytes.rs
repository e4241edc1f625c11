//! Requests with a body of plain bytes.

use bytes::Bytes;
use http::Request;
use http::header::{CONTENT_TYPE, HeaderValue};

use super::body::Body;
use super::draft::Draft;
use super::problems::ValidationError;

impl Draft {
    /// The request with a body of plain bytes, or everything that is wrong with it.
    pub fn bytes(
        mut self,
        media_type: &'static str,
        body: &Bytes,
    ) -> Result<Request<Body>, ValidationError> {
        self.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        self.finish(Body::from(body.clone()))
    }
}
