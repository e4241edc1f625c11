//! A server on this machine that says what it is told to, and keeps what it was sent.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use bandwidth_mfa::{Client, ClientBuilder, Credentials};

/// What one request looked like on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `POST /api/v1/accounts/9900000/code/verify HTTP/1.1`
    pub line: String,
    /// Names in lower case, in the order of the wire.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: String,
}

impl Request {
    /// The one value of a header; a repeated header has none.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(found, _)| found == name);
        let (_, value) = values.next()?;
        values.next().is_none().then_some(value.as_str())
    }
}

/// What to answer a request with.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub content_type: Option<String>,
    pub body: String,
}

impl Answer {
    /// JSON, labelled as the service labels it.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            content_type: Some("application/json; charset=utf-8".to_owned()),
            body: body.into(),
        }
    }
}

/// Answers the requests that come, one answer each, and refuses what comes after the last.
pub struct Server {
    url: String,
    requests: Receiver<Request>,
}

impl Server {
    pub fn new(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/api/v1", listener.local_addr().unwrap());
        let (sender, requests) = channel();
        thread::spawn(move || {
            for answer in answers {
                let Ok((stream, _)) = listener.accept() else {
                    return;
                };
                let Some(request) = read(&stream) else {
                    continue;
                };
                // Before the answer, so that whoever has the answer finds the request here.
                if sender.send(request).is_err() || write(&stream, &answer).is_err() {
                    return;
                }
            }
        });
        Self { url, requests }
    }

    /// A client of this server with Basic credentials, still to be built.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url(self.url.clone())
            .credentials(Credentials::basic("username", "password"))
    }

    /// The same for the account 9900000.
    pub fn client(&self) -> Client {
        self.builder().account_id("9900000").build().unwrap()
    }

    /// Every request that was answered so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.try_iter().collect()
    }
}

/// Reads one request. `None` if the other side went away.
fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let line = read_line(&mut reader)?;
    let mut headers = Vec::new();
    loop {
        let header = read_line(&mut reader)?;
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(':')?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut request = Request {
        line,
        headers,
        body: String::new(),
    };
    let length = request.header("content-length")?.parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    request.body = String::from_utf8(body).ok()?;
    Some(request)
}

fn write(mut stream: &TcpStream, answer: &Answer) -> io::Result<()> {
    let content_type = match &answer.content_type {
        Some(content_type) => format!("content-type: {content_type}\r\n"),
        None => String::new(),
    };
    let length = answer.body.len();
    write!(
        stream,
        "HTTP/1.1 {} Scripted\r\n{content_type}content-length: {length}\r\nconnection: close\r\n\r\n{}",
        answer.status, answer.body
    )
}

fn read_line(reader: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    line.strip_suffix("\r\n").map(str::to_owned)
}
