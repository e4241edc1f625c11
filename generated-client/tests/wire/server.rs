//! A server on this machine that follows a script on each connection, and keeps what it read.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use socket2::{Domain, SockRef, Socket, Type};

/// After so much time without a word from the client a connection is given up, so that no test hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// One thing that the server does on a connection. When there is nothing left to do it hangs up.
#[derive(Clone)]
pub enum Act {
    /// Shakes hands as this server.
    Tls(Arc<ServerConfig>),
    /// Lets the first bytes arrive and reads none of them. A reset before that could end connecting instead.
    Arrive,
    /// Reads a request to its end.
    Read,
    /// Reads the head of a request, and of the body no more than came along with it.
    ReadHead,
    /// Sends this.
    Say(String),
    /// Sends a byte now and then, until the client goes.
    Drip,
    /// Says nothing until the client goes.
    Wait,
    /// Hands everything on to another server and back, as a proxy does.
    Tunnel(SocketAddr),
    /// Ends the connection with a reset.
    Reset,
    /// Begins another script on the same connection.
    Again,
}

/// What the server does on a connection, and the number by which a test knows that script.
#[derive(Clone)]
pub struct Script {
    pub number: usize,
    pub acts: Vec<Act>,
}

impl From<Vec<Act>> for Script {
    fn from(acts: Vec<Act>) -> Self {
        Self { number: 0, acts }
    }
}

/// A request, or as much as was read of it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The script that it was read in.
    pub script: usize,
    pub text: String,
}

impl Seen {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self
            .text
            .lines()
            .skip(1)
            .take_while(|line| !line.is_empty());
        lines.find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// What came in all.
#[derive(Clone, Debug, Default)]
pub struct Log {
    pub connections: u32,
    pub requests: Vec<Seen>,
    /// The scripts that were begun.
    pub scripts: BTreeSet<usize>,
}

impl Log {
    /// How many requests were read, whole or not.
    pub fn count(&self) -> u32 {
        u32::try_from(self.requests.len()).unwrap()
    }
}

/// Makes the script of the next connection.
type Next = dyn Fn() -> Script + Send + Sync;

struct Shared {
    next: Box<Next>,
    log: Mutex<Log>,
    /// Where the connection comes from that says that no more is to come.
    last: Mutex<Option<SocketAddr>>,
}

pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<Vec<JoinHandle<()>>>>,
}

impl Server {
    /// A server that asks for a script for each connection.
    pub fn scripted(next: impl Fn() -> Script + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            next: Box::new(next),
            log: Mutex::default(),
            last: Mutex::default(),
        });
        let kept = Arc::clone(&shared);
        let accepting = Some(thread::spawn(move || accept(&listener, &kept)));
        Self {
            address,
            shared,
            accepting,
        }
    }

    /// A server that does the same on every connection.
    pub fn new(acts: Vec<Act>) -> Self {
        let script = Script::from(acts);
        Self::scripted(move || script.clone())
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL of the API, or of anything else.
    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}/api/v1", self.address)
    }

    /// What came so far.
    pub fn log(&self) -> Log {
        self.shared.log.lock().unwrap().clone()
    }

    /// What came in all, once every connection has ended: the clients have to be gone.
    pub fn finish(mut self) -> Log {
        for connection in self.stop() {
            connection.join().unwrap();
        }
        self.log()
    }

    fn stop(&mut self) -> Vec<JoinHandle<()>> {
        let Some(accepting) = self.accepting.take() else {
            return Vec::new();
        };
        {
            // Connections are accepted in the order in which they came, so this is the last one.
            let mut last = self.shared.last.lock().unwrap();
            let goodbye = TcpStream::connect(self.address).unwrap();
            *last = Some(goodbye.local_addr().unwrap());
        }
        accepting.join().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) -> Vec<JoinHandle<()>> {
    let mut connections = Vec::new();
    while let Ok((stream, client)) = listener.accept() {
        if *shared.last.lock().unwrap() == Some(client) {
            break;
        }
        shared.log.lock().unwrap().connections += 1;
        let shared = Arc::clone(shared);
        connections.push(thread::spawn(move || {
            // The client's going away is what many scripts wait for.
            follow(&stream, &shared).unwrap_or_default();
        }));
    }
    connections
}

trait Duplex: Read + Write {}

impl<T: Read + Write> Duplex for T {}

