//! What a call sends, and what it comes to.

use std::env::consts::OS;
use std::time::Duration;

use client_runtime::body::Body;
use client_runtime::call::{Call, CallFuture};
use client_runtime::call_error::CallError;
use client_runtime::client::Client;
use client_runtime::error::Error;
use client_runtime::report::Phase;
use client_runtime::response::Response;
use client_runtime::security::Credentials;
use http::Method;

use super::support::{Ping, Scripted, Verdict, VerifyCode, VerifyCodeError, now, reply, verify};

#[test]
fn handles_are_shared_and_sent_between_threads() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    fn sent<T: Send + 'static>() {}
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    shared::<Client>();
    sent::<Call<VerifyCode>>();
    sent::<CallFuture<VerifyCode>>();
    sent::<Body>();
    error::<Error>();
    error::<CallError<VerifyCodeError>>();
    shared::<Response<Verdict>>();
    assert!(size_of::<CallError<VerifyCodeError>>() <= 16);
    assert!(size_of::<Error>() <= 16);
}

#[test]
fn a_call_sends_the_whole_request_once() {
    let transport = Scripted::reply(200, r#"{"valid":true}"#);
    let response = now(transport.client().call(verify())).unwrap();
    assert_eq!(response.body(), &Verdict { valid: true });
    assert_eq!(response.status(), 200);
    assert_eq!(response.bytes(), r#"{"valid":true}"#);
    assert_eq!(response.attempts(), 1);
    assert!(response.map(|verdict| verdict.valid).into_body());

    let sent = transport.sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].method, Method::POST);
    assert_eq!(sent[0].uri, "https://api.example.com/v1/accounts/99/verify");
    assert_eq!(sent[0].body, r#"{"code":"0123"}"#);
    let headers = &sent[0].headers;
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["content-type"], "application/json");
    let agent = format!("example-client/1.2.3 (rust; {OS})");
    assert_eq!(headers["user-agent"], agent);
    assert_eq!(headers["authorization"], "Basic dXNlcjpwYXNz");
    assert!(headers["authorization"].is_sensitive());
    assert_eq!(headers.len(), 4);
}

#[test]
fn credentials_go_only_where_the_operation_asks_for_them() {
    let bearer = Scripted::reply(200, r#"{"valid":true}"#);
    let client = bearer.builder().credentials(Credentials::bearer("t0k"));
    now(client.build().unwrap().call(verify())).unwrap();
    assert_eq!(bearer.sent()[0].headers["authorization"], "Bearer t0k");

    let open = Scripted::reply(200, "");
    now(open.client().call(Ping)).unwrap();
    assert!(!open.sent()[0].headers.contains_key("authorization"));

    let own = Scripted::reply(200, r#"{"valid":true}"#);
    now(own
        .client()
        .call(verify())
        .header("Authorization", "Custom x"))
    .unwrap();
    let sent = own.sent();
    assert_eq!(sent[0].headers["authorization"], "Custom x");
    assert!(sent[0].headers["authorization"].is_sensitive());
}

#[test]
fn credentials_that_cannot_be_sent_stop_the_call() {
    let cases = [
        (
            Credentials::basic("us:er", "hunter2"),
            "verify code: the user name of Basic credentials must not have a colon",
        ),
        (
            Credentials::bearer("hunter2\r\nx: y"),
            "verify code: the token holds characters that a header cannot carry",
        ),
    ];
    for (credentials, text) in cases {
        let transport = Scripted::new([]);
        let client = transport
            .builder()
            .credentials(credentials)
            .build()
            .unwrap();
        let error = now(client.call(verify())).unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(error.phase(), Phase::Configuration);
        assert!(transport.sent().is_empty());
    }
}

#[test]
fn headers_of_the_call_win_over_those_of_the_client_and_those_over_defaults() {
    let transport = Scripted::new([
        super::support::Script::Reply(reply(200, "")),
        super::support::Script::Reply(reply(200, "")),
    ]);
    let client = transport
        .builder()
        .header("User-Agent", "mine")
        .header("X-Both", "client")
        .build()
        .unwrap();
    now(client.call(Ping)).unwrap();
    now(client.call(Ping).header("x-both", "call")).unwrap();
    let sent = transport.sent();
    assert_eq!(sent[0].headers["user-agent"], "mine");
    assert_eq!(sent[0].headers["x-both"], "client");
    assert_eq!(sent[1].headers["x-both"], "call");
    assert_eq!(sent[1].headers.get_all("x-both").iter().count(), 1);
}

#[test]
fn what_is_wrong_with_a_call_is_said_at_once_and_nothing_is_sent() {
    let transport = Scripted::new([]);
    let operation = VerifyCode {
        account_id: None,
        ..verify()
    };
    let call = transport
        .client()
        .call(operation)
        .header("x-a", "hunter2\r\nx-evil: 1")
        .header("bad name", "v")
        .header("Content-Length", "5")
        .timeout(Duration::from_secs(1));
    let error = now(call).unwrap_err();
    assert_eq!(
        error.to_string(),
        "verify code: header x-a holds characters that a header cannot carry; \
         header \"bad name\" is not a header's name; header content-length is set by the transport; \
         account_id is not set: set it on the client's builder or on the call",
    );
    assert_eq!(error.phase(), Phase::Validation);
    assert_eq!((error.attempts(), error.maybe_sent()), (0, false));
    assert!(transport.sent().is_empty());
}

#[test]
fn a_call_can_be_changed_until_it_is_made() {
    let transport = Scripted::reply(200, r#"{"valid":false}"#);
    let mut call = transport.client().call(verify());
    call.operation_mut().account_id = Some("a/b".to_owned());
    assert_eq!(call.operation().account_id.as_deref(), Some("a/b"));
    assert!(!format!("{call:?}").contains("0123"));
    now(call).unwrap();
    assert_eq!(
        transport.sent()[0].uri,
        "https://api.example.com/v1/accounts/a%2Fb/verify"
    );
}
