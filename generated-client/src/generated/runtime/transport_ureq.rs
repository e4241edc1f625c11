// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! The default transport of calls that block: `ureq` with rustls.
#![cfg(feature = "blocking")]

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use http::header::CONTENT_LENGTH;
use http::uri::Scheme;
use http::{Request, Response};
use rustls::crypto::CryptoProvider;
use ureq::config::AutoHeaderValue;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, AsSendBody, Proxy, SendBody, Timeout};

use super::blocking_transport::BlockingTransport;
use super::body::Body;
use super::connect_options::ConnectOptions;
use super::environment_proxy;
use super::transport::{TransportError, TransportErrorKind};

/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(20);

/// Sends requests with `ureq`, on the thread that asks: TLS by rustls with the platform's roots, HTTP/1.1, no redirects, no
/// repetitions. Proxies are taken from the environment's variables unless one is set.
///
/// At level trace, `ureq` writes what it sends and receives to `log` under the targets `ureq` and `ureq_proto`, as it stands on
/// the wire and credentials included. At debug it shows neither: keep these targets there where others read the log.
#[derive(Clone)]
pub struct UreqTransport {
    agent: Agent,
    /// For `http`; the agent itself has the one for `https`.
    plain_proxy: Option<Proxy>,
}

impl UreqTransport {
    /// The transport that the client's builder makes by default.
    #[inline]
    pub fn new(connect: &ConnectOptions) -> Result<Self, TransportError> {
        let (proxy, plain_proxy) = match connect.proxy_url()? {
            Some(url) => {
                let proxy = Proxy::new(url).map_err(|error| setup(&error))?;
                (Some(proxy.clone()), Some(proxy))
            }
            None => environment_proxy::proxies()?,
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .user_agent(AutoHeaderValue::None)
            .max_idle_age(IDLE)
            .timeout_resolve(connect.timeout)
            .timeout_connect(connect.timeout)
            .tls_config(tls(connect)?)
            .proxy(proxy)
            .build();
        Ok(Self {
            agent: config.into(),
            plain_proxy,
        })
    }

    #[inline]
    fn run(
        &self,
        request: Request<impl AsSendBody>,
        limit: Limit,
    ) -> Result<Response<Body>, TransportError> {
        let is_plain = request.uri().scheme() == Some(&Scheme::HTTP);
        let request = self.agent.configure_request(request);
        let mut request = match limit {
            Limit::Whole(within) => request.timeout_global(within),
            Limit::Head(within) => request
                .timeout_send_request(within)
                .timeout_send_body(within)
                .timeout_recv_response(within),
        };
        if is_plain {
            request = request.proxy(self.plain_proxy.clone());
        }
        let reply = self
            .agent
            .run(request.build())
            .map_err(|error| failed(&error))?;
        Ok(reply.map(|body| {
            let length = body.content_length();
            Body::reader(Incoming(body.into_reader()), length)
        }))
    }

    #[inline]
    fn exchange(
        &self,
        request: Request<Body>,
        limit: Limit,
    ) -> Result<Response<Body>, TransportError> {
        let (mut head, body) = request.into_parts();
        let length = body.len();
        match body.into_bytes() {
            Ok(bytes) if bytes.is_empty() => self.run(Request::from_parts(head, ()), limit),
            Ok(bytes) => self.run(Request::from_parts(head, &*bytes), limit),
            Err(stream) => {
                if let Some(length) = length {
                    head.headers.insert(CONTENT_LENGTH, length.into());
                }
                let body = SendBody::from_owned_reader(stream);
                self.run(Request::from_parts(head, body), limit)
            }
        }
    }
}

/// What the time that a request may take is counted for.
#[derive(Clone, Copy)]
enum Limit {
    /// Everything, the reply's body included.
    Whole(Option<Duration>),
    /// Each step until the reply's head is there.
    Head(Option<Duration>),
}

impl BlockingTransport for UreqTransport {
    #[inline]
    fn send(
        &self,
        request: Request<Body>,
        within: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        self.exchange(request, Limit::Whole(within))
    }

