//! The typed fakes: a service in the same program, without a socket.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use bandwidth_mfa::mfa::{GenerateMessagingCode, VerifyCode, VerifyCodeError};
use bandwidth_mfa::models::{
    CodeRequest, ErrorReply, MessagingCodeResponse, VerifyCodeRequest, VerifyCodeResponse,
};
use bandwidth_mfa::testing::mfa::{MfaService, service};
use bandwidth_mfa::testing::{Answer, FakeStep, FakeTransport, Incoming};
use bandwidth_mfa::{Client, Credentials, Error, RetryPolicy};
use http::{Request, Response, StatusCode};

/// Knows one code.
struct OneCode;

impl MfaService for OneCode {
    fn generate_messaging_code(
        &self,
        call: Incoming<GenerateMessagingCode>,
    ) -> Answer<GenerateMessagingCode> {
        assert_eq!(call.account_id.as_deref(), Some("9900000"));
        let mut sent = MessagingCodeResponse::default();
        sent.message_id = Some("m-1".to_owned());
        Answer::success(sent)
    }

    fn verify_code(&self, call: Incoming<VerifyCode>) -> Answer<VerifyCode> {
        match call.body.code.as_str() {
            "123456" => Answer::success(VerifyCodeResponse::new(true)),
            "000000" => {
                let mut body = ErrorReply::default();
                body.error = Some("too many attempts".to_owned());
                Answer::failure(VerifyCodeError::TooManyRequests(body))
            }
            _ => Answer::success(VerifyCodeResponse::new(false)),
        }
    }
}

fn fake() -> FakeTransport {
    FakeTransport::new(service(Arc::new(OneCode)))
}

fn client(fake: &FakeTransport) -> Client {
    let builder = Client::builder()
        .transport(fake.clone())
        .credentials(Credentials::oauth2("id", "secret"))
        .parameter("accountId", "9900000");
    builder.build().unwrap()
}

fn code() -> CodeRequest {
    let request = CodeRequest::builder()
        .to("+19195551234")
        .from("+19195554321")
        .application_id("app")
        .message("Your code is {CODE}")
        .digits(6);
    request.build().unwrap()
}

fn typed(code: &str) -> VerifyCodeRequest {
    let request = VerifyCodeRequest::builder()
        .to("+19195551234")
        .code(code)
        .expiration_time_in_minutes(3.0);
    request.build().unwrap()
}

#[tokio::test]
async fn calls_are_answered_by_the_typed_service() {
    let fake = fake().expect::<VerifyCode>(3);
    let client = client(&fake);
    let sent = client.mfa().generate_messaging_code(code()).await.unwrap();
    assert_eq!(sent.body().message_id.as_deref(), Some("m-1"));
    assert!(
        client
            .mfa()
            .verify_code(typed("123456"))
            .await
            .unwrap()
            .body()
            .valid
    );
    assert!(
        !client
            .mfa()
            .verify_code(typed("999999"))
            .await
            .unwrap()
            .body()
            .valid
    );
    let locked = client.mfa().verify_code(typed("000000")).await.unwrap_err();
    let Some(VerifyCodeError::TooManyRequests(body)) = locked.api() else {
        panic!("{locked}");
    };
    assert_eq!(body.error.as_deref(), Some("too many attempts"));
    let codes = fake.calls::<VerifyCode>();
    let codes: Vec<&str> = codes.iter().map(|call| call.body.code.as_str()).collect();
    assert_eq!(codes, ["123456", "999999", "000000"]);
    assert_eq!(fake.requests().len(), 4);
}

#[tokio::test]
async fn a_method_that_is_not_written_says_which() {
    let fake = fake();
    let error = client(&fake)
        .mfa()
        .generate_voice_code(code())
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_IMPLEMENTED));
    let text = String::from_utf8(error.bytes().unwrap().to_vec()).unwrap();
    assert_eq!(
        text,
        "nothing answers `generateVoiceCode` (POST /accounts/{accountId}/code/voice) here"
    );
}

