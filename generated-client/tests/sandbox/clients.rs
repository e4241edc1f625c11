//! The client of this crate, with a sandbox where the network would be.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use bandwidth_mfa::mfa::VerifyCodeError;
use bandwidth_mfa::models::{CodeRequest, VerifyCodeRequest};
use bandwidth_mfa::testing::Sandbox;
use bandwidth_mfa::{Client, Credentials};

use crate::wire::NUMBER;

fn code_request() -> CodeRequest {
    let request = CodeRequest::builder().to(NUMBER).from("+19195554321");
    let request = request.application_id("app").message("{CODE}").digits(6);
    request.build().unwrap()
}

fn verify_request(code: &str) -> VerifyCodeRequest {
    let request = VerifyCodeRequest::builder().to(NUMBER).code(code);
    request.expiration_time_in_minutes(3).build().unwrap()
}

async fn is_valid(client: &Client, code: &str) -> bool {
    let reply = client.mfa().verify_code(verify_request(code)).await;
    reply.unwrap().body().valid
}

#[tokio::test]
async fn a_client_sends_and_verifies() {
    let sandbox = Sandbox::new();
    let basic = Credentials::basic(Sandbox::USERNAME, Sandbox::PASSWORD);
    for client in [
        sandbox.client().build().unwrap(),
        sandbox.client().credentials(basic).build().unwrap(),
    ] {
        let sent = client
            .mfa()
            .generate_messaging_code(code_request())
            .await
            .unwrap();
        let message = sandbox.inbox(NUMBER).last_message().unwrap();
        assert_eq!(sent.body().message_id.as_ref(), Some(&message.id));
        assert_eq!(message.id.len(), "1589228074636lm4k2je7j7jklbn2".len());
        assert!(is_valid(&client, &message.code).await);

        let called = client
            .mfa()
            .generate_voice_code(code_request())
            .await
            .unwrap();
        let call = sandbox.inbox(NUMBER).last_message().unwrap();
        assert_eq!(called.body().call_id.as_ref(), Some(&call.id));
        let example = "c-15ac29a2-1331029c-2cb0-4a07-b215-b22865662d85";
        assert_eq!(call.id.len(), example.len());
        assert_eq!(call.text, call.code);

        sandbox.advance(Duration::from_secs(181));
        assert!(!is_valid(&client, &call.code).await);
    }
}

#[tokio::test]
async fn a_client_is_told_of_a_lock() {
    let sandbox = Sandbox::builder().attempts(1).build();
    let client = sandbox.client().build().unwrap();
    assert!(!is_valid(&client, "0").await);
    let error = client
        .mfa()
        .verify_code(verify_request("0"))
        .await
        .unwrap_err();
    assert!(matches!(
        error.api(),
        Some(VerifyCodeError::TooManyRequests(_))
    ));
    assert!(
        error.to_string().contains("please wait 2 minutes"),
        "{error}"
    );
    sandbox.advance(Duration::from_secs(120));
    assert!(!is_valid(&client, "0").await);
}

#[tokio::test]
async fn a_client_gets_over_tokens_that_end_early() {
    let sandbox = Sandbox::builder()
        .bad_token_status(http::StatusCode::UNAUTHORIZED)
        .build();
    let client = sandbox.client().build().unwrap();
    assert!(!is_valid(&client, "0").await);
    sandbox.revoke_tokens();
    // The 401 proves that nothing was done: the call goes out again, with a new token.
    assert!(!is_valid(&client, "0").await);
    assert_eq!(sandbox.inbox(NUMBER).attempts().len(), 2);
}

#[tokio::test]
async fn a_client_notices_the_time() {
    let sandbox = Sandbox::new();
    let client = sandbox.client().build().unwrap();
    for _ in 0..3 {
        // Half an hour later the token is good still, an hour later it has ended and another is asked for.
        assert!(!is_valid(&client, "0").await);
        sandbox.advance(Duration::from_secs(30 * 60));
    }
}

#[cfg(feature = "blocking")]
#[test]
fn a_client_sends_and_verifies_without_a_runtime() {
    let sandbox = Sandbox::new();
    let client = sandbox.client().build().unwrap();
    client
        .mfa()
        .generate_messaging_code(code_request())
        .send()
        .unwrap();
    let code = sandbox.inbox(NUMBER).last_code().unwrap();
    let reply = client
        .mfa()
        .verify_code(verify_request(&code))
        .send()
        .unwrap();
    assert!(reply.body().valid);
}

#[tokio::test]
async fn a_listener_hears_of_messages_and_may_ask_the_sandbox() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let slot: Arc<Mutex<Option<Sandbox>>> = Arc::default();
    let (ear, inner) = (Arc::clone(&heard), Arc::clone(&slot));
    let sandbox = Sandbox::builder().on_message(move |message| {
        let sandbox = inner.lock().unwrap().clone().unwrap();
        let last = sandbox.inbox(&message.to).last_code();
        ear.lock().unwrap().push(last == Some(message.code.clone()));
    });
    let sandbox = sandbox.build();
    *slot.lock().unwrap() = Some(sandbox.clone());
    let client = sandbox.client().build().unwrap();
    client
        .mfa()
        .generate_voice_code(code_request())
        .await
        .unwrap();
    assert_eq!(*heard.lock().unwrap(), [true]);
    slot.lock().unwrap().take();
}

#[test]
fn threads_share_a_sandbox() {
    let wire = Arc::new(crate::wire::Wire::new(
        Sandbox::builder().attempts(1000).build(),
    ));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let wire = Arc::clone(&wire);
            thread::spawn(move || {
                for _ in 0..50 {
                    wire.send("messaging", &serde_json::json!({}));
                    assert_eq!(wire.verify("x", &serde_json::json!({})), Ok(false));
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let inbox = wire.sandbox.inbox(NUMBER);
    assert_eq!((inbox.messages().len(), inbox.attempts().len()), (200, 200));
    assert_eq!(inbox.wrong_attempts(), 200);
}
