//! An MFA service on this machine, for trying logins in any language: `cargo xtask sandbox`, or
//! `cargo run --example sandbox --features testing`.
//!
//! It behaves as the documentation says and rings no phones. A page at `/` shows what would have arrived; `/inbox.json` is the
//! same for programs. `POST` to these drives it:
//!
//! - `/sandbox/advance?seconds=180`: moves the clock on
//! - `/sandbox/fail?status=500`: answers the next request of the API with that
//! - `/sandbox/fail-token?status=429`: answers the next request for a token with that
//! - `/sandbox/revoke`: takes back all tokens
//! - `/sandbox/unlock?number=%2B19195551234`: ends the lock of a number

mod answer;
mod callbacks;
mod certificates;
mod options;
mod server;
mod state;

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::time::Duration;

use bandwidth_mfa::testing::{Message, Sandbox};
use clap::Parser;
use tokio::net::TcpListener;

use answer::Answers;
use options::Options;

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await {
        Ok(listener) => listener,
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let port = options.port;
            return Err(format!("port {port} is taken: choose another with --port").into());
        }
        Err(error) => return Err(format!("cannot listen on port {}: {error}", options.port).into()),
    };
    let port = listener.local_addr()?.port();
    let tls = if options.tls {
        let default = || std::env::temp_dir().join(format!("bandwidth-mfa-sandbox-{port}.pem"));
        let file = options.ca_file.clone().unwrap_or_else(default);
        let config = certificates::make(&file)?;
        say(&format!(
            "The authority's certificate is in {}",
            file.display()
        ));
        Some(config)
    } else {
        None
    };
    announce(port, options.tls);
    let answers = Answers::new(sandbox(options), options)?;
    server::serve(listener, tls, answers).await
}

/// The sandbox that the command line describes.
fn sandbox(options: &Options) -> Sandbox {
    let mut builder = Sandbox::builder()
        .running_clock()
        .attempts(options.attempts)
        .lock_time(Duration::from_secs(options.lock_time))
        .token_lifetime(Duration::from_secs(options.token_lifetime))
        .single_use(options.single_use)
        .message_key(options.message_key)
        .unknown_application_status(options.unknown_application)
        .unknown_user_status(options.unknown_user)
        .on_message(arrived);
    for (id, name) in &options.application {
        builder = builder.application(id, name);
    }
    for number in &options.undeliverable {
        builder = builder.undeliverable(number);
    }
    builder.build()
}

/// Says where the sandbox is, in lines to paste.
fn announce(port: u16, tls: bool) {
    let scheme = if tls { "https" } else { "http" };
    let root = format!("{scheme}://127.0.0.1:{port}");
    say(&format!(
        "The sandbox listens; {root}/ shows what arrives. For programs:"
    ));
    for (name, value) in [
        ("BW_MFA_BASE_URL", format!("{root}/api/v1").as_str()),
        ("BW_TOKEN_URL", &format!("{root}/api/v1/oauth2/token")),
        ("BW_ACCOUNT_ID", Sandbox::ACCOUNT_ID),
        ("BW_CLIENT_ID", Sandbox::CLIENT_ID),
        ("BW_CLIENT_SECRET", Sandbox::CLIENT_SECRET),
        ("BW_USERNAME", Sandbox::USERNAME),
        ("BW_PASSWORD", Sandbox::PASSWORD),
        ("BW_APPLICATION_ID", "sandbox"),
        ("BW_NUMBER", "+19195554321"),
        ("USER_NUMBER", "+19195551234"),
    ] {
        say(&format!("export {name}={value}"));
    }
}

/// Prints a message.
fn arrived(message: &Message) {
    let Message {
        to, scope, text, ..
    } = message;
    let channel = message.channel.as_str();
    say(&format!("{to} ({channel}, scope {scope}): {text}"));
}

/// Prints a line. Messages are strangers' texts, and a terminal obeys control characters; and whether anybody reads is no
/// matter of the server's.
fn say(line: &str) {
    let shown = |character: char| {
        if character.is_control() {
            ' '
        } else {
            character
        }
    };
    let line: String = line.chars().map(shown).collect();
    let _ = writeln!(io::stdout(), "{line}");
}