fn follow(socket: &TcpStream, shared: &Shared) -> io::Result<()> {
    socket.set_nodelay(true)?;
    socket.set_read_timeout(Some(PATIENCE))?;
    let mut stream: Box<dyn Duplex> = Box::new(socket.try_clone()?);
    let mut is_encrypted = false;
    'scripts: loop {
        let Script { number, acts } = (shared.next)();
        shared.log.lock().unwrap().scripts.insert(number);
        for act in acts {
            match act {
                // Once is enough for a connection.
                Act::Tls(_) if is_encrypted => {}
                Act::Tls(config) => {
                    stream = Box::new(shake_hands(socket, config)?);
                    is_encrypted = true;
                }
                Act::Arrive => socket.peek(&mut [0]).map(|_| ())?,
                Act::Read => read(&mut *stream, shared, number, true)?,
                Act::ReadHead => read(&mut *stream, shared, number, false)?,
                Act::Say(text) => stream.write_all(text.as_bytes())?,
                Act::Drip => loop {
                    stream.write_all(b" ")?;
                    thread::sleep(Duration::from_millis(10));
                },
                Act::Wait => while stream.read(&mut [0; 1024])? > 0 {},
                Act::Tunnel(address) => return tunnel(socket, &TcpStream::connect(address)?),
                Act::Reset => return SockRef::from(socket).set_linger(Some(Duration::ZERO)),
                Act::Again => continue 'scripts,
            }
        }
        return Ok(());
    }
}

/// Ends when both have gone.
fn tunnel(client: &TcpStream, server: &TcpStream) -> io::Result<()> {
    thread::scope(|scope| {
        scope.spawn(|| pump(server, client));
        pump(client, server)
    })
}

fn pump(mut from: &TcpStream, mut to: &TcpStream) -> io::Result<()> {
    // However it ends, there is no more to come.
    let copied = io::copy(&mut from, &mut to);
    to.shutdown(Shutdown::Write)?;
    copied.map(|_| ())
}

fn shake_hands(
    mut socket: &TcpStream,
    config: Arc<ServerConfig>,
) -> io::Result<StreamOwned<ServerConnection, TcpStream>> {
    let mut connection = ServerConnection::new(config).map_err(io::Error::other)?;
    while connection.is_handshaking() {
        connection.complete_io(&mut socket)?;
    }
    Ok(StreamOwned::new(connection, socket.try_clone()?))
}

/// Reads a request and writes it down, also if it breaks off. Without any byte of one the connection is over.
fn read(stream: &mut dyn Duplex, shared: &Shared, script: usize, whole: bool) -> io::Result<()> {
    let mut received = Vec::new();
    let mut buffer = [0; 4096];
    let result = loop {
        let (has_head, is_whole) = extent(&received);
        if is_whole || (has_head && !whole) {
            break Ok(());
        }
        match stream.read(&mut buffer) {
            Ok(0) => break Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => received.extend(buffer.iter().take(count)),
            Err(error) => break Err(error),
        }
    };
    if !received.is_empty() {
        let text = String::from_utf8_lossy(&received).into_owned();
        shared
            .log
            .lock()
            .unwrap()
            .requests
            .push(Seen { script, text });
    }
    result
}

/// Whether the head is there, and whether all is.
fn extent(received: &[u8]) -> (bool, bool) {
    let text = String::from_utf8_lossy(received);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return (false, false);
    };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse().unwrap_or_default())
    });
    (true, body.len() >= length.unwrap_or(0_usize))
}

/// A reply that a kept connection can go on after.
pub fn reply(status: u16, headers: &str, body: &str) -> Act {
    let length = body.len();
    Act::Say(format!(
        "HTTP/1.1 {status} Scripted\r\n{headers}content-length: {length}\r\n\r\n{body}"
    ))
}

/// A reply before the server hangs up.
pub fn last_reply(status: u16, headers: &str, body: &str) -> Act {
    reply(status, &format!("{headers}connection: close\r\n"), body)
}

/// A server that gives tokens.
pub fn token_server() -> Server {
    let token = r#"{"access_token":"token","expires_in":3600}"#;
    Server::new(vec![Act::Read, last_reply(200, "", token)])
}

/// A port where nobody listens, and nobody else can while the socket is there.
pub fn closed_port() -> (Socket, SocketAddr) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    socket.bind(&any.into()).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    (socket, address)
}
