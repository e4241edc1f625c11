//! The default transport: `reqwest` with rustls.
#![cfg(feature = "reqwest")]

use std::error::Error as _;
use std::fmt::{self, Write as _};
use std::future::pending;
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body as _, Frame, SizeHint};
use reqwest::Url;
use tokio::runtime::Handle;

use super::body::{Body, Chunks};
use super::connect_options::ConnectOptions;
use super::reqwest_tls;
use super::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};

/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(20);

/// Room for most URLs, in bytes.
const URL_CAPACITY: usize = 256;

/// Sends requests with `reqwest`: TLS by rustls with the platform's roots, HTTP/1.1, no redirects, no repetitions.
/// Proxies are taken from the environment unless one is set.
///
/// It needs a tokio runtime with time and I/O enabled. A call outside of one is an error; in one that lacks time or I/O,
/// tokio itself panics, and there is no way to ask it beforehand.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// The transport that the client's builder makes by default.
    #[inline]
    pub fn new(connect: &ConnectOptions) -> Result<Self, TransportError> {
        let mut builder = reqwest_tls::builder(connect)?
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .pool_idle_timeout(IDLE);
        if let Some(timeout) = connect.timeout {
            builder = builder.connect_timeout(timeout);
        }
        if let Some(proxy) = connect.proxy_url()? {
            builder = builder.proxy(reqwest::Proxy::all(proxy).map_err(unfit)?);
        }
        let client = builder.build().map_err(unfit)?;
        Ok(Self { client })
    }

    /// A transport on a `reqwest::Client` of the program's own. These guarantees then rest with the program:
    ///
    /// - No redirect is followed (`redirect(Policy::none())`): it would carry credentials and the body elsewhere.
    /// - Nothing is repeated (`retry(reqwest::retry::never())`): the server may carry out a repeated request twice.
    /// - Certificates are checked, against roots that deserve it.
    /// - Connecting takes a limited time (`connect_timeout`). The limits of calls and attempts stay the client's.
    /// - Idle connections are dropped before the server does it (`pool_idle_timeout`): a request on a connection that
    ///   the server is closing fails, and nobody knows whether it was carried out.
    /// - No decompression bombs: the limit of a reply's size counts the bytes after decompression, but headers such as
    ///   `Content-Length` then no longer tell them beforehand.
    /// - Default headers and cookies of that client are sent too, and nothing here hides them.
    #[inline]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for ReqwestTransport {
    #[inline]
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
            let request = addressed(request.map(outgoing))?;
            let reply = self.client.execute(request).await.map_err(failed)?;
            Ok(Response::from(reply).map(incoming))
        })
    }

    #[inline]
    fn now(&self) -> Instant {
        Instant::now()
    }

    #[inline]
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
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A client of the user's own may hold headers that must not be shown.
        formatter
            .debug_struct("ReqwestTransport")
            .finish_non_exhaustive()
    }
}

/// Why there is no client.
#[inline]
pub fn unfit(error: reqwest::Error) -> TransportError {
    let text = describe(&error.without_url());
    TransportError::new(TransportErrorKind::Setup, text)
}

#[inline]
fn failed(error: reqwest::Error) -> TransportError {
    // The URL may hold what must not be shown.
    let error = error.without_url();
    let text = describe(&error);
    let kind = if error.is_builder() {
        TransportErrorKind::Setup
    } else if error.is_connect() && text.to_ascii_lowercase().contains("certificate") {
        // Each TLS library has words of its own for it; this one is in all of them.
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
#[inline]
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

/// The request in the words of `reqwest`, whose own conversion writes the URL piece by piece into a text that grows.
#[inline]
fn addressed(request: Request<reqwest::Body>) -> Result<reqwest::Request, TransportError> {
    let (head, body) = request.into_parts();
    let mut url = String::with_capacity(URL_CAPACITY);
    let _ = write!(url, "{}", head.uri);
    let url = Url::parse(&url)
        .map_err(|error| TransportError::new(TransportErrorKind::Setup, error.to_string()))?;
    let mut request = reqwest::Request::new(head.method, url);
    *request.version_mut() = head.version;
    *request.headers_mut() = head.headers;
    *request.body_mut() = Some(body);
    Ok(request)
}

#[inline]
fn outgoing(body: Body) -> reqwest::Body {
    match body.into_bytes() {
        Ok(bytes) => reqwest::Body::from(bytes),
        Err(stream) => reqwest::Body::wrap(Outgoing {
            length: stream.len(),
            body: Mutex::new(stream),
        }),
    }
}

#[inline]
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

    #[inline]
    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        let chunk = ready!(body.poll_chunk(context));
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    #[inline]
    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}

/// A reply's body on its way in.
struct Incoming(reqwest::Body);

impl Chunks for Incoming {
    #[inline]
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
