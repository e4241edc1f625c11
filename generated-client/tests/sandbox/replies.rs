//! The forms of failures.

use bandwidth_mfa::testing::{ErrorForm, Sandbox};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::wire::{BASIC, CLIENT, TOKEN, Wire, changed, code_request, verify_request};

/// A body, with what is new each time replaced.
fn shape(mut body: Value) -> Value {
    if let Some(id) = body.get_mut("requestId") {
        assert_eq!(id.as_str().map(str::len), Some(36));
        *id = json!("some id");
    }
    body
}

#[test]
fn failures_come_as_they_are_asked_for() {
    let wire = Wire::new(Sandbox::new());
    let locked = "This number has exceeded verification attempts, please wait 2 minutes";
    let denied = "User is not authorized to access this resource with an explicit deny";
    let error = |text: &str| json!({ "error": text, "requestId": "some id" });
    for (status, body) in [
        (400, error("400 Request is malformed or invalid")),
        (401, json!({ "message": "Unauthorized" })),
        (403, json!({ "message": denied })),
        (404, json!({ "message": "Not Found" })),
        (429, error(locked)),
        (500, error("Internal Error")),
        // A gateway's page.
        (503, Value::Null),
    ] {
        wire.sandbox
            .fail_next(StatusCode::from_u16(status).unwrap());
        let reply = wire.call("messaging", &code_request());
        assert_eq!((reply.status, shape(reply.json())), (status, body));
        let kind = reply.headers["content-type"].to_str().unwrap();
        let expected = if status == 503 {
            "text/html"
        } else {
            "application/json; charset=utf-8"
        };
        assert_eq!(kind, expected);
    }
    assert!(wire.sandbox.numbers().is_empty());
    assert_eq!(wire.call("messaging", &code_request()).status, 200);
}

#[test]
fn requests_for_tokens_fail_on_their_own() {
    let wire = Wire::new(Sandbox::new());
    wire.sandbox.fail_next_token(StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(wire.call("verify", &verify_request()).status, 200);
    let form = "grant_type=client_credentials";
    let reply = wire.request("POST", TOKEN, CLIENT, form);
    assert_eq!((reply.status, reply.text.as_str()), (429, ""));
    assert_eq!(wire.request("POST", TOKEN, CLIENT, form).status, 200);
}

#[test]
fn errors_have_one_of_three_forms() {
    for (form, body) in [
        (
            ErrorForm::Error,
            json!({ "error": "Internal Error", "requestId": "some id" }),
        ),
        (
            ErrorForm::TypeAndDescription,
            json!({ "type": "internal-server-error", "description": "Internal Error" }),
        ),
        (ErrorForm::Result, json!({ "result": "Internal Error" })),
    ] {
        let wire = Wire::new(Sandbox::builder().error_form(form).build());
        wire.sandbox.fail_next(StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(shape(wire.call("verify", &verify_request()).json()), body);
    }
}

#[test]
fn requests_that_do_not_fit_the_document_are_refused() {
    let wire = Wire::new(Sandbox::new());
    for (operation, changes, place) in [
        ("messaging", json!({ "to": "+1invalid" }), "to"),
        ("voice", json!({ "to": "+1invalid" }), "to"),
        ("verify", json!({ "to": "+1invalid" }), "to"),
        ("messaging", json!({ "to": null }), "to"),
        ("messaging", json!({ "digits": 9 }), "digits"),
        ("messaging", json!({ "digits": "6" }), "line 1"),
        (
            "messaging",
            json!({ "message": "no place for it" }),
            "message",
        ),
        (
            "verify",
            json!({ "expirationTimeInMinutes": 0 }),
            "expiration",
        ),
        (
            "verify",
            json!({ "expirationTimeInMinutes": 16 }),
            "expiration",
        ),
        ("verify", json!({ "code": "123456789" }), "code"),
    ] {
        let request = match operation {
            "verify" => verify_request(),
            _ => code_request(),
        };
        let reply = wire.call(operation, &changed(request, &changes));
        assert_eq!(reply.status, 400, "{operation} {changes}");
        let body = shape(reply.json());
        let text = body["error"].as_str().unwrap_or_default();
        assert!(text.contains(place), "{place}: {text}");
        assert!(!text.contains("invalid"), "the value is in it: {text}");
        assert_eq!(body["requestId"], "some id");
    }
    assert!(
        wire.sandbox
            .inbox(crate::wire::NUMBER)
            .attempts()
            .is_empty()
    );
}

#[test]
fn other_paths_and_methods_are_refused() {
    let wire = Wire::new(Sandbox::new());
    let body = verify_request().to_string();
    for (method, path, status, text) in [
        (
            "POST",
            "/api/v1/accounts/9900000/code/fax",
            404,
            "Not Found",
        ),
        ("POST", "/api/v1/nowhere", 404, "Not Found"),
        (
            "GET",
            "/api/v1/accounts/9900000/code/verify",
            405,
            "Method Not Allowed",
        ),
        // Who has no credentials learns nothing of what is there.
    ] {
        let reply = wire.request(method, path, BASIC, &body);
        assert_eq!(
            (reply.status, reply.json()),
            (status, json!({ "message": text }))
        );
        let allowed = reply.headers.get("allow").map(HeaderValue::as_bytes);
        assert_eq!(allowed, (status == 405).then_some(&b"POST"[..]));
        assert_eq!(wire.request(method, path, "", &body).status, 401);
    }
    // The base path is the client's affair.
    let reply = wire.request("POST", "/accounts/9900000/code/verify", BASIC, &body);
    assert_eq!(reply.status, 200);
}

#[test]
fn applications_may_be_unknown_and_bounds_narrow() {
    let sandbox = Sandbox::builder().application("app", "Bank").build();
    let odd = StatusCode::INTERNAL_SERVER_ERROR;
    let other = Sandbox::builder()
        .application("app", "Bank")
        .unknown_application_status(odd);
    let narrow = || Sandbox::builder().narrow_bounds().build();
    for (sandbox, operation, changes, status) in [
        (sandbox.clone(), "messaging", json!({}), 200),
        (
            sandbox,
            "messaging",
            json!({ "applicationId": "other" }),
            400,
        ),
        (
            other.build(),
            "voice",
            json!({ "applicationId": "other" }),
            500,
        ),
        (narrow(), "messaging", json!({ "digits": 3 }), 400),
        (narrow(), "messaging", json!({ "digits": 4 }), 200),
        (
            narrow(),
            "verify",
            json!({ "expirationTimeInMinutes": 0.9 }),
            400,
        ),
        (
            narrow(),
            "verify",
            json!({ "expirationTimeInMinutes": 1 }),
            200,
        ),
    ] {
        let wire = Wire::new(sandbox);
        let request = match operation {
            "verify" => verify_request(),
            _ => code_request(),
        };
        let reply = wire.call(operation, &changed(request, &changes));
        assert_eq!(reply.status, status, "{operation} {changes}");
        assert_eq!(status == 200, reply.json().get("error").is_none());
    }
}
