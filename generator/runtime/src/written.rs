//! How a server writes its replies.

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};
use serde::Serialize;

use super::body::Body;
use super::unexpected::Unexpected;

/// Writes replies.
#[derive(Debug)]
pub enum Written {}

impl Written {
    /// A reply without a body.
    #[inline]
    pub fn empty(status: u16) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        response
    }

    /// A reply with this body, which is said to be of this media type.
    #[inline]
    pub fn body(status: u16, media_type: &'static str, body: impl Into<Body>) -> Response<Body> {
        let mut response = Self::empty(status).map(|_| body.into());
        let media_type = HeaderValue::from_static(media_type);
        response.headers_mut().insert(CONTENT_TYPE, media_type);
        response
    }

    /// A reply with a JSON body. A value that JSON cannot carry makes it a 500 that says so.
    #[inline]
    pub fn json(status: u16, media_type: &'static str, value: &impl Serialize) -> Response<Body> {
        match serde_json::to_vec(value) {
            Ok(bytes) => Self::body(status, media_type, bytes),
            Err(_) => Self::body(
                500,
                "text/plain",
                b"the reply holds a value that JSON cannot carry".to_vec(),
            ),
        }
    }

    /// A reply that the API's description does not declare.
    #[inline]
    pub fn unexpected(unexpected: &Unexpected) -> Response<Body> {
        let mut response = Response::new(Body::from(unexpected.body().clone()));
        *response.status_mut() = unexpected.status();
        *response.headers_mut() = unexpected.headers().clone();
        response
    }
}
