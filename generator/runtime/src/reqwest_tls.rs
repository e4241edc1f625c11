//! The TLS of the transport for awaited calls, as the features choose it.
#![cfg(feature = "reqwest")]

use reqwest::{Client, ClientBuilder};

use super::connect_options::ConnectOptions;
use super::transport::{TransportError, TransportErrorKind};
#[cfg(any(
    feature = "native-tls",
    feature = "rustls",
    feature = "rustls-no-provider"
))]
use super::transport_reqwest::unfit;

/// A client's builder with TLS by rustls, whatever else the rest of the program turns on in `reqwest`.
#[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
#[inline]
pub fn builder(connect: &ConnectOptions) -> Result<ClientBuilder, TransportError> {
    // Without a provider `reqwest` would panic.
    #[cfg(not(feature = "rustls"))]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        return refused(
            "no provider of cryptography is installed: call `install_default` on one of rustls's first, or turn on the feature `rustls`",
        );
    }
    with_roots(Client::builder().tls_backend_rustls(), connect)
}

/// A client's builder with the platform's TLS.
#[cfg(all(
    feature = "native-tls",
    not(any(feature = "rustls", feature = "rustls-no-provider"))
))]
#[inline]
pub fn builder(connect: &ConnectOptions) -> Result<ClientBuilder, TransportError> {
    with_roots(Client::builder().tls_backend_native(), connect)
}

/// A client's builder without TLS: `http` to this machine works, and every `https` is an error.
#[cfg(not(any(
    feature = "native-tls",
    feature = "rustls",
    feature = "rustls-no-provider"
)))]
#[inline]
pub fn builder(connect: &ConnectOptions) -> Result<ClientBuilder, TransportError> {
    if connect.roots.is_empty() {
        return Ok(Client::builder());
    }
    refused("the root certificates are of no use: the features with TLS are off")
}

#[cfg(any(
    feature = "native-tls",
    feature = "rustls",
    feature = "rustls-no-provider"
))]
#[inline]
fn with_roots(
    mut builder: ClientBuilder,
    connect: &ConnectOptions,
) -> Result<ClientBuilder, TransportError> {
    for pem in &connect.roots {
        let certificates = reqwest::Certificate::from_pem_bundle(pem).map_err(unfit)?;
        if certificates.is_empty() {
            return refused("the root certificates hold no certificate in PEM");
        }
        builder = builder.tls_certs_merge(certificates);
    }
    Ok(builder)
}

#[inline]
fn refused(text: &str) -> Result<ClientBuilder, TransportError> {
    Err(TransportError::new(TransportErrorKind::Setup, text))
}
