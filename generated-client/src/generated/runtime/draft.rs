// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Assembles the request of an operation.

use http::header::{ACCEPT, HeaderMap, HeaderValue};
use http::{Request, Uri};

use super::base_url::BaseUrl;
use super::body::Body;
use super::operation::OperationFacts;
use super::problems::{Problems, ValidationError};

/// The request of an operation while it is put together. What is wrong with its values is collected and reported at once.
pub struct Draft {
    /// What is known of the operation.
    pub facts: &'static OperationFacts,
    /// The request's target so far: the base URL, then whatever was added.
    pub target: String,
    /// The request's headers so far.
    pub headers: HeaderMap,
    /// What is wrong so far.
    pub problems: Problems,
}

/// Room for a query, in bytes, so that the usual target is written into one piece of memory.
const USUAL_QUERY: usize = 48;

impl Draft {
    /// Starts a request to `base`.
    #[inline]
    pub fn new(facts: &'static OperationFacts, base: &BaseUrl) -> Self {
        let mut headers = HeaderMap::new();
        if !facts.accept.is_empty() {
            headers.insert(ACCEPT, HeaderValue::from_static(facts.accept));
        }
        let base = base.as_str();
        // The values that stand in the path are mostly no longer than what the template calls them.
        let mut target = String::with_capacity(base.len() + facts.path.len() + USUAL_QUERY);
        target.push_str(base);
        Self {
            facts,
            target,
            headers,
            problems: Problems::new(facts.title),
        }
    }

    /// Adds a part of the path that stands in the template as it is.
    #[inline]
    pub fn path(&mut self, literal: &str) {
        self.target.push_str(literal);
    }

    /// The request with this body, or everything that is wrong with it.
    #[inline]
    pub fn finish(mut self, body: Body) -> Result<Request<Body>, ValidationError> {
        let mut request = Request::new(body);
        *request.method_mut() = self.facts.method.clone();
        *request.headers_mut() = self.headers;
        match Uri::try_from(self.target) {
            Ok(uri) => *request.uri_mut() = uri,
            Err(_) => self.problems.add("path", "is too long or not a valid path"),
        }
        if self.problems.is_empty() {
            Ok(request)
        } else {
            Err(self.problems.into_error())
        }
    }
}
