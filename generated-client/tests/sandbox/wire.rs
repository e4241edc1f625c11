//! A sandbox as its clients see it, and what they ask.

use bandwidth_mfa::testing::{Sandbox, Service};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, Request};
use serde_json::{Value, json};

/// `sandbox-user:sandbox-password`
pub const BASIC: &str = "Basic c2FuZGJveC11c2VyOnNhbmRib3gtcGFzc3dvcmQ=";
/// `sandbox-client:sandbox-secret`
pub const CLIENT: &str = "Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=";
pub const TOKEN: &str = "/api/v1/oauth2/token";
pub const NUMBER: &str = "+19195551234";

/// A reply, with its JSON if it has some.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

/// A sandbox as its clients see it: over HTTP, but for the socket.
pub struct Wire {
    pub sandbox: Sandbox,
    service: Service,
}

impl Wire {
    pub fn new(sandbox: Sandbox) -> Self {
        let service = Service::from(sandbox.clone());
        Self { sandbox, service }
    }

    pub fn request(&self, method: &str, path: &str, credentials: &str, body: &str) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        if !credentials.is_empty() {
            request = request.header(AUTHORIZATION, credentials);
        }
        let kind = if body.starts_with('{') {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        let request = request.header(CONTENT_TYPE, kind);
        let request = request.body(Bytes::from(body.to_owned())).unwrap();
        let (head, body) = self.service.serve(request).into_parts();
        Reply {
            status: head.status.as_u16(),
            headers: head.headers,
            text: String::from_utf8(body.into_bytes().unwrap().to_vec()).unwrap(),
        }
    }

    /// What an operation answers the account that the sandbox begins with.
    pub fn call(&self, operation: &str, body: &Value) -> Reply {
        let path = format!("/api/v1/accounts/9900000/code/{operation}");
        self.request("POST", &path, BASIC, &body.to_string())
    }

    /// Sends a code, and returns what arrives.
    pub fn send(&self, operation: &str, changes: &Value) -> String {
        let reply = self.call(operation, &changed(code_request(), changes));
        assert_eq!(reply.status, 200, "{}", reply.text);
        self.sandbox.inbox(NUMBER).last_code().unwrap()
    }

    /// Whether a code verifies, or the status of the failure.
    pub fn verify(&self, code: &str, changes: &Value) -> Result<bool, u16> {
        let request = json!({ "to": NUMBER, "code": code, "expirationTimeInMinutes": 3 });
        let reply = self.call("verify", &changed(request, changes));
        let valid = reply.json().get("valid").and_then(Value::as_bool);
        valid.ok_or(reply.status)
    }
}

pub fn code_request() -> Value {
    json!({
        "to": NUMBER,
        "from": "+19195554321",
        "applicationId": "app",
        "message": "Your {NAME} {SCOPE} code is {CODE}",
        "digits": 6,
    })
}

pub fn verify_request() -> Value {
    json!({ "to": NUMBER, "code": "0", "expirationTimeInMinutes": 3 })
}

/// An object with some members changed; one that becomes null is taken out.
pub fn changed(mut object: Value, changes: &Value) -> Value {
    let members = object.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => members.remove(name),
            _ => members.insert(name.clone(), value.clone()),
        };
    }
    object
}

/// A code that is not this one.
pub fn other_than(code: &str) -> String {
    let first = if code.starts_with('0') { "1" } else { "0" };
    format!("{first}{}", &code[1..])
}
