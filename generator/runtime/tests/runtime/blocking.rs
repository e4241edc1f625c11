//! Calls that block.

use std::collections::VecDeque;
use std::io::{self, Cursor, Read};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use client_runtime::blocking_transport::BlockingTransport;
use client_runtime::body::Body;
use client_runtime::client::Client;
use client_runtime::client_builder::ClientBuilder;
use client_runtime::connect_options::ConnectOptions;
use client_runtime::report::Phase;
use client_runtime::security::Credentials;
use client_runtime::transport::{TransportError, TransportErrorKind};
use client_runtime::transport_ureq::UreqTransport;
use http::{Request, Response};

use super::server::{Deed, Server};
use super::support::{API, End, Pieces, Scripted, now, reply, verify};

/// Follows a script; its clock moves by one second with each piece of a body.
#[derive(Clone)]
struct Blocking(Arc<Mutex<State>>);

struct State {
    script: VecDeque<Result<Response<Body>, TransportError>>,
    limits: Vec<Option<Duration>>,
    now: Instant,
}

impl Blocking {
    fn new(answer: Result<Response<Body>, TransportError>) -> Self {
        Self(Arc::new(Mutex::new(State {
            script: VecDeque::from([answer]),
            limits: Vec::new(),
            now: Instant::now(),
        })))
    }

    fn builder(&self) -> ClientBuilder {
        ClientBuilder::new(&API)
            .blocking_transport(self.clone())
            .credentials(Credentials::basic("user", "pass"))
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    fn seconds(&self) -> Seconds {
        Seconds(self.clone())
    }
}

impl BlockingTransport for Blocking {
    fn send(
        &self,
        _: Request<Body>,
        within: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let mut state = self.0.lock().unwrap();
        state.limits.push(within);
        state.script.pop_front().expect("the script is over")
    }

    fn now(&self) -> Instant {
        self.0.lock().unwrap().now
    }

    fn sleep(&self, duration: Duration) {
        self.0.lock().unwrap().now += duration;
    }
}

/// A body of one byte a second.
struct Seconds(Blocking);

impl Read for Seconds {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.sleep(Duration::from_secs(1));
        buffer[0] = b' ';
        Ok(1)
    }
}

#[test]
fn a_call_that_blocks_has_the_limits_of_the_client_and_its_own() {
    let cases = [
        (None, Some(Duration::from_secs(15))),
        (Some(Duration::from_secs(4)), Some(Duration::from_secs(4))),
    ];
    for (of_call, within) in cases {
        let transport = Blocking::new(Ok(reply(200, r#"{"valid":true}"#)));
        let mut call = transport.client().call(verify());
        if let Some(total) = of_call {
            call = call.timeout(total);
        }
        assert!(call.send().unwrap().body().valid);
        assert_eq!(transport.0.lock().unwrap().limits, [within]);
    }
    let transport = Blocking::new(Ok(reply(200, r#"{"valid":true}"#)));
    let client = transport.builder().no_timeouts().build().unwrap();
    client.call(verify()).send().unwrap();
    assert_eq!(transport.0.lock().unwrap().limits, [None]);
}

#[test]
fn a_body_is_cut_off_by_the_clock_even_if_the_transport_goes_on() {
    let transport = Blocking::new(Ok(reply(200, "")));
    let body = Body::reader(transport.seconds(), None);
    transport.0.lock().unwrap().script = VecDeque::from([Ok(Response::new(body))]);
    let error = transport.client().call(verify()).send().unwrap_err();
    assert_eq!(
        error.to_string(),
        "verify code: 200 OK: timed out: no complete reply within 15s, the limit of one attempt (attempts 1)",
    );
}

/// A body that comes too late.
struct Late;

impl Read for Late {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::TimedOut.into())
    }
}

#[test]
fn what_the_transport_says_of_time_is_a_timeout() {
    let late = || TransportError::new(TransportErrorKind::Timeout, "late");
    let error = Blocking::new(Err(late())).client().call(verify()).send();
    assert_eq!(
        error.unwrap_err().to_string(),
        "verify code: timed out: no complete reply within 15s, the limit of one attempt (attempts 1)",
    );

    let stuck = Response::new(Body::reader(Late, None));
    let error = Blocking::new(Ok(stuck)).client().call(verify()).send();
    assert_eq!(error.unwrap_err().phase(), Phase::Timeout);
}

#[test]
fn a_client_never_gets_past_a_transport_of_the_programs_own() {
    let awaited = Scripted::new([]).client().call(verify()).send();
    let blocking = now(Blocking::new(Ok(reply(200, ""))).client().call(verify()));
    for (error, way) in [
        (awaited.unwrap_err(), "block"),
        (blocking.unwrap_err(), "are awaited"),
    ] {
        let text = error.to_string();
        let start =
            format!("verify code: cannot send: the client has no transport for calls that {way}");
        assert!(text.starts_with(&start), "{text}");
        assert_eq!(
            (error.phase(), error.maybe_sent()),
            (Phase::Configuration, false)
        );
    }
}

#[test]
fn a_call_that_cannot_be_sent_is_not() {
    let transport = Blocking::new(Ok(reply(200, "")));
    let mut operation = verify();
    operation.account_id = None;
    let error = transport.client().call(operation).send().unwrap_err();
    assert_eq!(error.phase(), Phase::Validation);
    assert!(transport.0.lock().unwrap().limits.is_empty());
}

#[test]
fn a_body_is_read_in_the_way_that_it_was_made_for() {
    let mut text = String::new();
    Body::from(b"whole".to_vec())
        .read_to_string(&mut text)
        .unwrap();
    Body::empty().read_to_string(&mut text).unwrap();
    let mut reader = Body::reader(Cursor::new("ly"), Some(2));
    assert_eq!(format!("{reader:?}"), "Body(stream of 2 bytes)");
    assert!(!reader.is_repeatable());
    reader.read_to_string(&mut text).unwrap();
    assert_eq!(text, "wholely");

    let error = Pieces::body(["x"], End::Clean)
        .read(&mut [0; 8])
        .unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::Unsupported);

    let reader = Response::new(Body::reader(Cursor::new("x"), None));
    let transport = Scripted::new([super::support::Script::Reply(reader)]);
    let error = now(transport.client().call(verify())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "verify code: 200 OK: the connection failed: the body is a reader, which only a call that blocks can read (attempts 1)",
    );
}

#[test]
fn a_reader_goes_out_whole() {
    let chunked = "3\r\none\r\n0\r\n\r\n";
    for (length, framing, sent) in [
        (None, "transfer-encoding: chunked", chunked),
        (Some(4), "content-length: 4", "one}"),
    ] {
        let server = Server::new(Deed::Answer(
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
        ));
        let transport = UreqTransport::new(&ConnectOptions::new()).unwrap();
        let text = if length.is_some() { "one}" } else { "one" };
        let body = Body::reader(Cursor::new(text), length);
        let request = Request::post(format!("{}/upload", server.url)).body(body);
        let mut reply = transport.send(request.unwrap(), None).unwrap();
        let mut text = String::new();
        reply.body_mut().read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), reply.body().len()), ("ok", Some(2)));
        let request = server.requests().remove(0);
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(framing), "{head}");
        assert_eq!(body, sent);
    }
}
