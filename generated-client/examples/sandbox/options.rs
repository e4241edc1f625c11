//! What the command line says.

use std::path::PathBuf;
use std::time::Duration;

use bandwidth_mfa::testing::MessageKey;
use clap::Parser;
use http::StatusCode;

/// An MFA service on this machine that rings no phones: a page shows what would have arrived.
#[derive(Clone, Debug, Parser)]
#[command(name = "sandbox")]
pub struct Options {
    /// The port to listen on; 0 takes any that is free.
    #[arg(long, default_value_t = 8642)]
    pub port: u16,

    /// Speaks TLS, with a certificate for this machine and the production's host names, from an authority made for this run.
    #[arg(long)]
    pub tls: bool,

    /// Where to write the authority's certificate [default: a file in the directory for temporary ones].
    #[arg(long, value_name = "FILE", requires = "tls")]
    pub ca_file: Option<PathBuf>,

    /// How long each answer of the API takes.
    #[arg(long, value_name = "MS", value_parser = milliseconds, default_value = "0")]
    pub latency: Duration,

    /// Has requests fail: a share of them (0.1) with 500, all with a status (503), or both (0.1:503).
    #[arg(long, value_name = "RATE|STATUS", value_parser = failing)]
    pub fail: Option<Failing>,

    /// How many wrong codes lock a number.
    #[arg(long, value_name = "COUNT", default_value_t = 5)]
    pub attempts: u32,

    /// How long a number stays locked.
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub lock_time: u64,

    /// How long a token is good.
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    pub token_lifetime: u64,

    /// Has a code verify only once.
    #[arg(long)]
    pub single_use: bool,

    /// How 403 spells the key of its text: message, or Message as the documentation's pages have it.
    #[arg(long, value_name = "KEY", value_parser = key, default_value = "message")]
    pub message_key: MessageKey,

    /// An application that exists, and its name; others are then unknown.
    #[arg(long, value_name = "ID=NAME", value_parser = pair)]
    pub application: Vec<(String, String)>,

    /// What an unknown application is answered with: 400 or 500.
    #[arg(long, value_name = "STATUS", value_parser = status, default_value = "400")]
    pub unknown_application: StatusCode,

    /// What a user that nobody knows is answered with: 401 or 403.
    #[arg(long, value_name = "STATUS", value_parser = status, default_value = "401")]
    pub unknown_user: StatusCode,

    /// A number that messages do not arrive at.
    #[arg(long, value_name = "NUMBER")]
    pub undeliverable: Vec<String>,

    /// Posts delivery reports to any host. Without it, only to this machine.
    #[arg(long)]
    pub callbacks_anywhere: bool,
}

/// Which requests fail, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Failing {
    pub share: f64,
    pub status: StatusCode,
}

fn milliseconds(text: &str) -> Result<Duration, String> {
    let number = text.parse().map_err(|_| "not a number of milliseconds")?;
    Ok(Duration::from_millis(number))
}

fn key(text: &str) -> Result<MessageKey, String> {
    match text {
        "message" => Ok(MessageKey::Small),
        "Message" => Ok(MessageKey::Large),
        _ => Err("neither message nor Message".to_owned()),
    }
}

fn status(text: &str) -> Result<StatusCode, String> {
    let status: StatusCode = text.parse().map_err(|_| "not a status")?;
    if status.is_client_error() || status.is_server_error() {
        Ok(status)
    } else {
        Err("not the status of a failure".to_owned())
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "not a share")?;
    if (0.0..=1.0).contains(&share) {
        Ok(share)
    } else {
        Err("a share is 0 to 1".to_owned())
    }
}

fn failing(text: &str) -> Result<Failing, String> {
    if let Some((left, right)) = text.split_once(':') {
        let (share, status) = (share(left)?, status(right)?);
        return Ok(Failing { share, status });
    }
    if let Ok(status) = status(text) {
        return Ok(Failing { share: 1.0, status });
    }
    let share = share(text).map_err(|_| "neither a share, 0 to 1, nor the status of a failure")?;
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    Ok(Failing { share, status })
}

fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').ok_or("not ID=NAME")?;
    Ok((pair.0.to_owned(), pair.1.to_owned()))
}
