//! A server on this machine that does what it is told to, good or bad.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use tokio::net::TcpSocket;

/// What to do with each connection.
#[derive(Clone, Copy)]
pub enum Deed {
    /// Reads a request to its end, then answers with this and hangs up.
    Answer(&'static str),
    /// Reads a request and never answers.
    Nothing,
    /// Answers with this, then with one byte at a time.
    Drip(&'static str),
    /// Answers with this, then with more for as long as somebody reads.
    Flood(&'static str),
}

pub struct Server {
    /// The base URL.
    pub url: String,
    requests: Receiver<String>,
}

impl Server {
    pub fn new(deed: Deed) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        let (sender, requests) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (mut stream, sender) = (stream.unwrap(), sender.clone());
                thread::spawn(move || {
                    let request = request(&mut stream);
                    // The test may be over.
                    let _ = sender.send(request);
                    // The client hangs up on most of this: that is what is tested.
                    let _ = answer(&mut stream, deed);
                });
            }
        });
        Self { url, requests }
    }

    /// What came in so far.
    pub fn requests(&self) -> Vec<String> {
        self.requests.try_iter().collect()
    }
}

/// Reads one request. Its body ends with `}` or with the last chunk, and there is none after a head of `GET` or `HEAD`.
fn request(stream: &mut TcpStream) -> String {
    let mut received = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&received);
        let has_head = text.contains("\r\n\r\n");
        let has_body = text.ends_with('}') || text.ends_with("0\r\n\r\n");
        let has_none = text.starts_with("GET") || text.starts_with("HEAD");
        if has_head && (has_body || has_none) {
            return text.into_owned();
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return text.into_owned(),
            Ok(count) => received.extend_from_slice(&buffer[..count]),
        }
    }
}

fn answer(stream: &mut TcpStream, deed: Deed) -> std::io::Result<()> {
    match deed {
        Deed::Answer(reply) => stream.write_all(reply.as_bytes()),
        Deed::Nothing => stream.read(&mut [0; 1]).map(|_| ()),
        Deed::Drip(head) => {
            stream.write_all(head.as_bytes())?;
            loop {
                stream.write_all(b" ")?;
                thread::sleep(Duration::from_millis(20));
            }
        }
        Deed::Flood(head) => {
            stream.write_all(head.as_bytes())?;
            let more = vec![b' '; 64 * 1024];
            loop {
                stream.write_all(&more)?;
            }
        }
    }
}

/// A port where nobody listens, and nobody else can while the socket is there.
pub fn closed_port() -> (TcpSocket, SocketAddr) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}
