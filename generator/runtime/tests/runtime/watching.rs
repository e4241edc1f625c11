//! What those who watch a client are told.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use client_runtime::observer::{ObservedAttempt, ObservedCall, Observer};
use client_runtime::retry::RetryPolicy;
use client_runtime::security::Credentials;
use client_runtime::transport::{TransportError, TransportErrorKind};

use super::probes::{Probe, READ};
use super::support::{Script, Scripted, VerifyCode, now, reply, verify};

/// Writes down what it is told.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

impl Observer for Notes {
    fn attempt_ended(&self, attempt: &ObservedAttempt<'_>) {
        let mut notes = self.0.lock().unwrap();
        writeln!(
            notes,
            "{:?} {} of {}: {} {:?} {} {:?} {:?} {:?} {:?} {:?} {:?}",
            attempt.kind,
            attempt.number,
            attempt.operation,
            attempt.method,
            attempt.template,
            attempt.server_address,
            attempt.server_port,
            attempt.status,
            attempt.failure,
            attempt.error_type(),
            attempt.elapsed,
            attempt.wait,
        )
        .unwrap();
    }

    fn call_ended(&self, call: &ObservedCall<'_>) {
        let mut notes = self.0.lock().unwrap();
        writeln!(
            notes,
            "Call of {}: {} {} {} {:?} {} {:?} {:?} {:?} {:?}",
            call.operation,
            call.method,
            call.template,
            call.server_address,
            call.server_port,
            call.attempts,
            call.status,
            call.failure,
            call.error_type(),
            call.elapsed,
        )
        .unwrap();
    }
}

fn refused() -> Script {
    let error = TransportError::new(TransportErrorKind::Connect, "refused");
    Script::Fail(error)
}

#[test]
fn an_observer_is_told_of_each_attempt_and_of_the_end() {
    let notes = Notes::default();
    let script = [
        refused(),
        Script::Reply(reply(503, "")),
        Script::Reply(reply(200, r#"{"valid":true}"#)),
        Script::Reply(reply(400, r#"{"valid":false}"#)),
    ];
    let transport = Scripted::new(script);
    let client = transport
        .builder()
        .base_url("http://127.0.0.1:8080/v1")
        .retry(RetryPolicy::default().base(Duration::ZERO))
        .observer(notes.clone())
        .build()
        .unwrap();
    now(client.call(Probe::<READ>)).unwrap();
    now(client.call(verify())).unwrap_err();
    let operation = VerifyCode {
        account_id: None,
        ..verify()
    };
    now(client.call(operation)).unwrap_err();
    assert_eq!(
        *notes.0.lock().unwrap(),
        r#"Operation 1 of read: GET Some("/probe") 127.0.0.1 Some(8080) None Some(Connect) Some("connect") 0ns Some(0ns)
Operation 2 of read: GET Some("/probe") 127.0.0.1 Some(8080) Some(503) Some(Api) Some("503") 0ns Some(0ns)
Operation 3 of read: GET Some("/probe") 127.0.0.1 Some(8080) Some(200) None None 0ns None
Call of read: GET /probe 127.0.0.1 Some(8080) 3 Some(200) None None 0ns
Operation 1 of verifyCode: POST Some("/accounts/{accountId}/verify") 127.0.0.1 Some(8080) Some(400) Some(Api) Some("400") 0ns None
Call of verifyCode: POST /accounts/{accountId}/verify 127.0.0.1 Some(8080) 1 Some(400) Some(Api) Some("400") 0ns
Call of verifyCode: POST /accounts/{accountId}/verify 127.0.0.1 Some(8080) 0 None Some(Validation) Some("validation") 0ns
"#
    );
}

#[test]
fn an_observer_is_told_of_tokens_apart() {
    let notes = Notes::default();
    let script = [
        Script::Reply(reply(200, r#"{"access_token":"one"}"#)),
        Script::Reply(reply(401, "")),
        Script::Reply(reply(503, "")),
    ];
    let client = Scripted::new(script)
        .builder()
        .credentials(Credentials::oauth2("id", "secret"))
        .observer(notes.clone())
        .build()
        .unwrap();
    now(client.call(verify())).unwrap_err();
    assert_eq!(
        *notes.0.lock().unwrap(),
        r#"Token 1 of verifyCode: POST None auth.example.com None Some(200) None None 0ns None
Operation 1 of verifyCode: POST Some("/accounts/{accountId}/verify") api.example.com None Some(401) Some(Api) Some("401") 0ns None
Token 2 of verifyCode: POST None auth.example.com None Some(503) Some(Api) Some("503") 0ns None
Call of verifyCode: POST /accounts/{accountId}/verify api.example.com None 1 None Some(Authentication) Some("authentication") 0ns
"#
    );
}
