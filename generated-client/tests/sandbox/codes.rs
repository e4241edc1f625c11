//! What becomes of codes.

use std::collections::HashSet;
use std::time::Duration;

use bandwidth_mfa::models::DeliveryEvent;
use bandwidth_mfa::testing::{Channel, Outcome, Sandbox, SandboxBuilder};
use serde_json::{Value, json};

use crate::wire::{NUMBER, Wire, code_request, other_than};

const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn what_arrives_has_the_code_in_it() {
    let wire = Wire::new(Sandbox::builder().application("app", "{CODE} Bank").build());
    for (operation, channel, scope, text) in [
        (
            "messaging",
            Channel::Messaging,
            None,
            "Your {CODE} Bank 2FA code is ",
        ),
        (
            "voice",
            Channel::Voice,
            Some("log in"),
            "Your {CODE} Bank log in code is ",
        ),
    ] {
        for digits in 2..=8 {
            let code = wire.send(operation, &json!({ "digits": digits, "scope": scope }));
            assert_eq!(code.len(), digits);
            assert!(code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
            let message = wire.sandbox.inbox(NUMBER).last_message().unwrap();
            assert_eq!(message.text, format!("{text}{code}"));
            assert_eq!((message.channel, message.code), (channel, code));
            assert_eq!(
                (
                    message.to.as_str(),
                    message.from.as_str(),
                    message.application_id.as_str()
                ),
                (NUMBER, "+19195554321", "app")
            );
        }
    }
    assert_eq!(wire.sandbox.inbox(NUMBER).messages().len(), 14);
    assert_eq!(wire.sandbox.inbox("+19195550000").last_code(), None);
    assert_eq!(wire.sandbox.numbers(), [NUMBER]);
}

#[test]
fn codes_are_random_and_begin_with_any_digit() {
    let wire = Wire::new(Sandbox::new());
    let codes: HashSet<String> = (0..500)
        .map(|_| wire.send("messaging", &json!({})))
        .collect();
    // Two of 500 are the same now and then, and never many.
    assert!(codes.len() > 480);
    let first: HashSet<char> = codes
        .iter()
        .filter_map(|code| code.chars().next())
        .collect();
    assert_eq!(first.len(), 10);
}

#[test]
fn replies_name_what_was_sent() {
    let wire = Wire::new(Sandbox::new());
    for (operation, member) in [("messaging", "messageId"), ("voice", "callId")] {
        let reply = wire.call(operation, &code_request()).json();
        let message = wire.sandbox.inbox(NUMBER).last_message().unwrap();
        assert_eq!(reply, json!({ member: message.id }));
    }
}

/// One step of a case.
enum Step {
    Send(Value),
    Advance(Duration),
    /// Types the code that was sent at this place, or another where there is no such place, with these members changed.
    Type(usize, Value, Outcome),
}

use Step::{Advance, Send, Type};

fn check(name: &str, sandbox: Sandbox, steps: Vec<Step>) {
    let wire = Wire::new(sandbox);
    let mut codes: Vec<String> = Vec::new();
    for (number, step) in steps.into_iter().enumerate() {
        match step {
            Send(changes) => codes.push(wire.send("messaging", &changes)),
            Advance(time) => wire.sandbox.advance(time),
            Type(index, changes, outcome) => {
                let wrong = || other_than(codes.first().map_or("000000", String::as_str));
                let code = codes.get(index).cloned().unwrap_or_else(wrong);
                let expected = match outcome {
                    Outcome::Locked => Err(429),
                    outcome => Ok(outcome == Outcome::Valid),
                };
                let found = wire.verify(&code, &changes);
                let attempt = wire.sandbox.inbox(NUMBER).attempts().pop().unwrap();
                let place = format!("{name}, step {number}");
                assert_eq!((found, attempt.outcome), (expected, outcome), "{place}");
            }
        }
    }
}

#[test]
fn a_code_verifies_as_documented() {
    use Outcome::{Expired, OtherApplication, OtherScope, Valid, Wrong};
    let plain = || json!({});
    let scope = |scope: &str| json!({ "scope": scope });
    let window = |minutes: f64| json!({ "expirationTimeInMinutes": minutes });
    let application = |id: &str| json!({ "applicationId": id });
    let second = Duration::from_secs(1);
    let cases = [
        ("never sent", vec![Type(9, plain(), Wrong)]),
        (
            "right and wrong",
            vec![
                Send(plain()),
                Type(9, plain(), Wrong),
                Type(0, plain(), Valid),
            ],
        ),
        (
            "again",
            vec![
                Send(plain()),
                Type(0, plain(), Valid),
                Type(0, plain(), Valid),
            ],
        ),
        (
            "the older one of two",
            vec![
                Send(plain()),
                Send(plain()),
                Type(0, plain(), Valid),
                Type(1, plain(), Valid),
            ],
        ),
        (
            "the window of the verification",
            vec![
                Send(window(1.0)),
                Advance(MINUTE * 3),
                Type(0, plain(), Valid),
                Advance(second),
                Type(0, plain(), Expired),
                Type(0, window(15.0), Valid),
                Type(0, window(0.5), Expired),
            ],
        ),
        (
            "scopes",
            vec![
                Send(plain()),
                Send(scope("login")),
                Type(0, scope("2FA"), Valid),
                Type(0, scope("login"), OtherScope),
                Type(1, plain(), OtherScope),
                Type(1, scope("login"), Valid),
                Type(1, scope("Login"), OtherScope),
            ],
        ),
        (
            "applications",
            vec![
                Send(plain()),
                Type(0, application("app"), Valid),
                Type(0, application("other"), OtherApplication),
            ],
        ),
    ];
    for (name, steps) in cases {
        check(name, Sandbox::new(), steps);
    }
}

#[test]
fn what_the_sources_leave_open_is_an_option() {
    use Outcome::{Expired, Replaced, Used, Valid};
    let plain = || json!({});
    let build = SandboxBuilder::build;
    let set = Sandbox::builder;
    check(
        "single use",
        build(set().single_use(true)),
        vec![
            Send(plain()),
            Type(0, plain(), Valid),
            Type(0, plain(), Used),
        ],
    );
    check(
        "newest only, in each scope",
        build(set().newest_only(true)),
        vec![
            Send(plain()),
            Send(plain()),
            Send(json!({ "scope": "login" })),
            Type(0, plain(), Replaced),
            Type(1, plain(), Valid),
        ],
    );
    check(
        "applications are not compared",
        build(set().compare_applications(false)),
        vec![
            Send(plain()),
            Type(0, json!({ "applicationId": "other" }), Valid),
        ],
    );
    check(
        "expires as sent, after 3 minutes where the send does not say",
        build(set().expires_as_sent(true)),
        vec![
            Send(json!({ "expirationTimeInMinutes": 1 })),
            Send(plain()),
            Advance(MINUTE * 2),
            Type(0, plain(), Expired),
            Type(1, plain(), Valid),
            Advance(MINUTE * 2),
            Type(1, json!({ "expirationTimeInMinutes": 15 }), Expired),
        ],
    );
}

#[test]
fn too_many_wrong_codes_lock_a_number() {
    use Outcome::{Locked, Valid, Wrong};
    let plain = || json!({});
    let wrong = || Type(9, plain(), Wrong);
    let second = Duration::from_secs(1);
    check(
        "five lock for two minutes, whatever is typed meanwhile",
        Sandbox::new(),
        vec![
            Send(plain()),
            wrong(),
            wrong(),
            wrong(),
            wrong(),
            wrong(),
            Type(0, plain(), Locked),
            Advance(second * 119),
            Type(9, plain(), Locked),
            Send(plain()),
            Type(1, plain(), Locked),
            Advance(second),
            Type(0, plain(), Valid),
        ],
    );
    check(
        "a right one begins anew, and so does the end of a lock",
        Sandbox::builder()
            .attempts(2)
            .lock_time(second * 35)
            .build(),
        vec![
            Send(plain()),
            wrong(),
            Type(0, plain(), Valid),
            wrong(),
            Type(0, plain(), Valid),
            wrong(),
            wrong(),
            Type(0, plain(), Locked),
            Advance(second * 35),
            wrong(),
            Type(0, plain(), Valid),
        ],
    );
}

#[test]
fn a_lock_is_one_numbers_of_one_account() {
    let sandbox = Sandbox::builder()
        .attempts(1)
        .user("other", "secret", ["1"])
        .build();
    let wire = Wire::new(sandbox);
    assert_eq!(wire.verify("0", &json!({})), Ok(false));
    assert_eq!(wire.verify("0", &json!({})), Err(429));
    assert_eq!(
        wire.verify("0", &json!({ "to": "+19195550000" })),
        Ok(false)
    );
    let other = "Basic b3RoZXI6c2VjcmV0";
    let body = crate::wire::verify_request().to_string();
    let reply = wire.request("POST", "/api/v1/accounts/1/code/verify", other, &body);
    assert_eq!(reply.status, 200);

    let inbox = wire.sandbox.inbox(NUMBER);
    assert_eq!(
        (inbox.wrong_attempts(), inbox.locked_for()),
        (1, Some(MINUTE * 2))
    );
    inbox.unlock();
    assert_eq!((inbox.wrong_attempts(), inbox.locked_for()), (0, None));
    assert_eq!(wire.verify("0", &json!({})), Ok(false));
}

#[test]
fn reports_are_due_for_texts_that_ask_for_them() {
    let sandbox = Sandbox::builder()
        .undeliverable("+19195550001")
        .undeliverable("+442079460001");
    let wire = Wire::new(sandbox.build());
    let url = "http://localhost:1/report";
    for (operation, number, callback, expected) in [
        ("messaging", NUMBER, None, None),
        ("voice", NUMBER, Some(url), None),
        (
            "messaging",
            NUMBER,
            Some(url),
            Some(("message-delivered", "NorthAmericaSMS", None)),
        ),
        (
            "messaging",
            "+442079460000",
            Some(url),
            Some(("message-delivered", "GlobalSMS", None)),
        ),
        (
            "messaging",
            "+19195550001",
            Some(url),
            Some(("message-failed", "NorthAmericaSMS", Some(4432))),
        ),
        (
            "messaging",
            "+442079460001",
            Some(url),
            Some(("message-failed", "GlobalSMS", Some(995))),
        ),
    ] {
        let request = json!({ "to": number, "callbackUrl": callback });
        let reply = wire.call(operation, &crate::wire::changed(code_request(), &request));
        assert_eq!(reply.status, 200);
        let deliveries = wire.sandbox.take_deliveries();
        let found = deliveries.first().map(|delivery| {
            assert_eq!(delivery.url, url);
            let event: DeliveryEvent = serde_json::from_slice(&delivery.body).unwrap();
            assert_eq!(reply.json(), json!({ "messageId": event.message.id }));
            event
        });
        let found = found.as_ref().map(|event| {
            (
                event.type_.as_str(),
                event.platform.as_str(),
                event.error_code,
            )
        });
        assert_eq!(found, expected, "{operation} {number}");
        assert!(wire.sandbox.take_deliveries().is_empty());
        let arrived = !wire.sandbox.inbox(number).messages().is_empty();
        assert_eq!(
            arrived,
            expected.is_none_or(|(kind, ..)| kind == "message-delivered")
        );
    }
}
