//! How often each operation's request reaches the server, and what the caller is told, whatever goes wrong.

use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use bandwidth_mfa::{Client, Credentials, Error, Phase, RetryPolicy};
use socket2::Socket;

use super::calls::{TASKS, Task, WAYS, Way, builder};
use super::identity::{Authority, self_signed};
use super::server::{Act, Log, Server, closed_port, last_reply, reply, token_server};

/// What goes wrong.
#[derive(Clone)]
enum Fault {
    /// The server's name leads nowhere.
    NoName,
    /// Nobody listens.
    Refused,
    /// The server listens, and does this on each connection; the client expects TLS.
    Tls(Vec<Act>),
    /// The server listens, and does this on each connection.
    Plain(Vec<Act>),
}

/// What comes of it: how often the request is read by the server and how often the client tries, each for the sends with Basic, the
/// sends with OAuth2, the verification with Basic and the verification with OAuth2.
#[derive(Clone, Copy, Debug, PartialEq)]
struct End {
    read: [u32; 4],
    tried: [u32; 4],
    phase: Phase,
    maybe_sent: bool,
}

/// The server reads the request each time that it is sent.
const fn read(read: [u32; 4], phase: Phase) -> End {
    End {
        read,
        tried: read,
        phase,
        maybe_sent: true,
    }
}

/// The server reads none of it, however often the client tries.
const fn unread(tried: u32, phase: Phase, maybe_sent: bool) -> End {
    End {
        read: [0; 4],
        tried: [tried; 4],
        phase,
        maybe_sent,
    }
}

struct Row {
    name: &'static str,
    fault: Fault,
    end: End,
    /// Calls that block, where their transport cannot tell as much.
    blocking: End,
}

/// The table.
#[rustfmt::skip]
fn rows() -> Vec<Row> {
    use Act::{Arrive, Drip, Read, ReadHead, Reset, Say, Wait};
    use Fault::{NoName, Plain, Refused, Tls};
    use Phase::{Api, Connect, Decode, Io, Timeout, TooLarge};
    let say = |text: &str| Say(text.to_owned());
    let answer = |status, headers, body| Plain(vec![Read, last_reply(status, headers, body)]);
    let row = |name, fault, end| Row { name, fault, end, blocking: end };
    let but = |name, fault, end, blocking| Row { name, fault, end, blocking };
    let once = |phase| read([1; 4], phase);
    vec![
        // Nothing of the request can have been read: it is sent again.
        row("name lookup",               NoName,                                   unread(3, Connect, false)),
        row("refused",                   Refused,                                  unread(3, Connect, false)),
        // `ureq` does not tell a handshake that failed from a connection that failed later.
        but("no TLS",                    Tls(vec![say("HTTP/1.1 400 No\r\n\r\n")]), unread(3, Connect, false), unread(1, Io, true)),
        but("reset in the handshake",    Tls(vec![Reset]),                         unread(3, Connect, false), unread(1, Io, true)),
        row("silence in the handshake",  Tls(vec![Wait]),                          unread(3, Connect, false)),
        row("certificate",               Tls(vec![Act::Tls(self_signed()), Read]), unread(1, Connect, false)),
        // Whether any of it was read cannot be known.
        row("reset before any byte",     Plain(vec![Arrive, Reset]),               unread(1, Io, true)),
        row("reset after the head",      Plain(vec![ReadHead, Reset]),             once(Io)),
        row("reset after the request",   Plain(vec![Read, Reset]),                 once(Io)),
        row("closed after the request",  Plain(vec![Read]),                        once(Io)),
        row("reset in the head",         Plain(vec![Read, say("HTTP/1.1 200 O"), Reset]), once(Io)),
        row("reset in the body",         Plain(vec![Read, say("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"), Reset]), once(Io)),
        row("closed in the body",        Plain(vec![Read, say("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{")]), once(Io)),
        row("no HTTP",                   Plain(vec![Read, say("SSH-2.0-Scripted\r\n\r\n")]), once(Io)),
        row("silence",                   Plain(vec![Read, Wait]),                  once(Timeout)),
        row("slow bytes",                Plain(vec![Read, say("HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n"), Drip]), once(Timeout)),
        row("too large",                 Plain(vec![Read, say("HTTP/1.1 200 OK\r\ncontent-length: 1048577\r\n\r\n")]), once(TooLarge)),
        // The server has answered.
        row("200 with bad JSON",         answer(200, "", "{\"valid\":"),           once(Decode)),
        row("302",                       answer(302, "location: /elsewhere\r\n", ""), once(Api)),
        row("400",                       answer(400, "", ""),                      once(Api)),
        row("401",                       answer(401, "", ""),                      read([1, 2, 1, 2], Api)),
        row("403",                       answer(403, "", ""),                      once(Api)),
        row("408",                       answer(408, "", ""),                      once(Api)),
        row("429",                       answer(429, "", ""),                      once(Api)),
        row("429, come back at once",    answer(429, "retry-after: 0\r\n", ""),    read([3, 3, 1, 1], Api)),
        row("429, come back some day",   answer(429, "retry-after: 86400\r\n", ""), once(Api)),
        row("429, come back whenever",   answer(429, "retry-after: later\r\n", ""), once(Api)),
        row("500",                       answer(500, "", ""),                      once(Api)),
        row("503",                       answer(503, "", ""),                      once(Api)),
        row("503, come back at once",    answer(503, "retry-after: 0\r\n", ""),    once(Api)),
        // On one connection: a kept one is no excuse to send twice.
        row("429, connection kept",      Plain(vec![Read, reply(429, "retry-after: 0\r\n", ""), Act::Again]), read([3, 3, 1, 1], Api)),
    ]
}

