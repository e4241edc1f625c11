//! How a transport reaches the server.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::Uri;

use super::transport::{TransportError, TransportErrorKind};

/// How long connecting may take unless something else is said.
const TIMEOUT: Duration = Duration::from_secs(5);

/// How a transport reaches the server: within what time, through which proxy, and whom it trusts.
///
/// Its `Debug` shows neither the proxy's URL, which may hold a password, nor the certificates.
#[derive(Clone)]
pub struct ConnectOptions {
    pub(super) timeout: Option<Duration>,
    pub(super) proxy: Option<String>,
    pub(super) roots: Vec<Bytes>,
}

impl ConnectOptions {
    /// 5 seconds, the environment's proxy, and the certificates that the platform trusts.
    #[inline]
    pub fn new() -> Self {
        Self {
            timeout: Some(TIMEOUT),
            proxy: None,
            roots: Vec::new(),
        }
    }

    /// How long connecting may take: name lookup, connection and TLS handshake.
    #[inline]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Lets connecting take as long as the call may take.
    #[inline]
    pub fn no_timeout(mut self) -> Self {
        self.timeout = None;
        self
    }

    /// Sends everything through this proxy, whatever the environment says: `http://proxy.example.com:3128`, with
    /// `user:password@` before the host if it asks for them.
    #[inline]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Trusts these certificates (PEM, one or several) besides those that the platform trusts.
    #[inline]
    pub fn root_certificates(mut self, pem: impl Into<Bytes>) -> Self {
        self.roots.push(pem.into());
        self
    }

    /// The proxy that was set, or that it cannot be used. The error does not quote it: it may hold a password.
    #[inline]
    pub fn proxy_url(&self) -> Result<Option<&str>, TransportError> {
        let Some(url) = self.proxy.as_deref() else {
            return Ok(None);
        };
        let uri = url.parse::<Uri>().unwrap_or_default();
        match (uri.scheme_str(), uri.host()) {
            (Some("http" | "https"), Some(host)) if !host.is_empty() => Ok(Some(url)),
            _ => Err(TransportError::new(
                TransportErrorKind::Setup,
                "the proxy is not an http or https URL",
            )),
        }
    }
}

impl Default for ConnectOptions {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ConnectOptions {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ConnectOptions")
            .field("timeout", &self.timeout)
            .field("has_proxy", &self.proxy.is_some())
            .field("root_certificates", &self.roots.len())
            .finish()
    }
}
