//! What errors say, and what they never say.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use client_runtime::body::Body;
use client_runtime::call_error::CallError;
use client_runtime::error::Error;
use client_runtime::report::Phase;
use client_runtime::retry::RetryPolicy;
use client_runtime::transport::{TransportError, TransportErrorKind as Kind};
use http::Response;

use super::support::{End, Pieces, Script, Scripted, VerifyCodeError, now, reply, verify};

fn fail(script: Script) -> CallError<VerifyCodeError> {
    let call = Scripted::new([script]).client().call(verify());
    let error = now(call.retry(RetryPolicy::none())).unwrap_err();
    assert!(!error.to_string().contains('\n'));
    error
}

fn answered(status: u16, body: &'static str) -> CallError<VerifyCodeError> {
    fail(Script::Reply(reply(status, body)))
}

#[test]
fn a_failure_shows_status_words_and_request_id_in_one_line() {
    let cases = [
        (
            429,
            r#"{"error":"Slow down","requestId":"abc-1"}"#,
            ": Slow down (request id abc-1, attempts 1)",
        ),
        (429, r#"{"Message":"Slow"}"#, ": Slow (attempts 1)"),
        (
            429,
            r#"{"error":{"message":"Nested"}}"#,
            ": Nested (attempts 1)",
        ),
        (
            429,
            r#"{"type":"x","description":"Said"}"#,
            ": Said (attempts 1)",
        ),
        (429, r#"{"result":"Old"}"#, ": Old (attempts 1)"),
        (
            429,
            r#"{"error":"","message":"Second"}"#,
            ": Second (attempts 1)",
        ),
        (429, "", " (attempts 1)"),
        (429, "<html>busy</html>", " (attempts 1)"),
        (429, r#"["a"]"#, " (attempts 1)"),
        (
            429,
            r#"{"error":"+19195551234 has code 12345"}"#,
            ": +[masked] has code [masked] (attempts 1)",
        ),
        (
            429,
            r#"{"error":"wait 1234 s"}"#,
            ": wait 1234 s (attempts 1)",
        ),
        (
            429,
            r#"{"error":"a\nb\u001b[31m\u202e"}"#,
            ": a\\nb\\u{1b}[31m\\u{202e} (attempts 1)",
        ),
        (
            429,
            r#"{"error":"x","requestId":"a b\nc"}"#,
            ": x (attempts 1)",
        ),
    ];
    for (status, body, text) in cases {
        let error = answered(status, body);
        assert_eq!(
            error.to_string(),
            format!("verify code: 429 Too Many Requests{text}"),
            "{body}"
        );
        assert_eq!(error.phase(), Phase::Api);
        assert!(error.maybe_sent());
        assert!(error.source().is_none());
        assert_eq!(error.bytes().unwrap(), body);
        assert!(
            matches!(error.api(), Some(VerifyCodeError::Unexpected(kept)) if kept.body() == body)
        );
    }
    assert_eq!(
        answered(599, "").to_string(),
        "verify code: 599 (attempts 1)"
    );
}

#[test]
fn long_words_are_cut() {
    let body = format!(r#"{{"error":"{}"}}"#, "\u{e9}".repeat(400));
    let transport = Scripted::new([Script::Reply(reply(500, body.leak()))]);
    let client = transport.builder().body_limit(10_000).build().unwrap();
    let text = now(client.call(verify())).unwrap_err().to_string();
    let words = format!("{}\u{2026}", "\u{e9}".repeat(255));
    assert_eq!(
        text,
        format!("verify code: 500 Internal Server Error: {words} (attempts 1)")
    );
}

#[test]
fn declared_failures_carry_their_bodies() {
    let typed = answered(400, r#"{"valid":false}"#);
    assert!(matches!(typed.api(), Some(VerifyCodeError::BadRequest(body)) if !body.valid));
    assert!(matches!(
        answered(403, "<html>").into_api(),
        Some(VerifyCodeError::Forbidden)
    ));

    let misfit = answered(400, r#"{"valid":"hunter2"}"#);
    let Some(VerifyCodeError::Unexpected(kept)) = misfit.api() else {
        panic!("{misfit:?}");
    };
    assert_eq!(kept.status(), 400);
    assert_eq!(kept.body(), r#"{"valid":"hunter2"}"#);
    assert!(!format!("{kept:?} {misfit:?}").contains("hunter2"));
}

#[test]
fn headers_tell_the_request_id_and_how_long_to_wait() {
    let cases = [
        ("2", Some(2)),
        ("0", Some(0)),
        ("+2", None),
        ("-2", None),
        ("1.5", None),
        ("", None),
        ("soon", None),
        ("99999999999999999999", Some(u64::MAX)),
        // The three forms of RFC 9110, against the reply's own `Date`.
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(37)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(37)),
        ("Sun Nov  6 08:49:37 1994", Some(37)),
        ("Sun, 06 Nov 1994 08:48:00 GMT", Some(0)),
        ("Sun, 06 Nov 1994 25:49:37 GMT", None),
    ];
    for (value, wait) in cases {
        let mut limited = reply(429, "");
        limited
            .headers_mut()
            .insert("retry-after", value.parse().unwrap());
        limited
            .headers_mut()
            .insert("x-request-id", "r-1".parse().unwrap());
        let date = "Sun, 06 Nov 1994 08:49:00 GMT".parse().unwrap();
        limited.headers_mut().insert("date", date);
        let error = Error::from(fail(Script::Reply(limited)));
        assert_eq!(
            error.retry_after(),
            wait.map(Duration::from_secs),
            "{value}"
        );
        assert_eq!(error.request_id(), Some("r-1"));
        assert_eq!(error.status().unwrap(), 429);
        assert_eq!(error.headers().unwrap()["retry-after"], value);
        let wait = wait.map_or_else(String::new, |wait| format!("retry after {wait} s, "));
        assert_eq!(
            error.to_string(),
            format!("verify code: 429 Too Many Requests (request id r-1, {wait}attempts 1)"),
        );
    }
}

#[test]
fn a_success_that_does_not_fit_says_place_and_type_and_never_the_value() {
    let cases = [
        (
            r#"{"valid":"hunter2, expected x"}"#,
            "expected a boolean at line 1 column 30",
        ),
        (
            r#"{"valid":null}"#,
            "expected a boolean at line 1 column 13",
        ),
        (
            r#"{"valid":12345}"#,
            "expected a boolean at line 1 column 14",
        ),
        ("{\n}", "expected the member `valid` at line 2 column 1"),
        (
            r#"{"hunter2":1}"#,
            "expected the member `valid` at line 1 column 13",
        ),
        // The members of a struct come from an object, never from an array.
        (
            r#"["hunter2"]"#,
            "expected struct Verdict at line 1 column 0",
        ),
        ("[true]", "expected struct Verdict at line 1 column 0"),
        (r#""hunter2""#, "expected struct Verdict at line 1 column 9"),
        (
            r#"{"valid":true"#,
            "expected more: the JSON ends too early at line 1 column 13",
        ),
        (
            "",
            "expected more: the JSON ends too early at line 1 column 0",
        ),
        ("hunter2", "expected JSON at line 1 column 1"),
        (
            r#"{"valid":true} hunter2"#,
            "expected JSON at line 1 column 16",
        ),
    ];
    for (body, expected) in cases {
        let error = answered(200, body);
        let text = error.to_string();
        assert_eq!(
            text,
            format!("verify code: 200 OK: the reply does not fit: {expected} (attempts 1)"),
            "{body}"
        );
        assert_eq!(error.phase(), Phase::Decode);
        assert!(!format!("{error:?}").contains("hunter2"));
        assert!(error.api().is_none() && error.maybe_sent());
    }
}

#[test]
fn only_what_certainly_never_left_counts_as_not_sent() {
    let cases = [
        (Kind::Setup, Phase::Configuration, false, "cannot send"),
        (Kind::Connect, Phase::Connect, false, "could not connect"),
        (
            Kind::Certificate,
            Phase::Connect,
            false,
            "could not connect",
        ),
        (Kind::Timeout, Phase::Timeout, true, "timed out"),
        (Kind::Io, Phase::Io, true, "the connection failed"),
    ];
    for (kind, phase, maybe_sent, phrase) in cases {
        let cause = TransportError::new(kind, "why").with_source(io::Error::other("underneath"));
        let error = Error::from(fail(Script::Fail(cause)));
        assert_eq!(
            error.to_string(),
            format!("verify code: {phrase}: why (attempts 1)")
        );
        assert_eq!((error.phase(), error.maybe_sent()), (phase, maybe_sent));
        assert_eq!(error.source().unwrap().to_string(), "underneath");
        assert!(error.status().is_none() && error.bytes().is_none());
    }
}

#[test]
fn a_reply_that_breaks_off_keeps_its_head() {
    let broken = Response::builder()
        .status(200)
        .header("x-request-id", "r-2")
        .body(Pieces::body(["{\"val"], End::Broken))
        .unwrap();
    let error = fail(Script::Reply(broken));
    assert_eq!(
        error.to_string(),
        "verify code: 200 OK: the connection failed: reset by peer (request id r-2, attempts 1)",
    );
    assert_eq!(error.phase(), Phase::Io);
    assert_eq!(error.status().unwrap(), 200);
    assert!(error.maybe_sent());
}

#[test]
fn debug_shows_no_more_than_the_line() {
    let error = answered(429, r#"{"error":"code 987654","requestId":"r"}"#);
    let expected = "CallError { subject: \"verify code\", phase: Api, message: \"code [masked]\", \
                    status: Some(429), request_id: Some(\"r\"), attempts: 1, maybe_sent: true, \
                    is_retryable: false, retry_after: None, .. }";
    assert_eq!(format!("{error:?}"), expected);
    let erased = format!("{:?}", Error::from(error));
    assert_eq!(erased, expected.replacen("CallError", "Error", 1));
}

#[test]
fn a_value_that_was_not_built_is_an_error_like_any_other() {
    let mut problems = client_runtime::problems::Problems::new("CodeRequest");
    problems.required("to", false);
    let error = Error::from(problems.into_error());
    assert_eq!(error.to_string(), "CodeRequest: to is missing");
    assert_eq!(error.phase(), Phase::Validation);
    assert!(!error.maybe_sent() && error.source().is_none());
    assert!(Body::default().is_empty());
}
