//! A server that repeats every secret in every header and every text that it sends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use super::secrets::TOKEN;

/// What the server does with a request.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    /// Answers what the client hopes for.
    Good,
    /// Answers success with something that is no JSON.
    BadJson,
    /// Answers success with members of the wrong types.
    BadMember,
    /// Answers this status with JSON.
    Status(u16),
    /// Answers this status with a page.
    Html(u16),
    /// Hangs up within the body.
    BrokenBody,
    /// Hangs up.
    HangUp,
    /// Answers what is no HTTP.
    Noise,
    /// Waits until the client has gone.
    Silence,
}

/// The server; it runs until the test ends.
pub struct Parrot {
    address: SocketAddr,
}

impl Parrot {
    pub fn new(words: Vec<String>, api: Deed, token: Deed) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let words = words.clone();
                // A client that hangs up is what some deeds are for.
                thread::spawn(move || answer(&stream, &words, api, token).unwrap_or_default());
            }
        });
        Self { address }
    }

    pub fn api_url(&self) -> String {
        format!("http://{}/api/v1", self.address)
    }

    pub fn token_url(&self) -> String {
        format!("http://{}/oauth2/token", self.address)
    }
}

fn answer(stream: &TcpStream, words: &[String], api: Deed, token: Deed) -> std::io::Result<()> {
    let request = read(stream)?;
    let is_token = request.starts_with("POST /oauth2/token ");
    let deed = if is_token { token } else { api };
    let good = json!({
        "access_token": TOKEN, "expires_in": 3600,
        "valid": true, "messageId": "m-1", "callId": "c-1",
    });
    let spoken = words.join(" ");
    let all = format!("{spoken} {request}");
    let echo = json!({
        "error": all, "message": all, "Message": all, "description": all, "error_description": all,
        "result": all, "type": all, "requestId": words.first(), "access_token": [all.clone()],
        "valid": all, "messageId": [all.clone()], "callId": [all],
    });
    match deed {
        Deed::Good => reply(stream, words, 200, &good.to_string(), 0),
        Deed::BadJson => reply(stream, words, 200, &spoken, 0),
        Deed::BadMember => reply(stream, words, 200, &echo.to_string(), 0),
        Deed::Status(status) => reply(stream, words, status, &echo.to_string(), 0),
        Deed::Html(status) => reply(stream, words, status, &format!("<p>{spoken}</p>"), 0),
        Deed::BrokenBody => reply(stream, words, 200, &spoken, 100),
        Deed::HangUp => Ok(()),
        Deed::Noise => write!(&mut &*stream, "{spoken}\r\n{request}\r\n\r\n"),
        Deed::Silence => (&mut &*stream).read(&mut [0]).map(|_| ()),
    }
}

/// The request's head and body, as they came.
fn read(stream: &TcpStream) -> std::io::Result<String> {
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    let mut length = 0;
    loop {
        let start = request.len();
        reader.read_line(&mut request)?;
        let line = request
            .get(start..)
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or_default();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    request.push_str(&String::from_utf8_lossy(&body));
    Ok(request)
}

fn reply(
    mut stream: &TcpStream,
    words: &[String],
    status: u16,
    body: &str,
    missing: usize,
) -> std::io::Result<()> {
    let first = words.first().cloned().unwrap_or_default();
    let first = first.replace(|character: char| !character.is_ascii(), "");
    let encoded = utf8_percent_encode(&words.join(" "), NON_ALPHANUMERIC).to_string();
    let plain = words
        .join(" ")
        .replace(|character: char| !character.is_ascii(), "");
    let length = body.len() + missing;
    write!(
        stream,
        "HTTP/1.1 {status} Scripted\r\nx-request-id: {first}\r\nx-echo: {plain}\r\nlocation: /{encoded}\r\n\
         www-authenticate: Basic realm=\"{encoded}\"\r\nset-cookie: echo={encoded}\r\nx-server: {first}\r\n\
         retry-after: 0\r\ncontent-type: application/json\r\nconnection: close\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
}
