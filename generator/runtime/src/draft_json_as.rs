//! Requests whose JSON body is one of several that they may have.

use http::Request;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;

use super::body::Body;
use super::draft::Draft;
use super::problems::ValidationError;

impl Draft {
    /// The request with a JSON body of this media type, or everything that is wrong with it.
    pub fn json_as<T: Serialize>(
        self,
        media_type: &'static str,
        body: &T,
    ) -> Result<Request<Body>, ValidationError> {
        let mut request = self.json(body)?;
        request
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        Ok(request)
    }
}
