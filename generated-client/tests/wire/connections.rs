//! How the default transports reach a server: certificates, proxies, connections that are kept.

use std::env;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use bandwidth_mfa::{ClientBuilder, Error, Phase};

use super::calls::{TASKS, Task, WAYS, Way, builder};
use super::identity::{Authority, NAME, self_signed};
use super::server::{Act, Log, Script, Server, last_reply, reply};

const VALID: &str = r#"{"valid":true}"#;

/// A server with TLS that takes every code for a right one.
fn secure_server(authority: &Authority) -> Server {
    let answer = last_reply(200, "", VALID);
    Server::new(vec![Act::Tls(authority.server()), Act::Read, answer])
}

/// The first lines of what was read, and how many credentials stand below them.
fn lines(log: &Log) -> Vec<(&str, usize)> {
    log.requests
        .iter()
        .map(|seen| {
            let line = seen.text.lines().next().unwrap_or_default();
            (line, seen.text.matches("uthorization: ").count())
        })
        .collect()
}

#[test]
fn certificates_of_the_programs_own_are_trusted_besides_the_platforms() {
    let authority = Authority::new();
    for way in WAYS {
        let server = secure_server(&authority);
        let client = builder(&server.url("https"))
            .root_certificates(Authority::new().pem())
            .root_certificates(authority.pem())
            .build()
            .unwrap();
        for task in TASKS {
            assert_eq!(way.run(task, &client, "call").unwrap(), 1);
        }
        drop(client);
        assert_eq!(server.finish().count(), 3);
    }
}

#[test]
fn a_server_that_nobody_vouches_for_gets_nothing() {
    for (way, identity) in WAYS.iter().flat_map(|way| {
        let unknown = [self_signed(), Authority::new().server()];
        unknown.map(|identity| (way, identity))
    }) {
        let server = Server::new(vec![Act::Tls(identity), Act::Read]);
        let client = builder(&server.url("https")).build().unwrap();
        let error = way.run(Task::Verify, &client, "call").unwrap_err();
        assert_eq!(error.phase(), Phase::Connect, "{way:?}: {error}");
        assert_eq!(
            (error.attempts(), error.maybe_sent()),
            (1, false),
            "{error}"
        );
        drop(client);
        let log = server.finish();
        assert_eq!((log.connections, log.count()), (1, 0), "{way:?}");
    }
}

/// What a proxy says when it has a connection.
fn opened() -> Act {
    Act::Say("HTTP/1.1 200 Connected\r\n\r\n".to_owned())
}

/// A proxy for plain `http`, which answers in the server's place. Calls that block ask it for a connection even so.
fn plain_proxy() -> Server {
    let connections = AtomicUsize::new(0);
    Server::scripted(move || {
        let way = WAYS.get(connections.fetch_add(1, Ordering::Relaxed));
        let answer = vec![Act::Read, last_reply(200, "", VALID)];
        Script::from(match way {
            Some(Way::Awaited) => answer,
            _ => [vec![Act::Read, opened()], answer].concat(),
        })
    })
}

/// Proxies, and a server behind them whose name only they know.
struct Proxied {
    authority: Authority,
    server: Server,
    tunnel: Server,
    plain: Server,
}

impl Proxied {
    fn new() -> Self {
        let authority = Authority::new();
        let server = secure_server(&authority);
        Self {
            tunnel: Server::new(vec![Act::Read, opened(), Act::Tunnel(server.address())]),
            plain: plain_proxy(),
            authority,
            server,
        }
    }

    /// Checks that each way has gone through both proxies once, and that what is encrypted went unread.
    fn finish(self) {
        let count = WAYS.len();
        let path = "/api/v1/accounts/9900000/code/verify";
        let connect = format!("CONNECT {NAME}:443 HTTP/1.1");
        let (tunnel, plain) = (self.tunnel.finish(), self.plain.finish());
        // The first is the proxy's credentials, the second would be the server's.
        assert_eq!(lines(&tunnel), vec![(connect.as_str(), 1); count]);
        let absolute = format!("POST http://{NAME}{path} HTTP/1.1");
        let direct = format!("POST {path} HTTP/1.1");
        let connect = format!("CONNECT {NAME}:80 HTTP/1.1");
        let mut expected = vec![(absolute.as_str(), 2)];
        if WAYS.len() > 1 {
            expected.extend([(connect.as_str(), 1), (direct.as_str(), 1)]);
        }
        assert_eq!(lines(&plain), expected);
        for seen in tunnel.requests.iter().chain(plain.requests.first()) {
            assert_eq!(
                seen.header("proxy-authorization"),
                Some("Basic dXNlcjpwYXNz")
            );
        }
        let server = self.server.finish();
        assert_eq!(lines(&server), vec![(direct.as_str(), 1); count]);
    }
}

