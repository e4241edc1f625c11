//! Replies in the forms that the documentation shows.

use http::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};
use serde_json::{Value, json};

use super::options::{ErrorForm, MessageKey};
use super::random::Random;
use crate::Body;

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");
const HTML: HeaderValue = HeaderValue::from_static("text/html");

/// Makes replies in the forms that were asked for.
pub struct Replies<'a> {
    pub form: ErrorForm,
    pub key: MessageKey,
    pub random: &'a Random,
}

impl Replies<'_> {
    /// 400, 429 and 500.
    pub fn error(&self, status: StatusCode, text: &str) -> Response<Body> {
        let body = match self.form {
            ErrorForm::Error => json!({ "error": text, "requestId": self.random.uuid() }),
            ErrorForm::TypeAndDescription => {
                let kind = status.canonical_reason().unwrap_or_default();
                json!({ "type": kind.to_ascii_lowercase().replace(' ', "-"), "description": text })
            }
            ErrorForm::Result => json!({ "result": text }),
        };
        json(status, &body)
    }

    /// 401, 403 and what else a gateway says.
    pub fn access(&self, status: StatusCode, text: &str) -> Response<Body> {
        if status == StatusCode::FORBIDDEN && self.key == MessageKey::Large {
            return json(status, &json!({ "Message": text }));
        }
        json(status, &json!({ "message": text }))
    }

    /// A failure that a test asked for.
    pub fn failure(&self, status: StatusCode) -> Response<Body> {
        match status.as_u16() {
            400 => self.error(status, "400 Request is malformed or invalid"),
            401 | 404 => self.access(status, status.canonical_reason().unwrap_or_default()),
            405 => only_post(self.access(status, "Method Not Allowed")),
            403 => self.access(status, DENIED),
            429 => self.error(status, LOCKED),
            500 => self.error(status, "Internal Error"),
            _ => gateway(status),
        }
    }
}

/// What a number that is locked is answered with, with 429.
pub const LOCKED: &str = "This number has exceeded verification attempts, please wait 2 minutes";

/// What credentials that are not good for something are answered with, with 403.
pub const DENIED: &str = "User is not authorized to access this resource with an explicit deny";

/// A reply with JSON.
pub fn json(status: StatusCode, value: &Value) -> Response<Body> {
    with(status, JSON, value.to_string())
}

/// A reply without a body.
pub fn bare(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// The same reply to a method that is not `POST`, the one that everything here takes.
pub fn only_post(mut response: Response<Body>) -> Response<Body> {
    let allowed = HeaderValue::from_static("POST");
    response.headers_mut().insert(ALLOW, allowed);
    response
}

/// What stands in front of the service says: a page for people.
fn gateway(status: StatusCode) -> Response<Body> {
    let reason = status.canonical_reason().unwrap_or("Failure");
    let page = format!(
        "<html><body><h1>{} {reason}</h1></body></html>",
        status.as_str()
    );
    with(status, HTML, page)
}

fn with(status: StatusCode, content_type: HeaderValue, text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text.into_bytes()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}
