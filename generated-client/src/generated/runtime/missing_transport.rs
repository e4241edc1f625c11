// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Stands where there is no transport of the kind that a call needs.

use std::future::pending;
#[cfg(feature = "blocking")]
use std::thread;
use std::time::{Duration, Instant};

use http::{Request, Response};

#[cfg(feature = "blocking")]
use super::blocking_transport::BlockingTransport;
use super::body::Body;
use super::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};

/// Stands where there is no transport of the kind that a call needs, and says so.
pub struct MissingTransport;

impl Transport for MissingTransport {
    #[inline]
    fn send(
        &self,
        _: Request<Body>,
    ) -> TransportFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async {
            Err(TransportError::new(
                TransportErrorKind::Setup,
                "the client has no transport for calls that are awaited: set one on its builder, or make the call with `send`",
            ))
        })
    }

    #[inline]
    fn now(&self) -> Instant {
        Instant::now()
    }

    #[inline]
    fn sleep(&self, _: Duration) -> TransportFuture<'_, ()> {
        // Nothing was sent, and the call is over already.
        Box::pin(pending())
    }
}

#[cfg(feature = "blocking")]
impl BlockingTransport for MissingTransport {
    #[inline]
    fn send(
        &self,
        _: Request<Body>,
        _: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        Err(TransportError::new(
            TransportErrorKind::Setup,
            "the client has no transport for calls that block: set one on its builder, or await the call",
        ))
    }

    #[inline]
    fn now(&self) -> Instant {
        Instant::now()
    }

    #[inline]
    fn sleep(&self, duration: Duration) {
        thread::sleep(duration);
    }
}
