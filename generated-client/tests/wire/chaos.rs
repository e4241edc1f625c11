//! Sends while everything on the way fails at random: nothing is carried out twice.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use bandwidth_mfa::{Client, ClientBuilder, Credentials, RetryPolicy};
use rustls::ServerConfig;
use socket2::Socket;

use super::calls::{Task, WAYS, Way, builder};
use super::identity::{Authority, self_signed};
use super::server::{Act, Log, Script, Server, closed_port, last_reply, reply};

/// How many calls are made in all, unless `CHAOS_CALLS` says something else.
const CALLS: usize = 500;

/// How many calls are made at a time, each with servers of its own.
const LANES: usize = 4;

/// How long an attempt may take.
const ATTEMPT: Duration = Duration::from_millis(60);

/// The successes, of which one keeps the connection.
const GOOD: [usize; 2] = [0, 1];

/// How many ways there are to do with a connection.
const FAULTS: usize = 39;

/// How many ways there are to fail in a handshake, of 8 that are drawn.
const HANDSHAKES: usize = 4;

/// Numbers that look random and are the same on every run.
struct Draw(AtomicU64);

impl Draw {
    fn below(&self, end: usize) -> usize {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut mixed = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed >> 32) % u64::try_from(end).unwrap()).unwrap()
    }
}

/// The two faces of a server that speaks TLS.
#[derive(Clone)]
struct Identities {
    good: Arc<ServerConfig>,
    bad: Arc<ServerConfig>,
}

/// What is done with a connection, and whether a request that was read has then been accepted: answered with success, or in a
/// way that leaves open what became of it.
fn fault(number: usize, good: &str) -> (Vec<Act>, bool) {
    use Act::{Again, Arrive, Drip, Read, ReadHead, Reset, Say, Wait};
    let say = |text: &str| Say(text.to_owned());
    let answer = |status, headers| vec![Read, last_reply(status, headers, "{}")];
    match number {
        0 => (vec![Read, last_reply(200, "", good)], true),
        1 => (vec![Read, reply(200, "", good), Again], true),
        2 => (vec![Reset], false),
        3 => (Vec::new(), false),
        4 => (vec![Arrive, Reset], false),
        5 => (vec![Arrive], false),
        6 => (vec![ReadHead, Reset], true),
        7 => (vec![ReadHead], true),
        8 => (vec![Read, Reset], true),
        9 => (vec![Read], true),
        10 => (vec![Read, Wait], true),
        11 => (vec![Read, say("HTTP/1.1 20"), Reset], true),
        12 => (vec![Read, say("HTTP/1.1 200 OK\r\ncontent-le")], true),
        13 => (vec![Read, say("HTTP/1.1 200 OK\r\n\r\n{"), Reset], true),
        14 => (
            vec![Read, say("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{")],
            true,
        ),
        15 => (
            vec![
                Read,
                say("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{"),
            ],
            true,
        ),
        16 => (
            vec![
                Read,
                say("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"),
                Wait,
            ],
            true,
        ),
        17 => (
            vec![
                Read,
                say("HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n"),
                Drip,
            ],
            true,
        ),
        18 => (vec![Read, say("SSH-2.0-Scripted\r\n\r\n")], true),
        19 => (
            vec![Read, say("HTTP/1.1 100 Continue\r\n\r\n"), Reset],
            true,
        ),
        20 => (
            vec![
                Read,
                say("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n"),
            ],
            true,
        ),
        21 => (vec![Read, last_reply(200, "", "<html>")], true),
        22 => (vec![Read, last_reply(204, "", "")], true),
        // A promise to keep the connection that is broken at once.
        23 => (vec![Read, reply(200, "", good)], true),
        24 => (answer(302, "location: /elsewhere\r\n"), false),
        25 => (answer(400, ""), false),
        26 => (answer(401, ""), false),
        27 => (answer(403, ""), false),
        28 => (answer(408, ""), true),
        29 => (answer(429, ""), false),
        30 => (answer(429, "retry-after: 0\r\n"), false),
        31 => (
            vec![Read, reply(429, "retry-after: 0\r\n", "{}"), Again],
            false,
        ),
        32 => (answer(429, "retry-after: 86400\r\n"), false),
        33 => (answer(429, "retry-after: soon\r\n"), false),
        34 => (
            vec![
                Read,
                say("HTTP/1.1 429 No\r\nretry-after: 0\r\ncontent-length: 9\r\n\r\n{"),
                Reset,
            ],
            true,
        ),
        35 => (answer(500, ""), true),
        36 => (answer(502, "retry-after: 0\r\n"), true),
        37 => (answer(503, "retry-after: 0\r\n"), true),
        _ => (answer(504, ""), true),
    }
}

