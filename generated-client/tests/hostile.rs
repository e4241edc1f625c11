//! Servers that never answer, never end, or lie: a call ends by its limits, and holds little memory until then.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use bandwidth_mfa::mfa::VerifyCode;
use bandwidth_mfa::models::VerifyCodeRequest;
use bandwidth_mfa::{CallResult, Client, Credentials, Phase};
use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// The most memory that a call may add, in bytes: the server's own is counted too.
const MOST: usize = 2 * 1024 * 1024;

/// What the server does with each connection.
#[derive(Clone, Copy, Debug)]
enum Deed {
    /// Takes the request and says nothing.
    Silence,
    /// Says this, then one byte at a time.
    Drip(&'static str),
    /// Says this, then more than anybody wants.
    Flood(&'static str),
    /// Says this and hangs up.
    Stop(&'static str),
}

fn serve(deed: Deed) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            // Hanging up on this server is what the client is meant to do.
            thread::spawn(move || misbehave(stream, deed).unwrap_or_default());
        }
    });
    url
}

fn misbehave(mut stream: TcpStream, deed: Deed) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while !request.ends_with(b"}") {
        match stream.read(&mut buffer)? {
            0 => return Ok(()),
            count => request.extend(buffer.iter().take(count)),
        }
    }
    let (head, size, pause) = match deed {
        Deed::Silence => return stream.read(&mut buffer).map(|_| ()),
        Deed::Stop(reply) => return stream.write_all(reply.as_bytes()),
        Deed::Drip(head) => (head, 1, Duration::from_millis(50)),
        Deed::Flood(head) => (head, 32 * 1024, Duration::ZERO),
    };
    stream.write_all(head.as_bytes())?;
    let more = vec![b' '; size];
    loop {
        stream.write_all(&more)?;
        thread::sleep(pause);
    }
}

/// A way to make a call.
type Way = fn(&Client) -> CallResult<VerifyCode>;

const WAYS: &[(&str, Way)] = &[
    ("awaited", |client| {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_all().build().unwrap();
        runtime.block_on(client.call(operation()).into_future())
    }),
    #[cfg(feature = "blocking")]
    ("blocking", |client| client.call(operation()).send()),
];

fn operation() -> VerifyCode {
    let request = VerifyCodeRequest::builder()
        .to("+19195551234")
        .code("012345")
        .expiration_time_in_minutes(3)
        .build();
    VerifyCode::new("9900000", request.unwrap())
}

fn client(url: &str) -> Client {
    Client::builder()
        .base_url(url)
        .credentials(Credentials::basic("user", "password"))
        .timeout(Duration::from_millis(1500))
        .build()
        .unwrap()
}

// One test, so that nothing else uses memory meanwhile.
#[test]
fn a_call_ends_by_its_limits_and_holds_little_memory() {
    let cases = [
        (Deed::Silence, Phase::Timeout),
        (Deed::Drip("HTTP/1.1 200 OK\r\n\r\n"), Phase::Timeout),
        (
            Deed::Drip("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"),
            Phase::Timeout,
        ),
        (Deed::Drip("HTTP/1.1 200 OK\r\nx-slow: "), Phase::Timeout),
        (Deed::Flood("HTTP/1.1 200 OK\r\n\r\n"), Phase::TooLarge),
        (
            Deed::Flood("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n"),
            Phase::TooLarge,
        ),
        (
            Deed::Flood("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffff\r\n"),
            Phase::TooLarge,
        ),
        (Deed::Flood("HTTP/1.1 200 OK\r\nx-long: "), Phase::Io),
        // Less than what came: the rest is not looked at, and half a value is no reply.
        (
            Deed::Flood("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n"),
            Phase::Decode,
        ),
        // More than what came.
        (
            Deed::Stop("HTTP/1.1 200 OK\r\ncontent-length: 30\r\n\r\n{\"valid\":true}"),
            Phase::Io,
        ),
        (
            Deed::Stop("HTTP/1.1 200 OK\r\ncontent-length: 1048577\r\n\r\n{\"valid\":true}"),
            Phase::TooLarge,
        ),
    ];
    for (name, way) in WAYS {
        // What is made once, and stays: loaded certificates, a thread's own memory.
        let warm = client(&serve(Deed::Stop("HTTP/1.1 503 Busy\r\n\r\n")));
        assert_eq!(way(&warm).unwrap_err().phase(), Phase::Api);
        for (deed, phase) in cases {
            let client = client(&serve(deed));
            let before = HEAP.current_usage();
            HEAP.reset_peak_usage();
            let started = Instant::now();
            let error = way(&client).unwrap_err();
            let used = HEAP.peak_usage().saturating_sub(before);
            assert_eq!(error.phase(), phase, "{name} {deed:?}: {error}");
            assert!(error.maybe_sent(), "{name} {deed:?}");
            assert!(used < MOST, "{name} {deed:?}: {used} bytes");
            assert!(
                started.elapsed() < Duration::from_secs(60),
                "{name} {deed:?}"
            );
        }
    }
}
