//! Bodies that are read while they arrive, and sent while they are read.

#[cfg(feature = "blocking")]
use std::io::{self, Read};
use std::time::Duration;

use client_runtime::base_url::BaseUrl;
use client_runtime::body::Body;
#[cfg(feature = "blocking")]
use client_runtime::call::CallResult;
use client_runtime::client::Client;
use client_runtime::client_builder::ClientBuilder;
use client_runtime::draft::Draft;
use client_runtime::items::Items;
use client_runtime::operation::{DecodeFailure, Operation, OperationFacts, Reply};
use client_runtime::problems::ValidationError;
use client_runtime::report::Phase;
use client_runtime::server_event::ServerEvent;
use client_runtime::upload::Upload;
use http::{Method, Request, Response};

use super::support::{
    API, End, Pieces, Script, Scripted, Verdict, VerifyCodeError, now, poll, reply, verify,
};

/// Sends a file and answers with events.
struct Watch(Upload);

static WATCH: OperationFacts = OperationFacts {
    id: "watch",
    title: "watch",
    method: Method::POST,
    path: "/watch",
    accept: "text/event-stream",
    content_type: "application/octet-stream",
    repeatable: true,
    lockout: &[],
    security: &[],
    sensitive: &[],
};

impl Operation for Watch {
    type Success = Items<ServerEvent<Verdict>>;
    type Failure = VerifyCodeError;
    const FACTS: &'static OperationFacts = &WATCH;
    const STREAMS: &'static [&'static str] = &["text/event-stream"];

    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError> {
        let mut draft = Draft::new(&WATCH, base);
        draft.path("/watch");
        draft.upload("application/octet-stream", &self.0)
    }

    fn decode(reply: &mut Reply) -> Result<Self::Success, DecodeFailure<VerifyCodeError>> {
        match reply.status().as_u16() {
            200 => reply.success_events(),
            _ => reply.unexpected(),
        }
    }
}

fn watch() -> Watch {
    Watch(Upload::from(b"{}"))
}

fn events(body: Body) -> Script {
    let reply = Response::builder().header("content-type", "text/event-stream");
    Script::Reply(reply.body(body).unwrap())
}

const YES: &str = "data: {\"valid\":true}\n\n";

#[test]
fn events_come_one_by_one_and_the_limits_of_a_call_are_not_theirs() {
    let body = Pieces::body([YES; 10], End::Broken);
    let scripted = Scripted::new([events(body)]);
    let client = scripted.builder().body_limit(30).build().unwrap();
    let mut items = now(client.call(watch())).unwrap().into_body();
    for _ in 0..10 {
        scripted.pass(Duration::from_secs(20));
        assert!(now(items.next()).unwrap().unwrap().data.valid);
    }
    let error = now(items.next()).unwrap().unwrap_err();
    assert_eq!(error.to_string(), "the stream failed: reset by peer");
    assert!(now(items.next()).is_none());
}

#[test]
fn a_stream_in_which_nothing_comes_ends_after_the_time_of_a_call() {
    let scripted = Scripted::new([events(Pieces::body([YES], End::Never))]);
    let mut items = now(scripted
        .client()
        .call(watch())
        .timeout(Duration::from_secs(60)))
    .unwrap()
    .into_body();
    assert!(now(items.next()).unwrap().is_ok());
    scripted.pass(Duration::from_secs(600));
    {
        let mut waiting = std::pin::pin!(items.next());
        assert!(poll(&mut waiting).is_pending());
        scripted.pass(Duration::from_secs(59));
        assert!(poll(&mut waiting).is_pending());
        scripted.pass(Duration::from_secs(1));
        let std::task::Poll::Ready(Some(Err(error))) = poll(&mut waiting) else {
            panic!("the stream still waits");
        };
        assert_eq!(
            error.to_string(),
            "the stream failed: timed out: nothing came for 60s"
        );
    }
    assert!(now(items.next()).is_none());
}

