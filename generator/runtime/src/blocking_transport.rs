//! What carries the requests of calls that block.
#![cfg(feature = "blocking")]

use std::time::{Duration, Instant};

use http::{Request, Response};

use super::body::Body;
use super::transport::TransportError;

/// Carries the requests of calls that block, and keeps the time.
///
/// A transport sends each request exactly once: it does not repeat, it does not follow redirects, it does not
/// authenticate. One that wraps another is the place for logging and the like.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends a request and returns the reply once its head is there.
    ///
    /// Nobody can interrupt a thread that waits, so the transport itself ends what takes longer than `within`, counted from
    /// the call of this method: here with an error of kind [`Timeout`](super::transport::TransportErrorKind::Timeout), in the reply's body
    /// with an [`io::Error`](std::io::Error) of kind [`TimedOut`](std::io::ErrorKind::TimedOut).
    fn send(
        &self,
        request: Request<Body>,
        within: Option<Duration>,
    ) -> Result<Response<Body>, TransportError>;

    /// The same for a reply whose body is handed on while it arrives: what takes longer than `within` is ended until the head
    /// is there, and not after that. What it does by itself is to limit the body as well.
    fn send_streaming(
        &self,
        request: Request<Body>,
        within: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        self.send(request, within)
    }

    /// The time, by a clock that never runs backwards.
    fn now(&self) -> Instant;

    /// Waits by the same clock.
    fn sleep(&self, duration: Duration);
}
