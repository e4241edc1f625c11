//! Who is let in.

use std::time::Duration;

use bandwidth_mfa::testing::{MessageKey, Sandbox};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use serde_json::{Value, json};

use crate::wire::{BASIC, CLIENT, Reply, TOKEN, Wire, verify_request};

const GRANT: &str = "grant_type=client_credentials";
const DENIED: &str = "User is not authorized to access this resource with an explicit deny";

fn basic(name: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{name}:{secret}")))
}

fn verify(wire: &Wire, account: &str, credentials: &str) -> Reply {
    let path = format!("/api/v1/accounts/{account}/code/verify");
    wire.request("POST", &path, credentials, &verify_request().to_string())
}

fn token(wire: &Wire, credentials: &str) -> String {
    let reply = wire.request("POST", TOKEN, credentials, GRANT);
    assert_eq!(reply.status, 200, "{}", reply.text);
    let token = reply.json()["access_token"].as_str().unwrap().to_owned();
    format!("Bearer {token}")
}

#[test]
fn credentials_open_their_accounts_and_no_others() {
    let sandbox = Sandbox::builder()
        .user("ann", "pass:word", ["1", "2"])
        .client("app", "secret", ["1"]);
    let wire = Wire::new(sandbox.build());
    let app = token(&wire, &basic("app", "secret"));
    let own = token(&wire, CLIENT);
    for (account, credentials, status) in [
        ("9900000", BASIC, 200),
        ("9900000", own.as_str(), 200),
        ("9900000", &own.replace("Bearer", "bearer"), 200),
        ("1", &basic("ann", "pass:word"), 200),
        ("2", &basic("ann", "pass:word"), 200),
        ("1", &app, 200),
        ("9900000", "", 401),
        ("9900000", "Basic", 401),
        ("9900000", "Basic !", 401),
        ("9900000", "Digest x", 401),
        ("9900000", &basic("nobody", "sandbox-password"), 401),
        // A client is not a user, nor the other way round.
        ("9900000", CLIENT, 401),
        ("9900000", &basic("sandbox-user", "wrong"), 403),
        ("9900000", &basic("sandbox-user", ""), 403),
        ("9900000", "Bearer made-up", 403),
        ("9900000", &app, 403),
        ("2", &app, 403),
        ("1", BASIC, 403),
        ("no-such-account", BASIC, 403),
    ] {
        let reply = verify(&wire, account, credentials);
        assert_eq!(reply.status, status, "{account} {credentials}");
        let expected = match status {
            401 => json!({ "message": "Unauthorized" }),
            403 => json!({ "message": DENIED }),
            _ => json!({ "valid": false }),
        };
        assert_eq!(reply.json(), expected);
    }
}

#[test]
fn users_that_nobody_knows_are_unknown_or_denied() {
    let denying = Sandbox::builder().unknown_user_status(StatusCode::FORBIDDEN);
    for (sandbox, status) in [(Sandbox::new(), 401), (denying.build(), 403)] {
        let wire = Wire::new(sandbox);
        for (credentials, status) in [
            (basic("nobody", "sandbox-password").as_str(), status),
            (BASIC, 200),
            ("", 401),
        ] {
            assert_eq!(verify(&wire, "9900000", credentials).status, status);
        }
    }
}

#[test]
fn the_key_of_a_refusal_is_small_or_large() {
    for (key, member) in [
        (MessageKey::Small, "message"),
        (MessageKey::Large, "Message"),
    ] {
        let wire = Wire::new(Sandbox::builder().message_key(key).build());
        let reply = verify(&wire, "1", BASIC);
        assert_eq!(
            (reply.status, reply.json()),
            (403, json!({ member: DENIED }))
        );
        // The documentation has only the one spelling of this.
        let reply = verify(&wire, "1", "");
        assert_eq!(reply.json(), json!({ "message": "Unauthorized" }));
    }
}

#[test]
fn the_token_endpoint_gives_tokens_to_clients() {
    let wire = Wire::new(
        Sandbox::builder()
            .token_lifetime(Duration::from_secs(30))
            .build(),
    );
    let invalid = json!({ "error": "invalid_client" });
    for (method, credentials, form, status, body) in [
        ("POST", "", GRANT, 401, invalid.clone()),
        ("POST", BASIC, GRANT, 401, invalid.clone()),
        (
            "POST",
            &basic("sandbox-client", "wrong"),
            GRANT,
            401,
            invalid,
        ),
        (
            "POST",
            CLIENT,
            "",
            400,
            json!({ "error": "invalid_request" }),
        ),
        (
            "POST",
            CLIENT,
            "grant_type=password",
            400,
            json!({ "error": "unsupported_grant_type" }),
        ),
        ("GET", CLIENT, "", 405, Value::Null),
    ] {
        let reply = wire.request(method, TOKEN, credentials, form);
        assert_eq!(
            (reply.status, reply.json()),
            (status, body),
            "{method} {credentials} {form}"
        );
    }
    let reply = wire
        .request(
            "POST",
            TOKEN,
            CLIENT,
            "scope=a&grant_type=client_credentials",
        )
        .json();
    assert_eq!(
        (&reply["token_type"], &reply["expires_in"]),
        (&json!("bearer"), &json!(30))
    );
    assert_ne!(token(&wire, CLIENT), token(&wire, CLIENT));
}

#[test]
fn tokens_end_and_are_revoked() {
    for (status, build) in [
        (403, Sandbox::new()),
        (
            401,
            Sandbox::builder()
                .bad_token_status(StatusCode::UNAUTHORIZED)
                .build(),
        ),
    ] {
        let wire = Wire::new(build);
        let first = token(&wire, CLIENT);
        wire.sandbox.advance(Duration::from_secs(3599));
        assert_eq!(verify(&wire, "9900000", &first).status, 200);
        wire.sandbox.advance(Duration::from_secs(1));
        assert_eq!(verify(&wire, "9900000", &first).status, status);

        let second = token(&wire, CLIENT);
        assert_eq!(verify(&wire, "9900000", &second).status, 200);
        wire.sandbox.revoke_tokens();
        assert_eq!(verify(&wire, "9900000", &second).status, status);
        assert_eq!(verify(&wire, "9900000", &token(&wire, CLIENT)).status, 200);
    }
}

#[test]
fn nothing_of_a_sandbox_shows_in_debug() {
    let wire = Wire::new(Sandbox::builder().user("ann", "hunter2", ["1"]).build());
    let code = wire.send(
        "messaging",
        &json!({ "callbackUrl": "http://localhost/key" }),
    );
    assert_eq!(wire.verify(&code, &json!({})), Ok(true));
    let inbox = wire.sandbox.inbox(crate::wire::NUMBER);
    let shown = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        wire.sandbox,
        Sandbox::builder(),
        inbox,
        inbox.messages(),
        inbox.attempts(),
        wire.sandbox.take_deliveries(),
    );
    // Ids and times may hold any digits by chance.
    let message = inbox.last_message().unwrap();
    let time = format!("{:?}", message.time);
    let shown = shown.replace(&message.id, "").replace(&time, "");
    for secret in [
        code.as_str(),
        crate::wire::NUMBER,
        "hunter2",
        "sandbox-",
        "localhost",
        "Your",
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