#[test]
fn any_call_can_hand_on_its_reply_and_failures_are_read_as_ever() {
    let large = Pieces::body([YES; 100], End::Clean);
    let scripted = Scripted::new([
        Script::Reply(Response::new(large)),
        Script::Reply(reply(400, "{\"valid\":false}")),
    ]);
    let client = scripted.client();
    let reply = now(client.call(verify()).streamed()).unwrap();
    assert!(reply.bytes().is_empty());
    let mut body = reply.into_body();
    let mut length = 0;
    while let Some(chunk) = now(body.chunk()) {
        length += chunk.unwrap().len();
    }
    assert_eq!(length, 100 * YES.len());
    let error = now(client.call(verify()).streamed()).unwrap_err();
    assert!(matches!(
        error.api(),
        Some(VerifyCodeError::BadRequest(Verdict { valid: false }))
    ));
}

#[test]
fn a_failure_that_is_too_large_keeps_its_status_and_its_beginning() {
    let page = Pieces::body(["0123456789", "0123456789"], End::Never);
    let page = Response::builder().status(503).body(page).unwrap();
    let scripted = Scripted::new([Script::Reply(page)]);
    let client = scripted.builder().body_limit(15).build().unwrap();
    let error = now(client.call(verify())).unwrap_err();
    assert_eq!(error.phase(), Phase::TooLarge);
    let Some(VerifyCodeError::Unexpected(unexpected)) = error.api() else {
        panic!("the status is lost: {error:?}");
    };
    assert_eq!(unexpected.status(), 503);
    assert_eq!(unexpected.body(), "012345678901234");
}

#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod sockets {
    use super::*;
    use crate::server::{Deed, Server};

    const REPLY: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n\
        16\r\ndata: {\"valid\":true}\n\n\r\n17\r\ndata: {\"valid\":false}\n\n\r\n0\r\n\r\n";

    fn client(url: &str) -> Client {
        ClientBuilder::new(&API).base_url(url).build().unwrap()
    }

    fn check(server: &Server, length: Option<u64>, sent: &[bool]) {
        assert_eq!(sent, [true, false]);
        let requests = server.requests();
        let request = requests.first().unwrap().to_ascii_lowercase();
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        match length {
            Some(length) => {
                assert!(
                    head.contains(&format!("content-length: {length}")),
                    "{head}"
                );
                assert_eq!(body, "{\"a\":1}");
            }
            // How much goes into a chunk is for the transport to say: a line of its length comes before each.
            None => {
                assert!(head.contains("transfer-encoding: chunked"), "{head}");
                let content: Vec<_> = body.split("\r\n").skip(1).step_by(2).collect();
                assert_eq!(content.concat(), "{\"a\":1}");
                assert!(body.ends_with("\r\n0\r\n\r\n"), "{body}");
            }
        }
    }

    #[cfg(feature = "reqwest")]
    #[test]
    fn awaited_calls_stream_up_and_down() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        for length in [Some(7), None] {
            let server = Server::new(Deed::Answer(REPLY));
            let content = Pieces(["{\"a\":", "1}"].into(), End::Clean);
            let upload = Upload::from(Body::stream(content, length));
            let found = runtime.block_on(async {
                let reply = client(&server.url).call(Watch(upload)).await.unwrap();
                let mut items = reply.into_body();
                let mut found = Vec::new();
                while let Some(item) = items.next().await {
                    found.push(item.unwrap().data.valid);
                }
                found
            });
            check(&server, length, &found);
        }
    }

    #[cfg(feature = "blocking")]
    #[test]
    fn calls_that_block_stream_up_and_down() {
        for length in [Some(7), None] {
            let server = Server::new(Deed::Answer(REPLY));
            let upload = Upload::from(Body::reader(io::Cursor::new(b"{\"a\":1}"), length));
            let reply: CallResult<Watch> = client(&server.url).call(Watch(upload)).send();
            let mut items = reply.unwrap().into_body();
            let found: Vec<_> = items
                .blocking()
                .map(|item| item.unwrap().data.valid)
                .collect();
            check(&server, length, &found);
        }
    }

    #[cfg(feature = "blocking")]
    #[test]
    fn what_blocks_can_be_handed_on_beyond_every_limit() {
        let server = Server::new(Deed::Flood("HTTP/1.1 200 OK\r\n\r\n"));
        let builder = ClientBuilder::new(&API).base_url(&server.url);
        let client = builder.timeout(Duration::from_millis(500)).build().unwrap();
        let mut body = client.call(watch()).streamed().send().unwrap().into_body();
        let mut first = vec![0; 1024 * 1024];
        body.read_exact(&mut first).unwrap();
        assert!(first.iter().all(|byte| *byte == b' '));
    }
}