fn verify(builder: &dyn Fn() -> ClientBuilder) {
    for way in WAYS {
        let client = builder().build().unwrap();
        assert_eq!(
            way.run(Task::Verify, &client, "call").unwrap(),
            1,
            "{way:?}"
        );
    }
}

#[test]
fn a_proxy_that_is_set_carries_everything() {
    let proxied = Proxied::new();
    let proxy = |server: &Server| format!("http://user:pass@{}", server.address());
    verify(&|| {
        builder(&format!("https://{NAME}/api/v1"))
            .root_certificates(proxied.authority.pem())
            .proxy(proxy(&proxied.tunnel))
    });
    verify(&|| {
        builder(&format!("http://{NAME}/api/v1"))
            .dangerously_allow_http()
            .proxy(proxy(&proxied.plain))
    });
    proxied.finish();
}

/// In the process that has proxies in its environment: the root certificate, and the server that is no proxy's business.
const ROOT: &str = "WIRE_ROOT";
const DIRECT: &str = "WIRE_DIRECT";

#[test]
fn proxies_come_from_the_environment() {
    if let (Ok(pem), Ok(direct)) = (env::var(ROOT), env::var(DIRECT)) {
        verify(&|| builder(&format!("https://{NAME}/api/v1")).root_certificates(pem.clone()));
        verify(&|| builder(&format!("http://{NAME}/api/v1")).dangerously_allow_http());
        verify(&|| builder(&direct));
        return;
    }
    let proxied = Proxied::new();
    let direct = Server::new(vec![Act::Read, last_reply(200, "", VALID)]);
    let proxy = |server: &Server| format!("http://user:pass@{}", server.address());
    // Programs read the names in either case, and one of them may be set where the tests run.
    let names = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"];
    let mut child = Command::new(env::current_exe().unwrap());
    for name in names {
        child.env_remove(name).env_remove(name.to_ascii_lowercase());
    }
    let output = child
        .args(["--exact", "connections::proxies_come_from_the_environment"])
        .env("HTTPS_PROXY", proxy(&proxied.tunnel))
        .env("HTTP_PROXY", proxy(&proxied.plain))
        .env("NO_PROXY", "127.0.0.1")
        .env(ROOT, proxied.authority.pem())
        .env(DIRECT, direct.url("http"))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    proxied.finish();
    assert_eq!(
        usize::try_from(direct.finish().count()).unwrap(),
        WAYS.len()
    );
}

/// How the second of two calls ends whose connection breaks as `last` says. A connection is there for the next call a moment after
/// the reply is: a call that came too early made one of its own, and proves nothing.
fn second_on_one_connection(way: Way, last: &[Act]) -> (Error, Log) {
    const TRIES: u32 = 20;
    for _ in 0..TRIES {
        let mut acts = vec![Act::Read, reply(200, "", VALID)];
        acts.extend(last.iter().cloned());
        let server = Server::new(acts);
        let client = builder(&server.url("http")).build().unwrap();
        way.run(Task::Verify, &client, "first").unwrap();
        let second = way.run(Task::Verify, &client, "second");
        drop(client);
        let log = server.finish();
        let was_kept = (log.connections, log.count()) != (2, 2);
        match second {
            Err(error) if was_kept => return (error, log),
            second => assert!(!was_kept, "{way:?}: {second:?}"),
        }
    }
    panic!("{way:?}: no connection was kept in {TRIES} tries");
}

#[test]
fn a_kept_connection_that_breaks_is_no_reason_to_send_again() {
    for way in WAYS {
        for last in [vec![Act::Read], vec![Act::Read, Act::Reset]] {
            let (error, log) = second_on_one_connection(*way, &last);
            assert_eq!(error.phase(), Phase::Io, "{way:?}: {error}");
            assert_eq!((error.attempts(), error.maybe_sent()), (1, true), "{error}");
            assert_eq!((log.connections, log.count()), (1, 2), "{way:?}");
        }
    }
}

/// One provider of cryptography is compiled in, so that rustls knows which one to take after the clients have worked.
#[cfg(any(feature = "rustls", feature = "blocking"))]
#[test]
fn the_program_can_use_rustls_beside_the_clients() {
    let authority = Authority::new();
    let server = secure_server(&authority);
    verify(&|| builder(&server.url("https")).root_certificates(authority.pem()));
    let config =
        rustls::ClientConfig::builder().with_root_certificates(rustls::RootCertStore::empty());
    let suites = config
        .with_no_client_auth()
        .crypto_provider()
        .cipher_suites
        .len();
    assert_eq!(
        suites,
        rustls::crypto::aws_lc_rs::default_provider()
            .cipher_suites
            .len()
    );
}