    #[inline]
    fn send_streaming(
        &self,
        request: Request<Body>,
        within: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        self.exchange(request, Limit::Head(within))
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

impl fmt::Debug for UreqTransport {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UreqTransport")
            .finish_non_exhaustive()
    }
}

/// The same provider of cryptography as for awaited calls: the process's, or else aws-lc-rs.
#[inline]
fn tls(connect: &ConnectOptions) -> Result<TlsConfig, TransportError> {
    let provider = CryptoProvider::get_default().cloned();
    let provider =
        provider.unwrap_or_else(|| Arc::new(rustls::crypto::aws_lc_rs::default_provider()));
    let builder = TlsConfig::builder().unversioned_rustls_crypto_provider(provider);
    let roots = if connect.roots.is_empty() {
        RootCerts::PlatformVerifier
    } else {
        RootCerts::Specific(Arc::new(roots(connect)?))
    };
    Ok(builder.root_certs(roots).build())
}

/// The program's certificates and the platform's.
#[inline]
fn roots(connect: &ConnectOptions) -> Result<Vec<Certificate<'static>>, TransportError> {
    // What the platform cannot tell is missed when a server's certificate does not fit.
    let platform = rustls_native_certs::load_native_certs().certs;
    let mut roots: Vec<_> = platform
        .iter()
        .map(|certificate| Certificate::from_der(certificate).to_owned())
        .collect();
    for pem in &connect.roots {
        let before = roots.len();
        for item in parse_pem(pem) {
            if let PemItem::Certificate(certificate) = item.map_err(|error| setup(&error))? {
                roots.push(certificate);
            }
        }
        if roots.len() == before {
            return Err(TransportError::new(
                TransportErrorKind::Setup,
                "the root certificates hold no certificate in PEM",
            ));
        }
    }
    Ok(roots)
}

#[inline]
fn setup(error: &ureq::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Setup, error.to_string())
}

#[inline]
fn failed(error: &ureq::Error) -> TransportError {
    use ureq::Error as Cause;
    let kind = match error {
        // The text may hold the URL.
        Cause::BadUri(_) | Cause::Http(_) => {
            let text = "the request is not one that can be sent";
            return TransportError::new(TransportErrorKind::Setup, text);
        }
        Cause::Io(error) => io_kind(error),
        Cause::Rustls(rustls::Error::InvalidCertificate(_)) => TransportErrorKind::Certificate,
        Cause::Timeout(Timeout::Resolve | Timeout::Connect)
        | Cause::HostNotFound
        | Cause::ConnectionFailed
        | Cause::ConnectProxyFailed(_)
        | Cause::InvalidProxyUrl
        | Cause::Tls(_)
        | Cause::TlsRequired => TransportErrorKind::Connect,
        Cause::Timeout(_) => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Io,
    };
    TransportError::new(kind, error.to_string())
}

/// How far a request got: `ureq` does not tell, so only what cannot come from later than connecting counts as that.
#[inline]
fn io_kind(error: &io::Error) -> TransportErrorKind {
    use rustls::Error as Tls;
    let tls = error.get_ref().and_then(|error| error.downcast_ref());
    match tls {
        Some(Tls::InvalidCertificate(_)) => return TransportErrorKind::Certificate,
        Some(Tls::PeerIncompatible(_) | Tls::NoCertificatesPresented) => {
            return TransportErrorKind::Connect;
        }
        _ => {}
    }
    let is_lookup = error.to_string().starts_with("failed to lookup address")
        || (cfg!(windows) && matches!(error.raw_os_error(), Some(11001..=11004)));
    match error.kind() {
        io::ErrorKind::ConnectionRefused => TransportErrorKind::Connect,
        _ if is_lookup => TransportErrorKind::Connect,
        io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Io,
    }
}

/// A reply's body on its way in.
struct Incoming<R>(R);

impl<R: Read> Read for Incoming<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let cause = error.get_ref().and_then(|error| error.downcast_ref());
            let kind = match cause {
                Some(ureq::Error::Timeout(_)) => io::ErrorKind::TimedOut,
                _ => error.kind(),
            };
            io::Error::new(kind, error.to_string())
        })
    }
}