/// A server that draws what to do with each connection. Every second one goes well, so that there are second attempts that do.
fn server(draw: Draw, good: &'static str, tls: Option<Identities>) -> Server {
    Server::scripted(move || {
        let goes_well = draw.below(2) == 0;
        let number = draw.below(if goes_well { GOOD.len() } else { FAULTS });
        let (mut acts, _) = fault(number, good);
        if let Some(identities) = &tls {
            // A handshake that fails: nothing of a request is read then.
            let handshake = draw.below(8);
            acts = match handshake {
                0 => vec![Act::Say("HTTP/1.1 400 No\r\n\r\n".to_owned())],
                1 => vec![Act::Reset],
                2 => vec![Act::Wait],
                3 => vec![Act::Tls(Arc::clone(&identities.bad)), Act::Read],
                _ => [vec![Act::Tls(Arc::clone(&identities.good))], acts].concat(),
            };
            if handshake < HANDSHAKES {
                let number = FAULTS + handshake;
                return Script { number, acts };
            }
        }
        Script { number, acts }
    })
}

/// Where a lane's calls go: to a server with and without TLS, to a port where nobody listens, to a name that leads nowhere.
struct Lane {
    way: Way,
    draw: Draw,
    pem: String,
    is_oauth2: bool,
    plain: Server,
    tls: Server,
    tokens: Server,
    closed: Socket,
}

/// A call, and what its caller was told.
struct Told {
    call: String,
    attempts: u32,
    is_success: bool,
    maybe_sent: bool,
    has_panicked: bool,
}

impl Lane {
    fn new(number: usize, way: Way) -> Self {
        let seed = |part: u64| Draw(AtomicU64::new(u64::try_from(number).unwrap() * 8 + part));
        let authority = Authority::new();
        let identities = Identities {
            good: authority.server(),
            bad: self_signed(),
        };
        let reply = r#"{"valid":true}"#;
        let token = r#"{"access_token":"token","expires_in":60}"#;
        let (closed, _) = closed_port();
        Self {
            way,
            draw: seed(0),
            pem: authority.pem(),
            is_oauth2: number % 2 == 0,
            plain: server(seed(1), reply, None),
            tls: server(seed(2), reply, Some(identities)),
            tokens: server(seed(3), token, None),
            closed,
        }
    }

    fn client(&self, base_url: &str) -> Client {
        let retry = RetryPolicy::default().base(Duration::from_millis(1));
        let builder: ClientBuilder = builder(base_url)
            .token_url(self.tokens.url("http"))
            .root_certificates(self.pem.clone())
            .attempt_timeout(ATTEMPT)
            .connect_timeout(ATTEMPT)
            .retry(retry.without_budget());
        let builder = if self.is_oauth2 {
            builder.credentials(Credentials::oauth2("id", "secret"))
        } else {
            builder
        };
        builder.build().unwrap()
    }

