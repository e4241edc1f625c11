//! Verifies a code, with the client or by hand.

pub mod by_hand;
pub mod own;
pub mod server;

use std::error::Error;
use std::time::Duration;

/// What the server says to every call.
pub const REPLY: &str = r#"{"valid":true}"#;

/// How long a call takes where many are made at once.
pub const WAIT: Duration = Duration::from_millis(500);

/// Where calls go.
#[derive(Clone, Debug)]
pub enum Place {
    /// Nowhere: they are answered at once, in the same process.
    InProcess,
    /// Nowhere: they are answered in the same process, after a while.
    Waiting,
    /// To the API at this URL.
    Server(String),
}

/// Whatever went wrong.
pub type Problem = Box<dyn Error + Send + Sync>;