/// What stands at the other end, if anything does.
#[derive(Default)]
struct Peer {
    server: Option<Server>,
    _closed: Option<Socket>,
}

/// A server with a fault, or none, and the URL that leads there.
fn serve(fault: &Fault) -> (Peer, String) {
    let (acts, scheme) = match fault {
        Fault::NoName => return (Peer::default(), "https://nowhere.invalid".to_owned()),
        Fault::Refused => {
            let (socket, address) = closed_port();
            let peer = Peer {
                _closed: Some(socket),
                ..Peer::default()
            };
            return (peer, format!("http://{address}"));
        }
        Fault::Tls(acts) => (acts, "https"),
        Fault::Plain(acts) => (acts, "http"),
    };
    let server = Server::new(acts.clone());
    let url = server.url(scheme);
    let peer = Peer {
        server: Some(server),
        ..Peer::default()
    };
    (peer, url)
}

impl Peer {
    fn finish(self) -> Log {
        self.server.map(Server::finish).unwrap_or_default()
    }
}

/// A client whose calls end soon where they end by their limits, and never on a busy machine where they do not.
fn client(row: &Row, base_url: &str, token_url: &str, credentials: Credentials) -> Client {
    let mut builder = builder(base_url)
        .token_url(token_url)
        .credentials(credentials)
        .retry(RetryPolicy::default().base(Duration::from_millis(1)));
    if row.end.phase == Phase::Timeout {
        builder = builder.attempt_timeout(Duration::from_secs(1));
    }
    if row.name == "silence in the handshake" {
        builder = builder.connect_timeout(Duration::from_millis(200));
    }
    if matches!(row.fault, Fault::Tls(_)) {
        // Another authority than the server's.
        builder = builder.root_certificates(Authority::new().pem());
    }
    builder.build().unwrap()
}

fn basic() -> Credentials {
    Credentials::basic("user", "password")
}

fn oauth2() -> Credentials {
    Credentials::oauth2("id", "secret")
}

/// What one cell of the table comes to.
#[derive(Debug, PartialEq)]
struct Found {
    read: u32,
    is_one_connection_a_try: bool,
    tokens: u32,
    tried: u32,
    phase: Phase,
    maybe_sent: bool,
}

