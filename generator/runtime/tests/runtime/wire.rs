//! The default transport against a real server on this machine.

use std::env::consts::OS;

use client_runtime::body::Body;
use client_runtime::client::Client;
use client_runtime::client_builder::ClientBuilder;
use client_runtime::connect_options::ConnectOptions;
use client_runtime::report::Phase;
use client_runtime::security::Credentials;
use client_runtime::transport::{Transport, TransportErrorKind};
use client_runtime::transport_reqwest::ReqwestTransport;
use http::Request;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::server::closed_port;
use super::support::{API, End, Pieces, now, verify};

/// Answers one connection with `reply`, and hands back what came in.
async fn serve(reply: &'static str, end_of_request: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let served = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut received = Vec::new();
        let mut buffer = [0; 4096];
        while !received.ends_with(end_of_request.as_bytes()) {
            let count = stream.read(&mut buffer).await.unwrap();
            assert_ne!(count, 0, "the request ended early");
            received.extend_from_slice(&buffer[..count]);
        }
        stream.write_all(reply.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        String::from_utf8(received).unwrap()
    });
    (url, served)
}

fn client(url: &str) -> Client {
    ClientBuilder::new(&API)
        .base_url(url)
        .credentials(Credentials::basic("user", "pass"))
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_call_goes_over_the_wire_and_back() {
    let reply =
        "HTTP/1.1 200 OK\r\ncontent-length: 14\r\nx-request-id: r-1\r\n\r\n{\"valid\":true}";
    let (url, served) = serve(reply, "}").await;
    let response = client(&url).call(verify()).await.unwrap();
    assert!(response.body().valid);
    assert_eq!(response.request_id().as_deref(), Some("r-1"));

    let request = served.await.unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<_> = head
        .lines()
        .filter(|line| !line.starts_with("host: "))
        .collect();
    lines[1..].sort_unstable();
    assert_eq!(
        lines,
        [
            "POST /v1/accounts/99/verify HTTP/1.1",
            "accept: application/json",
            "authorization: Basic dXNlcjpwYXNz",
            "content-length: 15",
            "content-type: application/json",
            &format!("user-agent: example-client/1.2.3 (rust; {OS})"),
        ],
    );
    assert_eq!(body, r#"{"code":"0123"}"#);
}

#[tokio::test]
async fn a_chunked_reply_that_is_too_large_is_not_read_to_its_end() {
    let chunk = "40\r\n0123456789012345678901234567890123456789012345678901234567890123\r\n";
    let reply = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunk}{chunk}");
    let (url, _served) = serve(reply.leak(), "}").await;
    let error = client(&url).call(verify()).await.unwrap_err();
    assert_eq!(error.phase(), Phase::TooLarge);
}

#[tokio::test]
async fn a_reply_that_ends_early_is_not_a_reply() {
    let reply = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"valid\":true}";
    let (url, _served) = serve(reply, "}").await;
    let error = client(&url).call(verify()).await.unwrap_err();
    assert_eq!(error.phase(), Phase::Io);
    assert_eq!(error.status().unwrap(), 200);
}

#[tokio::test]
async fn a_redirect_is_a_reply_like_any_other() {
    let reply = "HTTP/1.1 307 Temporary Redirect\r\nlocation: https://evil.example.com\r\ncontent-length: 0\r\n\r\n";
    let (url, served) = serve(reply, "}").await;
    let error = client(&url).call(verify()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "verify code: 307 Temporary Redirect (attempts 1)"
    );
    served.await.unwrap();
}

#[tokio::test]
async fn a_server_that_hangs_up_may_have_read_the_request() {
    let (url, _served) = serve("", "}").await;
    let error = client(&url).call(verify()).await.unwrap_err();
    assert_eq!(error.phase(), Phase::Io);
    assert!(error.maybe_sent());
}

#[tokio::test]
async fn a_server_that_is_not_there_has_read_nothing() {
    let (_socket, address) = closed_port();
    let url = format!("http://{address}/v1");
    let error = client(&url).call(verify()).await.unwrap_err();
    assert_eq!(error.phase(), Phase::Connect);
    assert!(!error.maybe_sent());
    let text = error.to_string();
    assert!(
        text.starts_with("verify code: could not connect: "),
        "{text}"
    );
    assert!(
        text.contains("refused") && !text.contains("/accounts/"),
        "{text}"
    );
}

#[tokio::test]
async fn a_handshake_that_fails_has_sent_nothing() {
    let (url, _served) = serve("HTTP/1.1 400 Bad Request\r\n\r\n", "").await;
    let client = client(&url.replace("http://", "https://"));
    let error = client.call(verify()).await.unwrap_err();
    assert_eq!(error.phase(), Phase::Connect);
    assert!(!error.maybe_sent());
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn a_streamed_body_goes_out_in_chunks() {
    let reply = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    let (url, served) = serve(reply, "0\r\n\r\n").await;
    let transport = ReqwestTransport::from_client(reqwest::Client::new());
    let body = Pieces::body(["one", "two"], End::Clean);
    let request = Request::post(format!("{url}/upload")).body(body).unwrap();
    assert_eq!(transport.send(request).await.unwrap().status(), 200);
    let request = served.await.unwrap();
    assert!(request.contains("transfer-encoding: chunked"), "{request}");
    assert!(
        request.ends_with("3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"),
        "{request}"
    );
}

#[test]
fn outside_a_runtime_a_call_is_an_error() {
    let error = now(client("http://127.0.0.1:9").call(verify())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "verify code: cannot send: there is no tokio runtime: make the call inside of one (attempts 1)",
    );
    assert_eq!(
        (error.phase(), error.maybe_sent()),
        (Phase::Configuration, false)
    );

    let transport = ReqwestTransport::new(&ConnectOptions::new()).unwrap();
    let error = now(transport.send(Request::new(Body::empty()))).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Setup);
}
