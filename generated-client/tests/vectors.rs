//! Requests and replies that Bandwidth's own documents and SDKs show, over a real socket.

mod support;

use std::path::Path;

use bandwidth_mfa::mfa::{GenerateMessagingCodeError, GenerateVoiceCodeError, VerifyCodeError};
use bandwidth_mfa::models::{CodeRequest, DeliveryEvent, VerifyCodeRequest};
use bandwidth_mfa::{CallError, Client, Credentials, Phase, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use support::{Answer, Server};

/// The three operations, by the last segment of their path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    Messaging,
    Voice,
    Verify,
}

use Operation::{Messaging, Verify, Voice};

impl Operation {
    fn name(self) -> &'static str {
        match self {
            Messaging => "messaging",
            Voice => "voice",
            Verify => "verify",
        }
    }
}

/// What came out of a call: the name of the variant, and the body as our models write it.
#[derive(Debug, PartialEq)]
enum Outcome {
    Success(Value),
    Failure(&'static str, Value),
    /// The body is not one that the operation may have.
    Unexpected(u16, String),
    /// Anything else.
    Broken(Phase),
}

use Outcome::{Broken, Failure, Success, Unexpected};

/// The error of one operation as an [`Outcome`], each variant named as it is written here.
macro_rules! failure {
    ($enum:ident, $error:expr, $($variant:ident),+) => {{
        let error = $error;
        match error.api() {
            $(Some($enum::$variant(body)) => Failure(stringify!($variant), value(body)),)+
            Some($enum::Unexpected(found)) => Unexpected(
                found.status().as_u16(),
                String::from_utf8(found.body().to_vec()).unwrap(),
            ),
            _ => Broken(error.phase()),
        }
    }};
}

fn value(body: &impl Serialize) -> Value {
    serde_json::to_value(body).unwrap()
}

fn model<T: DeserializeOwned>(body: &Value) -> T {
    serde_json::from_value(body.clone()).unwrap()
}

fn success<T: Serialize, E>(
    result: Result<Response<T>, CallError<E>>,
    failure: impl FnOnce(CallError<E>) -> Outcome,
) -> Outcome {
    match result {
        Ok(reply) => {
            assert_eq!(reply.status().as_u16(), 200);
            Success(value(reply.body()))
        }
        Err(error) => failure(error),
    }
}

async fn call(client: &Client, operation: Operation, body: &Value) -> Outcome {
    let mfa = client.mfa();
    match operation {
        Messaging => success(
            mfa.generate_messaging_code(model::<CodeRequest>(body))
                .await,
            |error| {
                failure!(
                    GenerateMessagingCodeError,
                    error,
                    BadRequest,
                    Unauthorized,
                    Forbidden,
                    InternalServerError
                )
            },
        ),
        Voice => success(
            mfa.generate_voice_code(model::<CodeRequest>(body)).await,
            |error| {
                failure!(
                    GenerateVoiceCodeError,
                    error,
                    BadRequest,
                    Unauthorized,
                    Forbidden,
                    InternalServerError
                )
            },
        ),
        Verify => success(
            mfa.verify_code(model::<VerifyCodeRequest>(body)).await,
            |error| {
                failure!(
                    VerifyCodeError,
                    error,
                    BadRequest,
                    Unauthorized,
                    Forbidden,
                    TooManyRequests,
                    InternalServerError
                )
            },
        ),
    }
}

/// One request and the reply to it.
struct Vector {
    /// Its name in the collection that it was transcribed from.
    id: &'static str,
    operation: Operation,
    /// What is sent, and what must arrive.
    body: Value,
    status: u16,
    /// What the server says.
    reply: Value,
    /// What the caller gets.
    outcome: Outcome,
}

/// A send that no source shows word for word, for replies that are shown alone.
fn send() -> Value {
    json!({
        "to": "+19195551234",
        "from": "+19195554321",
        "applicationId": "66fd98ae-ac8d-a00f-7fcd-ba3280aeb9b1",
        "scope": "2FA",
        "message": "Your temporary {NAME} {SCOPE} code is {CODE}",
        "digits": 6
    })
}

fn documented_send() -> Value {
    json!({
        "to": "+12345678902",
        "from": "+12345678901",
        "applicationId": "93de2206-9669-4e07-948d-329f4b722ee2",
        "scope": "scope",
        "digits": 5,
        "message": "Your temporary {NAME} {SCOPE} code is {CODE}"
    })
}

fn with(mut body: Value, key: &str, value: impl Into<Value>) -> Value {
    body[key] = value.into();
    body
}

fn verify() -> Value {
    json!({
        "to": "+12345678902",
        "applicationId": "93de2206-9669-4e07-948d-329f4b722ee2",
        "scope": "scope",
        "code": "12598",
        "expirationTimeInMinutes": 3
    })
}

/// Where the caller gets what the server said.
fn plain(
    id: &'static str,
    operation: Operation,
    body: Value,
    (status, variant): (u16, &'static str),
    reply: Value,
) -> Vector {
    let outcome = match variant {
        "" => Success(reply.clone()),
        variant => Failure(variant, reply.clone()),
    };
    Vector {
        id,
        operation,
        body,
        status,
        reply,
        outcome,
    }
}

const OK: (u16, &str) = (200, "");

fn successes() -> Vec<Vector> {
    vec![
        plain(
            "messaging-200-docs",
            Messaging,
            with(
                documented_send(),
                "callbackUrl",
                "https://example.com/mfa/callback",
            ),
            OK,
            json!({ "messageId": "1256-adf14asd-52dfa" }),
        ),
        plain(
            "voice-200-docs",
            Voice,
            documented_send(),
            OK,
            json!({ "callId": "1256-adf14asd-52dfa" }),
        ),
        Vector {
            outcome: Success(json!({ "callId": "1256-adf14asd-52dfa" })),
            ..plain(
                "voice-200-docs-pre-2020-12",
                Voice,
                send(),
                OK,
                json!({ "CallId": "1256-adf14asd-52dfa" }),
            )
        },
        Vector {
            outcome: Success(json!({ "messageId": "1256-adf14asd-52dfa" })),
            ..plain(
                "messaging-200-docs-pre-2020-12",
                Messaging,
                send(),
                OK,
                json!({ "MessageId": "1256-adf14asd-52dfa" }),
            )
        },
        plain(
            "messaging-200-spec-example",
            Messaging,
            send(),
            OK,
            json!({ "messageId": "1589228074636lm4k2je7j7jklbn2" }),
        ),
        plain(
            "voice-200-spec-example",
            Voice,
            send(),
            OK,
            json!({ "callId": "c-15ac29a2-1331029c-2cb0-4a07-b215-b22865662d85" }),
        ),
        plain(
            "verify-200-true",
            Verify,
            verify(),
            OK,
            json!({ "valid": true }),
        ),
        plain(
            "verify-200-false",
            Verify,
            verify(),
            OK,
            json!({ "valid": false }),
        ),
        plain(
            "verify-200-new-shape",
            Verify,
            json!({
                "to": "+10001234567",
                "scope": "2FA",
                "expirationTimeInMinutes": 3,
                "code": "12345"
            }),
            OK,
            json!({ "valid": false }),
        ),
        plain(
            "verify-2020-old-shape",
            Verify,
            with(with(verify(), "from", "+12345678901"), "digits", 6),
            OK,
            json!({ "valid": true }),
        ),
    ]
}

fn failures() -> Vec<Vector> {
    let request_id = "abc12312-abcd-1234-abcd-1234abcd1234";
    vec![
        plain(
            "400-2020-shape",
            Voice,
            send(),
            (400, "BadRequest"),
            json!({ "result": "Invalid request - contact service manager" }),
        ),
        plain(
            "400-spec-example",
            Verify,
            verify(),
            (400, "BadRequest"),
            json!({
                "error": "400 Request is malformed or invalid",
                "requestId": "354cc8a3-6701-461e-8fa7-8671703dd898"
            }),
        ),
        plain(
            "400-seed-001",
            Messaging,
            send(),
            (400, "BadRequest"),
            json!({ "type": "invalid", "description": "digits are missing" }),
        ),
        plain(
            "401",
            Messaging,
            send(),
            (401, "Unauthorized"),
            json!({ "message": "Unauthorized" }),
        ),
        Vector {
            outcome: Failure(
                "Forbidden",
                json!({ "message": "User is not authorized to access this resource with an explicit deny" }),
            ),
            ..plain(
                "403-capital-M",
                Voice,
                send(),
                (403, "Forbidden"),
                json!({ "Message": "User is not authorized to access this resource with an explicit deny" }),
            )
        },
        plain(
            "403-lower-m",
            Verify,
            verify(),
            (403, "Forbidden"),
            json!({ "message": "Missing Authentication Token" }),
        ),
        plain(
            "429-lockout",
            Verify,
            json!({
                "to": "+12345678901",
                "applicationId": "93de2206-9669-4e07-948d-329f4b722ee2",
                "scope": "2FA",
                "expirationTimeInMinutes": 3,
                "code": "1234"
            }),
            (429, "TooManyRequests"),
            json!({
                "error": "This number has exceeded verification attempts, please wait 2 minutes",
                "requestId": request_id
            }),
        ),
        plain(
            "500",
            Messaging,
            send(),
            (500, "InternalServerError"),
            json!({ "error": "Internal Error", "requestId": request_id }),
        ),
    ]
}

/// What is on the wire, and what the caller gets from the reply.
async fn check(vector: &Vector) {
    let id = vector.id;
    let server = Server::new(vec![Answer::json(vector.status, vector.reply.to_string())]);
    let outcome = call(&server.client(), vector.operation, &vector.body).await;
    assert_eq!(outcome, vector.outcome, "{id}");

    let requests = server.requests();
    let [request] = requests.as_slice() else {
        panic!("{id}: {requests:?}");
    };
    let line = format!(
        "POST /api/v1/accounts/9900000/code/{} HTTP/1.1",
        vector.operation.name()
    );
    assert_eq!(request.line, line, "{id}");
    assert_eq!(request.header("accept"), Some("application/json"), "{id}");
    assert_eq!(
        request.header("content-type"),
        Some("application/json"),
        "{id}"
    );
    assert_eq!(
        request.header("authorization"),
        Some("Basic dXNlcm5hbWU6cGFzc3dvcmQ="),
        "{id}"
    );
    // Compared with the integers that the vector has: `3.0` is another value than `3` here.
    let sent: Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(sent, vector.body, "{id}");
}

#[tokio::test]
async fn every_vector_goes_out_as_written_and_comes_back_typed() {
    for vector in successes().iter().chain(&failures()) {
        check(vector).await;
    }
}

/// The vectors as they were collected, where they are at hand.
#[test]
fn the_vectors_are_transcribed_without_a_slip() {
    let collected = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/mfa/vectors.json");
    let Ok(text) = std::fs::read_to_string(collected) else {
        return;
    };
    let collected: Vec<Value> = serde_json::from_str(&text).unwrap();
    for vector in successes().iter().chain(&failures()) {
        let Some(found) = collected.iter().find(|found| found["id"] == vector.id) else {
            // A form that only a machine-readable source has.
            assert_eq!(vector.id, "400-seed-001");
            continue;
        };
        let reply = &found["response"];
        assert_eq!(reply["status"], vector.status, "{}", vector.id);
        assert_eq!(reply["body"], vector.reply, "{}", vector.id);
        if let Some(body) = found["request"].get("body") {
            assert_eq!(*body, vector.body, "{}", vector.id);
        }
    }
}

/// A builder refuses what every source refuses, before anything is sent; a request that is not checked is the server's to refuse.
#[tokio::test]
async fn a_number_that_every_source_refuses() {
    for number in ["", "+1invalid"] {
        let problem = CodeRequest::builder()
            .to(number)
            .from("+12345678901")
            .application_id("93de2206-9669-4e07-948d-329f4b722ee2")
            .message("Test code: {CODE}")
            .digits(7)
            .build()
            .unwrap_err();
        assert!(
            problem.to_string().starts_with("CodeRequest: to "),
            "{problem}"
        );
        let problem = VerifyCodeRequest::builder()
            .to(number)
            .code("1234")
            .expiration_time_in_minutes(3)
            .build()
            .unwrap_err();
        assert!(
            problem.to_string().starts_with("VerifyCodeRequest: to "),
            "{problem}"
        );

        let reply = json!({
            "error": "to number is required",
            "requestId": "abc12312-abcd-1234-abcd-1234abcd1234"
        });
        for (operation, body) in [(Messaging, send()), (Voice, send()), (Verify, verify())] {
            check(&plain(
                "400-to-required, bad-to-400",
                operation,
                with(body, "to", number),
                (400, "BadRequest"),
                reply.clone(),
            ))
            .await;
        }
    }
}

/// Both answers have been seen.
#[tokio::test]
async fn an_application_that_does_not_exist() {
    for status in [(400, "BadRequest"), (500, "InternalServerError")] {
        check(&plain(
            "bad-app-id",
            Messaging,
            with(send(), "applicationId", "not_an_application_id"),
            status,
            json!({ "error": "application not found", "requestId": "1" }),
        ))
        .await;
    }
}

#[tokio::test]
async fn credentials_go_out_as_one_header() {
    let cases = [
        (
            Credentials::basic("client_id", "client_secret"),
            "Basic Y2xpZW50X2lkOmNsaWVudF9zZWNyZXQ=",
        ),
        (
            Credentials::basic("apiToken", "apiSecret"),
            "Basic YXBpVG9rZW46YXBpU2VjcmV0",
        ),
        (Credentials::bearer("fresh-token"), "Bearer fresh-token"),
    ];
    for (credentials, expected) in cases {
        let server = Server::new(vec![Answer::json(200, r#"{"valid":true}"#)]);
        let client = server
            .builder()
            .credentials(credentials)
            .account_id("9900000")
            .build()
            .unwrap();
        let outcome = call(&client, Verify, &verify()).await;
        assert_eq!(outcome, Success(json!({ "valid": true })));
        let requests = server.requests();
        assert_eq!(requests[0].header("authorization"), Some(expected));
    }
}

#[tokio::test]
async fn a_reply_without_a_boolean_valid_is_an_error() {
    let bodies = [
        "{}",
        r#"{"valid":null}"#,
        r#"{"valid":"true"}"#,
        r#"{"valid":1}"#,
        r#"{"Valid":true}"#,
        r#"{"valid":true"#,
        "[true]",
        "true",
        "null",
        "<html>ok</html>",
        "",
    ];
    for body in bodies {
        let server = Server::new(vec![Answer::json(200, body)]);
        let outcome = call(&server.client(), Verify, &verify()).await;
        assert_eq!(outcome, Broken(Phase::Decode), "{body:?}");
    }
}

#[tokio::test]
async fn what_no_document_describes_keeps_status_and_bytes() {
    let html = "<html><body>Bad Gateway</body></html>";
    let cases = [
        // Statuses that are declared, with bodies that are not.
        (400, Some("text/html"), html),
        (400, None, ""),
        (401, Some("application/json"), ""),
        (403, Some("application/json"), "not json"),
        (500, None, ""),
        (500, Some("application/json"), "[1, 2]"),
        // Statuses of the gateway.
        (404, None, ""),
        (413, Some("text/html"), html),
        (
            415,
            Some("application/json"),
            r#"{"message":"Unsupported Media Type"}"#,
        ),
        (502, Some("text/html"), html),
        (504, None, ""),
        // A redirect is followed by nobody.
        (307, None, ""),
    ];
    for operation in [Messaging, Voice, Verify] {
        let body = if operation == Verify {
            verify()
        } else {
            send()
        };
        for (status, content_type, text) in cases {
            let server = Server::new(vec![Answer {
                status,
                content_type: content_type.map(str::to_owned),
                body: text.to_owned(),
            }]);
            let outcome = call(&server.client(), operation, &body).await;
            let expected = Unexpected(status, text.to_owned());
            assert_eq!(outcome, expected, "{operation:?} {status} {text:?}");
            assert_eq!(server.requests().len(), 1);
        }
    }
    // Only a verification declares this status.
    let server = Server::new(vec![Answer::json(429, "{}")]);
    let outcome = call(&server.client(), Messaging, &send()).await;
    assert_eq!(outcome, Unexpected(429, "{}".to_owned()));
}

#[test]
fn delivery_reports_are_read_and_written() {
    let report = |kind: &str, description: &str, platform: &str| {
        json!({
            "type": kind,
            "time": "2016-09-14T18:20:16Z",
            "description": description,
            "platform": platform,
            "message": { "id": "14762070468292kw2fuqty55yp2b2" }
        })
    };
    let reports = [
        report("message-delivered", "ok", "NorthAmericaSMS"),
        with(
            report("message-failed", "forbidden to country", "NorthAmericaSMS"),
            "errorCode",
            4432,
        ),
        with(
            report("message-failed", "Undeliverable", "GlobalSMS"),
            "errorCode",
            995,
        ),
        // A network that came later.
        report("message-delivered", "ok", "SatelliteSMS"),
    ];
    for report in reports {
        assert_eq!(value(&model::<DeliveryEvent>(&report)), report);
    }
}