    /// Makes so many calls, one after the other.
    fn run(&self, calls: usize) -> Vec<Told> {
        let closed = self.closed.local_addr().unwrap().as_socket().unwrap();
        let mut told = Vec::new();
        while told.len() < calls {
            // Now and then new clients, which know neither tokens nor connections.
            let plain = self.client(&self.plain.url("http"));
            let tls = self.client(&self.tls.url("https"));
            let nowhere = self.client("https://nowhere.invalid");
            let refused = self.client(&format!("http://{closed}"));
            let clients = [
                &plain, &plain, &plain, &plain, &plain, &tls, &tls, &tls, &nowhere, &refused,
            ];
            for _ in 0..20.min(calls - told.len()) {
                let client = clients[self.draw.below(clients.len())];
                let task = [Task::Messaging, Task::Voice, Task::Verify][self.draw.below(3)];
                told.push(self.call(client, task, told.len()));
            }
        }
        told
    }

    fn call(&self, client: &Client, task: Task, number: usize) -> Told {
        let call = number.to_string();
        let run = || self.way.run(task, client, &call);
        let (attempts, is_success, maybe_sent, has_panicked) =
            match catch_unwind(AssertUnwindSafe(run)) {
                Ok(Ok(attempts)) => (attempts, true, true, false),
                Ok(Err(error)) => (error.attempts(), false, error.maybe_sent(), false),
                Err(_) => (0, false, true, true),
            };
        Told {
            call,
            attempts,
            is_success,
            maybe_sent,
            has_panicked,
        }
    }

    /// What the servers know at the end.
    fn finish(self) -> (Ledger, BTreeSet<usize>) {
        let mut ledger = Ledger::default();
        let mut faults = self.tokens.finish().scripts;
        for log in [self.plain.finish(), self.tls.finish()] {
            ledger.add(&log);
            faults.extend(log.scripts);
        }
        (ledger, faults)
    }
}

/// What the servers did, by the name of the call.
#[derive(Default)]
struct Ledger {
    read: BTreeMap<String, u32>,
    accepted: BTreeMap<String, u32>,
    duplicates: Vec<String>,
}

impl Ledger {
    fn add(&mut self, log: &Log) {
        for seen in &log.requests {
            let call = seen.header("x-call").unwrap().to_owned();
            *self.read.entry(call.clone()).or_default() += 1;
            if self.accepted.contains_key(&call) {
                self.duplicates.push(call.clone());
            }
            if fault(seen.script, "").1 {
                *self.accepted.entry(call).or_default() += 1;
            }
        }
    }
}

/// The long form is `CHAOS_CALLS=10000`.
#[test]
fn nothing_is_carried_out_twice() {
    let calls = match env::var("CHAOS_CALLS") {
        Ok(calls) => calls.parse().unwrap(),
        Err(_) => CALLS,
    };
    let lanes: Vec<_> = WAYS
        .iter()
        .flat_map(|way| [*way; LANES])
        .enumerate()
        .collect();
    let each = calls.div_ceil(lanes.len());
    let mut faults = BTreeSet::new();
    let mut answered = 0;
    thread::scope(|scope| {
        let lanes: Vec<_> = lanes
            .into_iter()
            .map(|(number, way)| {
                scope.spawn(move || {
                    let lane = Lane::new(number, way);
                    let told = lane.run(each);
                    (told, lane.finish())
                })
            })
            .collect();
        for lane in lanes {
            let (told, (ledger, used)) = lane.join().unwrap();
            faults.extend(used);
            assert_eq!(ledger.duplicates, Vec::<String>::new());
            for told in told {
                let call = &told.call;
                let read = ledger.read.get(call).copied().unwrap_or_default();
                assert!(!told.has_panicked, "{call}");
                assert!(told.maybe_sent || read == 0, "{call} was read {read} times");
                assert!(read <= told.attempts, "{call}: {read} of {}", told.attempts);
                assert!(!told.is_success || ledger.accepted[call] == 1, "{call}");
                answered += u32::from(told.is_success);
            }
        }
    });
    assert!(faults.len() >= 20, "only the faults {faults:?}");
    assert!(answered > 0, "nothing went well");
}