#[test]
fn requests_that_do_not_fit_are_refused() {
    let service = service(Arc::new(OneCode));
    let good = r#"{"to":"+19195551234","code":"1","expirationTimeInMinutes":3}"#;
    let verify = "/api/v1/accounts/9/code/verify";
    let json = "application/json";
    let cases = [
        ("POST", verify, json, good, 200, r#"{"valid":false}"#),
        (
            "POST",
            "/accounts/9/code/verify",
            json,
            good,
            200,
            r#"{"valid":false}"#,
        ),
        (
            "POST",
            "/api/v2/accounts/9/code/verify",
            json,
            good,
            404,
            "no operation has this path",
        ),
        (
            "POST",
            "/api/v1/accounts/9/code",
            json,
            good,
            404,
            "no operation has this path",
        ),
        (
            "POST",
            "/api/v1/accounts//code/verify",
            json,
            good,
            404,
            "no operation has this path",
        ),
        (
            "GET",
            verify,
            json,
            "",
            405,
            "the path takes POST, not this method",
        ),
        (
            "POST",
            verify,
            "text/plain",
            good,
            400,
            "body is not of the type application/json",
        ),
        (
            "POST",
            verify,
            json,
            "{",
            400,
            "body: expected more: the JSON ends too early at line 1 column 1",
        ),
        (
            "POST",
            verify,
            json,
            r#"{"to":5}"#,
            400,
            "body: expected a string at line 1 column 7",
        ),
        (
            "POST",
            verify,
            json,
            r#"{"to":"+1919","code":"","expirationTimeInMinutes":16}"#,
            400,
            "code must not be empty; expiration_time_in_minutes must be at most 15",
        ),
    ];
    for (method, path, content_type, body, status, expected) in cases {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", content_type);
        let response = service.serve(request.body(body.to_owned().into()).unwrap());
        let (head, body) = response.into_parts();
        let body = String::from_utf8(body.into_bytes().unwrap().to_vec()).unwrap();
        let expected = match status {
            400 => serde_json::json!({ "description": expected }).to_string(),
            _ => expected.to_owned(),
        };
        assert_eq!(
            (head.status.as_u16(), body),
            (status, expected),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn a_script_decides_what_becomes_of_requests() {
    let steps = [
        FakeStep::fail_before_sending(),
        FakeStep::serve().delayed(Duration::from_secs(2)),
        FakeStep::fail_after_sending(),
        FakeStep::silence(),
        FakeStep::serve().delayed(Duration::from_secs(60)),
        FakeStep::serve().cut(5),
        FakeStep::serve().corrupted(),
        FakeStep::status(StatusCode::BAD_GATEWAY),
        FakeStep::respond(
            Response::builder()
                .status(400)
                .header("content-type", "application/json")
                .body(r#"{"error":"no"}"#)
                .unwrap(),
        ),
    ];
    let fake = fake().script(steps);
    let client = client(&fake);
    // The first failure proves that nothing was sent, so the call goes on.
    let sent = client.mfa().verify_code(typed("123456")).await.unwrap();
    assert_eq!(sent.attempts(), 2);
    assert!(fake.clock().passed() >= Duration::from_secs(2));
    let mut outcomes = Vec::new();
    for _ in 0..7 {
        let call = client
            .mfa()
            .verify_code(typed("123456"))
            .retry(RetryPolicy::none());
        let error: Error = call.await.unwrap_err().into();
        outcomes.push((
            format!("{:?}", error.phase()),
            error.status().map(|status| status.as_u16()),
            error.maybe_sent(),
        ));
    }
    let expected = [
        ("Io", None, true),
        ("Timeout", None, true),
        ("Timeout", None, true),
        ("Io", Some(200), true),
        ("Decode", Some(200), true),
        ("Api", Some(502), true),
        ("Api", Some(400), true),
    ];
    let expected = expected.map(|(phase, status, maybe)| (phase.to_owned(), status, maybe));
    assert_eq!(outcomes, expected);
}

#[test]
fn what_was_expected_and_did_not_come_is_a_panic_that_says_so() {
    let unmet = |fake: FakeTransport| {
        let panic = std::panic::catch_unwind(AssertUnwindSafe(move || drop(fake))).unwrap_err();
        panic.downcast_ref::<String>().unwrap().clone()
    };
    let steps = [FakeStep::serve(), FakeStep::status(StatusCode::BAD_GATEWAY)];
    assert_eq!(
        unmet(fake().script(steps).expect::<VerifyCode>(1)),
        "the requests are not those that were expected: expected 1 of `verifyCode`, and 0 came; \
         2 of 2 steps were not played: the service answers, a reply with 502 Bad Gateway"
    );
}

#[cfg(feature = "testing-server")]
#[tokio::test]
async fn the_same_service_answers_over_http() {
    let server = bandwidth_mfa::testing::FakeServer::start(service(Arc::new(OneCode))).unwrap();
    let builder = Client::builder()
        .base_url(format!("{}/api/v1", server.url()))
        .credentials(Credentials::basic("user", "password"))
        .parameter("accountId", "9900000");
    let client = builder.build().unwrap();
    let sent = client.mfa().generate_messaging_code(code()).await.unwrap();
    assert_eq!(sent.body().message_id.as_deref(), Some("m-1"));
    let error = client.mfa().generate_voice_code(code()).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_IMPLEMENTED));
    let address = server.address();
    drop(server);
    assert!(std::net::TcpStream::connect(address).is_err());
}
