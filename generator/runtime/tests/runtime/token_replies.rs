//! What is asked of a token endpoint, and what its replies mean.

use std::error::Error as _;
use std::time::Duration;

use client_runtime::security::Credentials;
use client_runtime::transport::{TransportError, TransportErrorKind};
use http::Method;

use super::support::{Script, Scripted, now, reply, verify};

const VALID: &str = r#"{"valid":true}"#;

fn oauth2() -> Credentials {
    Credentials::oauth2("hunter-id", "hunter-secret")
}

#[test]
fn a_token_is_asked_for_with_one_form() {
    let transport = Scripted::new([
        Script::Reply(reply(200, r#"{"access_token":"t0k"}"#)),
        Script::Reply(reply(200, VALID)),
        Script::Reply(reply(200, VALID)),
    ]);
    let builder = transport.builder().credentials(oauth2());
    let client = builder
        .header("x-key", "not for the token endpoint")
        .token_url("http://127.0.0.1:9/token/")
        .token_scopes(["read all", "write&"])
        .build()
        .unwrap();
    now(client.call(verify())).unwrap();
    now(client.clone().call(verify())).unwrap();
    let sent = transport.sent();
    assert_eq!(sent.len(), 3);
    assert_eq!(sent[0].method, Method::POST);
    assert_eq!(sent[0].uri, "http://127.0.0.1:9/token/");
    assert_eq!(
        sent[0].body,
        "grant_type=client_credentials&scope=read%20all%20write%26"
    );
    let headers = &sent[0].headers;
    assert_eq!(
        headers["authorization"],
        "Basic aHVudGVyLWlkOmh1bnRlci1zZWNyZXQ="
    );
    assert!(headers["authorization"].is_sensitive());
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(
        headers["user-agent"],
        format!("example-client/1.2.3 (rust; {})", std::env::consts::OS)
    );
    assert_eq!(headers.len(), 4);
    for sent in &sent[1..] {
        assert_eq!(sent.headers["authorization"], "Bearer t0k");
        assert!(sent.headers["authorization"].is_sensitive());
    }
}

#[test]
fn a_token_lasts_as_long_as_its_reply_says() {
    let cases = [
        ("", 300),
        (r#","expires_in":null"#, 300),
        (r#","expires_in":"soon""#, 300),
        (r#","expires_in":3600"#, 3600),
        (r#","expires_in":30.5"#, 30),
        (r#","expires_in":" 120 ","token_type":null"#, 120),
        (
            r#","expires_in":1e300,"token_type":"bEARER""#,
            365 * 24 * 60 * 60,
        ),
        (r#","expires_in":0"#, 0),
        (r#","expires_in":"-1""#, 0),
        (r#","expires_in":-1e300"#, 0),
    ];
    for (more, seconds) in cases {
        let body = format!(r#"{{"access_token":"t"{more}}}"#);
        let answer = || Script::Reply(http::Response::new(body.clone().into_bytes().into()));
        let valid = || Script::Reply(reply(200, VALID));
        // Asked for at the start, in use just before its margin, and replaced at its end.
        let script = match seconds {
            0 => vec![answer(), valid(), answer(), valid()],
            _ => vec![answer(), valid(), valid(), answer(), valid()],
        };
        let calls = script.len() - 2;
        let transport = Scripted::new(script);
        let client = transport.builder().credentials(oauth2()).build().unwrap();
        now(client.call(verify())).unwrap();
        if calls == 3 {
            let margin = (seconds / 10 + 1).min(60);
            transport.pass(Duration::from_secs(seconds - margin));
            now(client.call(verify())).unwrap();
            transport.pass(Duration::from_secs(margin + 1));
        }
        now(client.call(verify())).unwrap();
        assert_eq!(transport.sent().len(), calls + 2, "{more}");
    }
}

/// What a token endpoint answers, and what the error says.
fn misfits() -> [(u16, &'static str, &'static str); 14] {
    [
        (200, "", "answered 200 with an empty body"),
        (200, " \n", "answered 200 with an empty body"),
        (
            200,
            "<html>hunter-secret</html>",
            "answered 200 without a JSON object",
        ),
        (
            200,
            r#"["hunter-secret"]"#,
            "answered 200 without a JSON object",
        ),
        (200, "{}", "answered 200 without an access_token"),
        (
            200,
            r#"{"access_token":1}"#,
            "answered 200 without an access_token",
        ),
        (
            200,
            r#"{"access_token":""}"#,
            "answered 200 without an access_token",
        ),
        (
            200,
            r#"{"access_token":"t","token_type":"mac"}"#,
            "answered 200 with a token_type that is not bearer",
        ),
        (
            200,
            r#"{"access_token":"t","token_type":7}"#,
            "answered 200 with a token_type that is not bearer",
        ),
        (
            302,
            "",
            "answered 302 Found, a redirect, which is not followed",
        ),
        (
            400,
            r#"{"error":"invalid_client","error_description":"no hunter-id\n with hunter-secret and 123456"}"#,
            "answered 400 Bad Request: invalid_client: no [masked]\\n with [masked] and [masked]",
        ),
        (401, "<html>", "answered 401 Unauthorized"),
        (429, "", "answered 429 Too Many Requests"),
        (503, "no", "answered 503 Service Unavailable"),
    ]
}

#[test]
fn a_reply_without_a_token_is_a_clear_error() {
    for (status, body, text) in misfits() {
        let transport = Scripted::reply(status, body);
        let client = transport.builder().credentials(oauth2()).build().unwrap();
        let error = now(client.call(verify())).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("verify code: no access token: the token endpoint {text}")
        );
        assert_eq!(
            error.is_retryable(),
            matches!(status, 429 | 503),
            "{status}"
        );
        assert_eq!((error.attempts(), error.maybe_sent()), (0, false));
        assert!(!format!("{error:?}").contains("hunter"));
    }
}

#[test]
fn a_token_reply_is_small() {
    let large = format!(r#"{{"access_token":"{}"}}"#, "t".repeat(64 * 1024));
    let large = http::Response::new(large.into_bytes().into());
    let transport = Scripted::new([Script::Reply(large)]);
    let client = transport.builder().credentials(oauth2()).build().unwrap();
    let error = now(client.call(verify())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "verify code: no access token: the reply is larger than 65536 bytes"
    );
}

#[test]
fn a_token_endpoint_that_cannot_be_reached_says_why_and_a_busy_one_how_long_to_wait() {
    let cause = TransportError::new(TransportErrorKind::Connect, "no route")
        .with_source(std::io::Error::other("unplugged"));
    let mut busy = reply(429, "");
    busy.headers_mut()
        .insert("retry-after", "7".parse().unwrap());
    let transport = Scripted::new([Script::Fail(cause), Script::Reply(busy)]);
    let client = transport.builder().credentials(oauth2()).build().unwrap();
    let error = now(client.call(verify())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "verify code: no access token: could not connect: no route"
    );
    assert_eq!(error.source().unwrap().to_string(), "unplugged");
    assert!(error.is_retryable());

    transport.pass(Duration::from_secs(1));
    let error = now(client.call(verify())).unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(
        error.to_string(),
        "verify code: no access token: the token endpoint answered 429 Too Many Requests (retry after 7 s)"
    );
}

#[test]
fn a_token_endpoint_is_https_whatever_the_base_url_may_be() {
    let cases = [
        ("http://auth.example.com/token", "must be https"),
        (
            "https://user:hunter2@auth.example.com/token",
            "must not hold a user",
        ),
        (
            "https://auth.example.com/token?key=hunter2",
            "must not have a query",
        ),
        ("nowhere", "must be absolute"),
    ];
    for (url, text) in cases {
        let builder = Scripted::new([]).builder().dangerously_allow_http();
        let error = builder
            .credentials(oauth2())
            .token_url(url)
            .build()
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with(&format!("configuration: token_url {text}")),
            "{error}"
        );
        assert!(!error.contains("hunter2"));
    }
}
