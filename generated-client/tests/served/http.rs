//! One request over a connection of its own, as plain as HTTP gets.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write as _};
use std::net::TcpStream;

use serde_json::Value;

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub body: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// Sends a request to this machine, with these lines as headers.
pub fn exchange(
    port: u16,
    method: &str,
    path: &str,
    headers: &[&str],
    body: &str,
) -> io::Result<Reply> {
    let mut message = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
    if !headers.iter().any(|line| line.starts_with("host:")) {
        write!(message, "host: 127.0.0.1:{port}\r\n").unwrap();
    }
    for line in headers {
        write!(message, "{line}\r\n").unwrap();
    }
    write!(message, "content-length: {}\r\n\r\n{body}", body.len()).unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.write_all(message.as_bytes())?;
    read(&mut BufReader::new(stream))
}

/// Reads a reply.
pub fn read(reader: &mut impl BufRead) -> io::Result<Reply> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|word| word.parse().ok());
    let status = status.ok_or(io::ErrorKind::InvalidData)?;
    let mut length = 0;
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().unwrap_or_default();
        }
    }
    let mut body = String::new();
    reader.take(length).read_to_string(&mut body)?;
    Ok(Reply { status, body })
}
