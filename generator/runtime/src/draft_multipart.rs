//! Requests whose body is a form of parts.

use http::Request;
use http::header::{CONTENT_TYPE, HeaderValue};

use super::body::Body;
use super::draft::Draft;
use super::multipart::{self, Multipart};
use super::problems::ValidationError;

impl Draft {
    /// The request with a form of parts, or everything that is wrong with it.
    #[inline]
    pub fn multipart(
        mut self,
        media_type: &str,
        form: &Multipart,
    ) -> Result<Request<Body>, ValidationError> {
        let boundary = multipart::boundary();
        let content_type = format!("{media_type}; boundary={boundary}");
        if let Ok(content_type) = HeaderValue::try_from(content_type) {
            self.headers.insert(CONTENT_TYPE, content_type);
        }
        for (name, text) in form.problems() {
            self.problems.add(name, text);
        }
        if !self.problems.is_empty() {
            // The streams can still be sent when the rest is right.
            return self.finish(Body::empty());
        }
        let body = form.body(&boundary).unwrap_or_else(|| {
            self.problems
                .add("body", "has a stream that was sent before");
            Body::empty()
        });
        self.finish(body)
    }
}
