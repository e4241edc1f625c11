//! Limits of time, by a clock that the test drives, and of size.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use client_runtime::client_builder::ClientBuilder;
use client_runtime::report::Phase;
use http::Response;

use super::support::{
    End, Pieces, Ping, Script, Scripted, VerifyCodeError, now, poll, reply, verify,
};

type CallError = client_runtime::call_error::CallError<VerifyCodeError>;

/// The error of a call that is still waiting one millisecond before `limit`, and over at `limit`.
fn expires(
    script: Script,
    limit: Duration,
    setup: impl FnOnce(ClientBuilder) -> ClientBuilder,
    of_call: Option<Duration>,
) -> CallError {
    let transport = Scripted::new([script]);
    let client = setup(transport.builder()).build().unwrap();
    let mut call = client.call(verify());
    if let Some(timeout) = of_call {
        call = call.timeout(timeout);
    }
    let mut future = pin!(call.into_future());
    assert!(poll(&mut future).is_pending());
    transport.pass(limit.saturating_sub(Duration::from_millis(1)));
    assert!(poll(&mut future).is_pending(), "over before its time");
    transport.pass(Duration::from_millis(1));
    let Poll::Ready(result) = poll(&mut future) else {
        panic!("not over in time");
    };
    let error = result.unwrap_err();
    assert_eq!(error.phase(), Phase::Timeout);
    assert!(error.maybe_sent());
    error
}

#[test]
fn every_call_is_finite() {
    let seconds = Duration::from_secs;
    let one = "verify code: timed out: no complete reply within 15s, the limit of one attempt (attempts 1)";
    let default = expires(Script::Hang, seconds(15), |builder| builder, None);
    assert_eq!(default.to_string(), one);

    let attempt = expires(
        Script::Hang,
        seconds(2),
        |builder| builder.attempt_timeout(seconds(2)),
        None,
    );
    assert_eq!(attempt.to_string(), one.replace("15s", "2s"));

    let total = expires(
        Script::Hang,
        seconds(3),
        |builder| builder.timeout(seconds(3)),
        None,
    );
    assert_eq!(
        total.to_string(),
        "verify code: timed out: no complete reply within 3s (attempts 1)"
    );

    let of_call = expires(
        Script::Hang,
        Duration::from_millis(250),
        |builder| builder.timeout(seconds(3)),
        Some(Duration::from_millis(250)),
    );
    assert_eq!(
        of_call.to_string(),
        "verify code: timed out: no complete reply within 250ms (attempts 1)"
    );
}

#[test]
fn a_reply_that_stops_halfway_is_timed_out_too_and_keeps_its_status() {
    let stuck = Response::new(Pieces::body(["{"], End::Never));
    let error = expires(
        Script::Reply(stuck),
        Duration::from_secs(3),
        |builder| builder.timeout(Duration::from_secs(3)),
        None,
    );
    assert_eq!(
        error.to_string(),
        "verify code: 200 OK: timed out: no complete reply within 3s (attempts 1)",
    );
    assert_eq!(error.status().unwrap(), 200);
}

#[test]
fn a_call_without_time_is_not_made() {
    let transport = Scripted::new([]);
    let error = now(transport.client().call(verify()).timeout(Duration::ZERO)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "verify code: timed out: no complete reply within 0ns"
    );
    assert_eq!((error.attempts(), error.maybe_sent()), (0, false));
    assert!(transport.sent().is_empty());
}

#[test]
fn limits_can_be_lifted() {
    let transport = Scripted::new([Script::Hang]);
    let client = transport.builder().no_timeouts().build().unwrap();
    let mut future = pin!(client.call(verify()).into_future());
    assert!(poll(&mut future).is_pending());
    transport.pass(Duration::from_secs(1_000_000));
    assert!(poll(&mut future).is_pending());
}

#[test]
fn a_reply_is_counted_whatever_length_it_announces() {
    let full: &'static str = "{\"valid\":true }"; // 15 bytes
    let cases = [
        (None, vec![full], true),
        (Some("15"), vec![full], true),
        (Some("2"), vec![full], true),
        (Some("nonsense"), vec![full], true),
        (None, vec!["{\"valid\"", ":true", " }"], true),
        (Some("16"), vec![full], false),
        (Some("1"), vec![full, " "], false),
        (None, vec!["{\"valid\"", ":true", " }", " "], false),
        (Some("99999999999999"), vec![], false),
    ];
    for (length, pieces, fits) in cases {
        let mut head = Response::builder().status(200);
        if let Some(length) = length {
            head = head.header("content-length", length);
        }
        let label = format!("{length:?} {pieces:?}");
        let script = Script::Reply(head.body(Pieces::body(pieces, End::Clean)).unwrap());
        let client = Scripted::new([script])
            .builder()
            .body_limit(15)
            .build()
            .unwrap();
        let result = now(client.call(verify()));
        if fits {
            assert!(result.unwrap().body().valid, "{label}");
            continue;
        }
        let error = result.unwrap_err();
        assert_eq!(error.phase(), Phase::TooLarge, "{label}");
        assert!(error.maybe_sent());
        assert_eq!(
            error.to_string(),
            "verify code: 200 OK: the reply is larger than 15 bytes (attempts 1)",
        );
    }
}

#[test]
fn a_length_that_belongs_to_another_reply_does_not_count() {
    let mut head = reply(200, "");
    head.headers_mut()
        .insert("content-length", "999999".parse().unwrap());
    let transport = Scripted::new([Script::Reply(head)]);
    assert!(now(transport.client().call(Ping)).is_ok());
}
