//! How often each operation reaches the service, whatever comes back.

mod outcomes;

use std::time::Duration;

use bandwidth_mfa::models::{CodeRequest, VerifyCodeRequest};
use bandwidth_mfa::{Client, Credentials, Error, TransportErrorKind as Kind};
use outcomes::{Answer, Service, run};

type Operation = fn(&Client, &Service) -> Result<u32, Error>;

/// Asks for a code by SMS, for a code by voice, and for a verification.
const OPERATIONS: [Operation; 3] = [messaging, voice, verify];

fn code() -> CodeRequest {
    CodeRequest::builder()
        .to("+19195551234")
        .from("+19195554321")
        .application_id("app")
        .message("{CODE}")
        .digits(6)
        .build()
        .unwrap()
}

fn messaging(client: &Client, service: &Service) -> Result<u32, Error> {
    Ok(run(service, client.mfa().generate_messaging_code(code()))?.attempts())
}

fn voice(client: &Client, service: &Service) -> Result<u32, Error> {
    Ok(run(service, client.mfa().generate_voice_code(code()))?.attempts())
}

fn verify(client: &Client, service: &Service) -> Result<u32, Error> {
    let request = VerifyCodeRequest::builder()
        .to("+19195551234")
        .code("0123")
        .expiration_time_in_minutes(3)
        .build()
        .unwrap();
    Ok(run(service, client.mfa().verify_code(request))?.attempts())
}

/// What always comes back, and how often a request then goes out: the sends with Basic and with OAuth2, the verification with
/// both.
fn table() -> Vec<(&'static str, Answer, [usize; 4])> {
    let status = Answer::Status;
    vec![
        (
            "name lookup, refused, handshake",
            Answer::Fail(Kind::Connect),
            [3; 4],
        ),
        ("certificate", Answer::Fail(Kind::Certificate), [1; 4]),
        ("no runtime", Answer::Fail(Kind::Setup), [1; 4]),
        ("reset", Answer::Fail(Kind::Io), [1; 4]),
        ("timeout", Answer::Fail(Kind::Timeout), [1; 4]),
        ("silence", Answer::Silence, [1; 4]),
        ("reset in the body", Answer::Broken, [1; 4]),
        ("success with bad JSON", status(200, None), [1; 4]),
        ("302", status(302, None), [1; 4]),
        ("400", status(400, None), [1; 4]),
        ("401", status(401, None), [1, 2, 1, 2]),
        ("403", status(403, None), [1; 4]),
        ("408", status(408, None), [1; 4]),
        ("429", status(429, None), [1; 4]),
        ("429, wait", status(429, Some("2")), [3, 3, 1, 1]),
        ("429, long wait", status(429, Some("60")), [1; 4]),
        ("500", status(500, None), [1; 4]),
        ("502", status(502, None), [1; 4]),
        ("503", status(503, None), [1; 4]),
        ("503, wait", status(503, Some("1")), [1; 4]),
        ("504", status(504, None), [1; 4]),
    ]
}

#[test]
fn each_operation_goes_out_as_often_as_is_safe_and_no_more() {
    for (name, answer, expected) in table() {
        for (index, operation) in OPERATIONS.iter().enumerate() {
            let column = if index < 2 { 0 } else { 2 };
            let kinds = [
                Credentials::basic("user", "password"),
                Credentials::oauth2("id", "secret"),
            ];
            for (credentials, expected) in kinds.into_iter().zip(&expected[column..]) {
                let service = Service::new(answer);
                let client = Client::builder()
                    .transport(service.clone())
                    .credentials(credentials)
                    .account_id("9900000")
                    .build()
                    .unwrap();
                let error = operation(&client, &service).unwrap_err();
                assert_eq!(service.requests(), *expected, "{name}, operation {index}");
                assert_eq!(usize::try_from(error.attempts()).unwrap(), *expected);
                let never_read = matches!(
                    answer,
                    Answer::Fail(Kind::Connect | Kind::Certificate | Kind::Setup)
                );
                assert_eq!(error.maybe_sent(), !never_read, "{name}");
                assert!(service.passed() <= Duration::from_secs(30), "{name}");
            }
        }
    }
}
