//! Requests without a body.

use http::Request;

use super::body::Body;
use super::draft::Draft;
use super::problems::ValidationError;

impl Draft {
    /// The request without a body, or everything that is wrong with it.
    #[inline]
    pub fn empty(self) -> Result<Request<Body>, ValidationError> {
        self.finish(Body::empty())
    }
}
