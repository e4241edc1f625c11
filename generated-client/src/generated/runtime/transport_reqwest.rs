// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! The default transport: `reqwest` with rustls.
#![cfg(feature = "reqwest")]

use std::error::Error as _;
use std::fmt;
use std::future::pending;
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body as _, Frame, SizeHint};
use tokio::runtime::Handle;

use super::body::{Body, Chunks};
use super::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};

/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(20);

/// Sends requests with `reqwest`: TLS by rustls with the platform's roots, HTTP/1.1, no redirects, no repetitions.
/// Proxies are taken from the environment. It needs a tokio runtime with time and I/O enabled.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// The transport that the client's builder makes by default, with a limit to how long connecting may take.
    pub fn new(connect_timeout: Option<Duration>) -> Result<Self, TransportError> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .pool_idle_timeout(IDLE);
        if let Some(connect_timeout) = connect_timeout {
            builder = builder.connect_timeout(connect_timeout);
        }
        match builder.build() {
            Ok(client) => Ok(Self { client }),
            Err(error) => Err(TransportError::new(
                TransportErrorKind::Setup,
                describe(&error.without_url()),
            )),
        }
    }

    /// A transport on a `reqwest::Client` of your own.
    ///
    /// Some guarantees then rest with you: that client should follow no redirects (they would carry credentials
    /// elsewhere), repeat nothing on its own (`reqwest::retry::never()`: a repeated request may be carried out twice),
    /// check certificates, limit the time for connecting, and drop idle connections before the server does.
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> TransportFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            if Handle::try_current().is_err() {
                return Err(TransportError::new(
                    TransportErrorKind::Setup,
                    "there is no tokio runtime: make the call inside of one",
                ));
            }
            let request = reqwest::Request::try_from(request.map(outgoing)).map_err(failed)?;
            let reply = self.client.execute(request).await.map_err(failed)?;
            Ok(Response::from(reply).map(incoming))
        })
    }

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> TransportFuture<'_, ()> {
        Box::pin(async move {
            match Handle::try_current() {
                Ok(_) => tokio::time::sleep(duration).await,
                // Without a runtime nothing was sent, and the call is over already.
                Err(_) => pending().await,
            }
        })
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A client of the user's own may hold headers that must not be shown.
        formatter
            .debug_struct("ReqwestTransport")
            .finish_non_exhaustive()
    }
}

fn failed(error: reqwest::Error) -> TransportError {
    // The URL may hold what must not be shown.
    let error = error.without_url();
    let text = describe(&error);
    let kind = if error.is_builder() {
        TransportErrorKind::Setup
    } else if error.is_connect() && text.contains("invalid peer certificate") {
        TransportErrorKind::Certificate
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Io
    };
    TransportError::new(kind, text)
}

/// The texts of what is underneath an error, in one line and none of them twice.
fn describe(error: &reqwest::Error) -> String {
    let mut line = String::new();
    let mut next = error.source();
    while let Some(error) = next {
        let text = error.to_string();
        if !line.contains(&text) {
            if !line.is_empty() {
                line.push_str(": ");
            }
            line.push_str(&text);
        }
        next = error.source();
    }
    if line.is_empty() {
        line = error.to_string();
    }
    line
}

fn outgoing(body: Body) -> reqwest::Body {
    match body.into_bytes() {
        Ok(bytes) => reqwest::Body::from(bytes),
        Err(stream) => reqwest::Body::wrap(Outgoing {
            length: stream.len(),
            body: Mutex::new(stream),
        }),
    }
}

fn incoming(body: reqwest::Body) -> Body {
    let length = body.size_hint().exact();
    Body::stream(Incoming(body), length)
}

/// A streamed body on its way out. The mutex is never locked: it stands in for `Sync`, which a stream need not be.
struct Outgoing {
    body: Mutex<Body>,
    length: Option<u64>,
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        let chunk = ready!(body.poll_chunk(context));
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}

/// A reply's body on its way in.
struct Incoming(reqwest::Body);

impl Chunks for Incoming {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            let frame = match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => {
                    let text = describe(&error.without_url());
                    return Poll::Ready(Some(Err(io::Error::other(text))));
                }
                Some(Ok(frame)) => frame,
            };
            // Trailers are not looked at.
            if let Ok(data) = frame.into_data() {
                return Poll::Ready(Some(Ok(data)));
            }
        }
    }
}
