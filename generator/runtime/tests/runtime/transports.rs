//! The default transports against a real server on this machine: each gives the same answers.

use std::time::Duration;

use client_runtime::call::CallResult;
use client_runtime::client::Client;
use client_runtime::client_builder::ClientBuilder;
use client_runtime::report::Phase;
use client_runtime::security::Credentials;

use super::server::{Deed, Server, closed_port};
use super::support::{API, VerifyCode, verify};

/// A way to make a call.
pub type Way = fn(&Client) -> CallResult<VerifyCode>;

/// Every way that the features allow, by name.
pub const WAYS: &[(&str, Way)] = &[
    #[cfg(feature = "reqwest")]
    ("awaited", |client| {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build().unwrap();
        runtime.block_on(client.call(verify()).into_future())
    }),
    #[cfg(feature = "blocking")]
    ("blocking", |client| client.call(verify()).send()),
];

pub fn builder(url: &str) -> ClientBuilder {
    ClientBuilder::new(&API)
        .base_url(url)
        .credentials(Credentials::basic("user", "pass"))
}

/// What a reply comes to in one line, where a success is its status.
fn outcome(deed: Deed, way: Way) -> (String, Option<Phase>, bool, usize) {
    let server = Server::new(deed);
    let client = builder(&server.url)
        .timeout(Duration::from_millis(250))
        .build()
        .unwrap();
    let result = way(&client);
    let sent = server.requests().len();
    match result {
        Ok(reply) => (
            format!("{} {:?}", reply.status(), reply.body()),
            None,
            true,
            sent,
        ),
        Err(error) => (
            error.to_string(),
            Some(error.phase()),
            error.maybe_sent(),
            sent,
        ),
    }
}

#[test]
fn replies_come_to_the_same_whatever_carries_them() {
    const OK: &str = "HTTP/1.1 200 OK\r\n";
    let chunk = "40\r\n0123456789012345678901234567890123456789012345678901234567890123\r\n";
    let large = format!("{OK}transfer-encoding: chunked\r\n\r\n{chunk}{chunk}0\r\n\r\n").leak();
    let late = "timed out: no complete reply within 250ms (attempts 1)";
    let cases: &[(Deed, &str, Option<Phase>)] = &[
        (
            Deed::Answer("HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"valid\":true}"),
            "200 OK Verdict { valid: true }",
            None,
        ),
        (
            Deed::Answer("HTTP/1.1 200 OK\r\n\r\n{\"valid\":true}"),
            "200 OK Verdict { valid: true }",
            None,
        ),
        (
            Deed::Answer(
                "HTTP/1.1 400 Bad Request\r\ncontent-length: 15\r\nx-request-id: r-1\r\n\r\n{\"valid\":false}",
            ),
            "verify code: 400 Bad Request (request id r-1, attempts 1)",
            Some(Phase::Api),
        ),
        (
            Deed::Answer("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"),
            "verify code: 503 Service Unavailable (attempts 1)",
            Some(Phase::Api),
        ),
        (
            Deed::Answer(
                "HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 2\r\n\r\n{}",
            ),
            "verify code: 307 Temporary Redirect (attempts 1)",
            Some(Phase::Api),
        ),
        (
            Deed::Answer(large),
            "verify code: 200 OK: the reply is larger than 64 bytes (attempts 1)",
            Some(Phase::TooLarge),
        ),
        (
            Deed::Flood("HTTP/1.1 200 OK\r\n\r\n"),
            "verify code: 200 OK: the reply is larger than 64 bytes (attempts 1)",
            Some(Phase::TooLarge),
        ),
        (
            Deed::Flood("HTTP/1.1 200 OK\r\ncontent-length: 99999999999999\r\n\r\n"),
            "verify code: 200 OK: the reply is larger than 64 bytes (attempts 1)",
            Some(Phase::TooLarge),
        ),
        (
            Deed::Nothing,
            &format!("verify code: {late}"),
            Some(Phase::Timeout),
        ),
        (
            Deed::Drip("HTTP/1.1 200 OK\r\ncontent-length: 60\r\n\r\n"),
            &format!("verify code: 200 OK: {late}"),
            Some(Phase::Timeout),
        ),
        (
            Deed::Drip("HTTP/1.1 200 OK\r\nx-slow: "),
            &format!("verify code: {late}"),
            Some(Phase::Timeout),
        ),
    ];
    for (name, way) in WAYS {
        for (deed, text, phase) in cases {
            let expected = ((*text).to_owned(), *phase, true, 1);
            assert_eq!(outcome(*deed, *way), expected, "{name}");
        }
    }
}

#[test]
fn a_connection_that_fails_says_how_far_it_got() {
    let short = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"valid\":true}";
    let cases: &[(Deed, &str)] = &[
        (Deed::Answer(""), "verify code: the connection failed: "),
        (
            Deed::Answer("SSH-2.0-OpenSSH_9.9\r\n\r\n"),
            "verify code: the connection failed: ",
        ),
        (
            Deed::Answer(short),
            "verify code: 200 OK: the connection failed: ",
        ),
    ];
    for (name, way) in WAYS {
        for (deed, start) in cases {
            let (text, phase, maybe_sent, sent) = outcome(*deed, *way);
            assert!(text.starts_with(start), "{name}: {text}");
            assert_eq!(
                (phase, maybe_sent, sent),
                (Some(Phase::Io), true, 1),
                "{name}: {text}"
            );
        }
    }
}

#[test]
fn a_server_that_is_not_there_has_read_nothing() {
    let (_socket, address) = closed_port();
    let gone = format!("http://{address}");
    for (name, way) in WAYS {
        for url in [gone.as_str(), "https://nowhere.invalid"] {
            let client = builder(url).build().unwrap();
            let error = way(&client).unwrap_err();
            let text = error.to_string();
            assert_eq!(error.phase(), Phase::Connect, "{name}: {text}");
            assert!(!error.maybe_sent(), "{name}: {text}");
            assert!(
                text.starts_with("verify code: could not connect: "),
                "{name}: {text}"
            );
            assert!(!text.contains("/accounts/"), "{name}: {text}");
        }
    }
}

#[test]
fn the_same_request_goes_out_whatever_carries_it() {
    let reply = "HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"valid\":true}";
    for (name, way) in WAYS {
        let server = Server::new(Deed::Answer(reply));
        let client = builder(&server.url).app_id("shop/2.1").build().unwrap();
        way(&client).unwrap();
        let requests = server.requests();
        let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
        let mut lines: Vec<_> = head
            .lines()
            .filter(|line| !line.starts_with("host: "))
            .collect();
        lines[1..].sort_unstable();
        let agent = format!(
            "user-agent: example-client/1.2.3 (rust; {}) shop/2.1",
            std::env::consts::OS
        );
        assert_eq!(
            lines,
            [
                "POST /v1/accounts/99/verify HTTP/1.1",
                "accept: application/json",
                "authorization: Basic dXNlcjpwYXNz",
                "content-length: 15",
                "content-type: application/json",
                &agent,
            ],
            "{name}"
        );
        assert_eq!(body, r#"{"code":"0123"}"#, "{name}");
    }
}
