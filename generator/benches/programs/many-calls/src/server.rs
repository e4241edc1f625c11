//! A server on this machine that says the same to everyone.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Starts it; the URL of its API.
pub fn start(reply: &'static str) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/api/v1", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve(&stream, reply));
        }
    });
    Ok(url)
}

/// Answers the requests of one connection until its other side has enough.
fn serve(stream: &TcpStream, reply: &str) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let length = reply.len();
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{reply}"
    );
    let mut requests = BufReader::new(stream);
    let mut writer = stream;
    loop {
        let mut length = 0;
        let mut line = String::new();
        while requests.read_line(&mut line)? > 2 {
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            line.clear();
        }
        if line.is_empty() {
            return Ok(());
        }
        io::copy(&mut requests.by_ref().take(length), &mut io::sink())?;
        writer.write_all(reply.as_bytes())?;
    }
}