fn found(log: &Log, tokens: &Log, error: &Error) -> Found {
    Found {
        read: log.count(),
        is_one_connection_a_try: log.connections <= error.attempts(),
        tokens: tokens.count(),
        tried: error.attempts(),
        phase: error.phase(),
        maybe_sent: error.maybe_sent(),
    }
}

/// One cell of the table.
#[derive(Clone, Copy)]
struct Cell<'a> {
    row: &'a Row,
    way: Way,
    task: Task,
    is_oauth2: bool,
}

fn check(cell: Cell<'_>) {
    let Cell {
        row,
        way,
        task,
        is_oauth2,
    } = cell;
    let (peer, url) = serve(&row.fault);
    let token_server = token_server();
    let credentials = if is_oauth2 { oauth2() } else { basic() };
    let client = client(row, &url, &token_server.url("http"), credentials);
    let error = way.run(task, &client, "call").unwrap_err();
    drop(client);

    let end = if way == Way::Awaited {
        row.end
    } else {
        row.blocking
    };
    let column = usize::from(is_oauth2) + if task == Task::Verify { 2 } else { 0 };
    let expected = Found {
        read: end.read[column],
        is_one_connection_a_try: true,
        // A second one after a 401, and none where there are other credentials.
        tokens: u32::from(is_oauth2) * if row.name == "401" { 2 } else { 1 },
        tried: end.tried[column],
        phase: end.phase,
        maybe_sent: end.maybe_sent,
    };
    let found = found(&peer.finish(), &token_server.finish(), &error);
    let name = row.name;
    assert_eq!(
        found, expected,
        "{name}, {way:?} {task:?}, OAuth2 {is_oauth2}: {error}"
    );
}

/// Checks that no request of a call is sent when there is no token. A call makes one attempt to get one.
fn check_token(cell: Cell<'_>) {
    let (peer, token_url) = serve(&cell.row.fault);
    let server = Server::new(vec![Act::Read, last_reply(200, "", "{}")]);
    let client = client(cell.row, &server.url("http"), &token_url, oauth2());
    let error = cell.way.run(cell.task, &client, "call").unwrap_err();
    drop(client);
    let expected = Found {
        read: 0,
        is_one_connection_a_try: true,
        tokens: cell.row.end.read[0].min(1),
        tried: 0,
        phase: Phase::Authentication,
        maybe_sent: false,
    };
    let found = found(&server.finish(), &peer.finish(), &error);
    assert_eq!(
        found, expected,
        "{}, {:?}: {error}",
        cell.row.name, cell.way
    );
}

/// Checks cells a few at a time: some of them wait, and on a busy machine too many at once would run into their limits.
fn each<'a>(cells: impl Iterator<Item = Cell<'a>> + Send, check: impl Fn(Cell<'a>) + Sync) {
    let cells = Mutex::new(cells);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let next = cells.lock().unwrap().next();
                    let Some(cell) = next else { break };
                    check(cell);
                }
            });
        }
    });
}

#[test]
fn a_request_reaches_the_server_as_often_as_is_safe() {
    let rows = rows();
    let cells = rows
        .iter()
        .flat_map(|row| WAYS.iter().map(move |way| (row, *way)));
    let cells = cells.flat_map(|(row, way)| TASKS.map(|task| (row, way, task)));
    let cells = cells.flat_map(|(row, way, task)| {
        [false, true].map(|is_oauth2| Cell {
            row,
            way,
            task,
            is_oauth2,
        })
    });
    each(cells, check);
}

#[test]
fn a_call_without_a_token_is_not_made() {
    let rows = rows();
    let cells = rows.iter().flat_map(|row| {
        let cell = |way| Cell {
            row,
            way,
            task: Task::Messaging,
            is_oauth2: true,
        };
        WAYS.iter().map(move |way| cell(*way))
    });
    each(cells, check_token);
}
