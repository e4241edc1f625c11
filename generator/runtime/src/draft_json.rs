//! Requests with a JSON body.

use http::Request;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;

use super::body::Body;
use super::draft::Draft;
use super::problems::ValidationError;

impl Draft {
    /// The request with a JSON body, or everything that is wrong with it.
    pub fn json<T: Serialize>(mut self, body: &T) -> Result<Request<Body>, ValidationError> {
        self.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let json = serde_json::to_vec(body).unwrap_or_else(|_| {
            // The serializer's own words may quote a value.
            self.problems
                .add("body", "holds a value that JSON cannot carry");
            Vec::new()
        });
        self.finish(Body::from(json))
    }
}
