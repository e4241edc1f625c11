//! Requests whose JSON body may be left out.

use http::Request;
use serde::Serialize;

use super::body::Body;
use super::draft::Draft;
use super::problems::ValidationError;

impl Draft {
    /// The request with a JSON body if there is one, or everything that is wrong with it.
    pub fn json_optional<T: Serialize>(
        self,
        body: Option<&T>,
    ) -> Result<Request<Body>, ValidationError> {
        match body {
            Some(body) => self.json(body),
            None => self.finish(Body::empty()),
        }
    }
}
