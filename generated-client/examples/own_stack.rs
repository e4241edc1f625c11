//! Verifies a code over an HTTP stack of the program's own, with none of this package's transports:
//! `cargo run --example own_stack --no-default-features`.
//!
//! An operation is a value that makes a request and reads a reply; everything between them is the program's. Here that is a
//! socket, and a server on this machine that takes every code for a right one.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use bandwidth_mfa::mfa::VerifyCode;
use bandwidth_mfa::models::VerifyCodeRequest;
use bandwidth_mfa::{BaseUrl, Body, DecodeFailure, Operation, Reply};

fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let base = BaseUrl::parse(&format!("http://{}/api/v1", listener.local_addr()?))?;
    let server = thread::spawn(move || serve(&listener));

    let body = VerifyCodeRequest::builder()
        .to("+19195551234")
        .code("012345")
        .expiration_time_in_minutes(3)
        .build()?;
    let operation = VerifyCode::new("9900000", body);
    // Credentials are the program's too: `VerifyCode::FACTS.security` says which the operation takes.
    let mut reply = exchange(operation.request(&base)?)?;
    match VerifyCode::decode(&mut reply) {
        Ok(verdict) => println!("valid: {}", verdict.valid),
        Err(DecodeFailure::Api(error)) => println!("refused: {error:?}"),
        Err(DecodeFailure::Decode(error)) => println!("not a reply: {error}"),
    }
    server.join().map_err(|_| "the server failed")??;
    Ok(())
}

/// Sends a request and receives its reply, in the plainest HTTP there is.
fn exchange(request: http::Request<Body>) -> Result<Reply, Box<dyn Error>> {
    let (head, body) = request.into_parts();
    let authority = head.uri.authority().ok_or("no host")?;
    let path = head.uri.path_and_query().ok_or("no path")?;
    let body = body.into_bytes().map_err(|_| "a stream")?;
    let mut message = format!("{} {path} HTTP/1.0\r\nhost: {authority}\r\n", head.method);
    for (name, value) in &head.headers {
        write!(message, "{name}: {}\r\n", value.to_str()?)?;
    }
    write!(message, "content-length: {}\r\n\r\n", body.len())?;

    let mut stream = TcpStream::connect(authority.as_str())?;
    stream.write_all(message.as_bytes())?;
    stream.write_all(&body)?;

    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).ok_or("no status")?;
    let mut reply = http::Response::builder().status(status);
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        reply = reply.header(name, value);
    }
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    let (head, bytes) = reply.body(bytes)?.into_parts();
    Ok(Reply::new(head, Body::from(bytes)))
}

fn serve(listener: &TcpListener) -> io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut line, mut length) = (String::new(), 0);
    while line != "\r\n" {
        line.clear();
        reader.read_line(&mut line)?;
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim_end().parse().unwrap_or_default();
        }
    }
    io::copy(&mut reader.take(length), &mut io::sink())?;
    stream.write_all(b"HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n{\"valid\":true}")
}
