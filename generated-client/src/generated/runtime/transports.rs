// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Picks what carries the requests.

use std::sync::Arc;

#[cfg(feature = "blocking")]
use super::blocking_transport::BlockingTransport;
use super::connect_options::ConnectOptions;
use super::missing_transport::MissingTransport;
use super::transport::{Transport, TransportError, TransportErrorKind};
#[cfg(feature = "reqwest")]
use super::transport_reqwest::ReqwestTransport;
#[cfg(feature = "blocking")]
use super::transport_ureq::UreqTransport;

/// What carries the requests, as far as it was set.
#[derive(Default)]
pub struct Transports {
    /// For calls that are awaited.
    pub awaited: Option<Arc<dyn Transport>>,
    /// For calls that block.
    #[cfg(feature = "blocking")]
    pub blocking: Option<Arc<dyn BlockingTransport>>,
}

impl Transports {
    /// These, or the default ones of the features that are on if none was set. A client with a transport of the program's
    /// own, a fake for instance, never gets past it to the network.
    #[inline]
    pub fn or_default(self, connect: &ConnectOptions) -> Result<Self, TransportError> {
        let refused = |text| Err(TransportError::new(TransportErrorKind::Setup, text));
        let is_plain = connect.proxy.is_none() && connect.roots.is_empty();
        if self.is_set() && is_plain {
            return Ok(self);
        }
        if self.is_set() {
            return refused(
                "is the program's own: a proxy and root certificates are set there, not on the client's builder",
            );
        }
        let transports = Self::of_features(connect)?;
        if transports.is_set() {
            return Ok(transports);
        }
        refused("is not set, and the features with the default ones are off")
    }

    /// The one for calls that are awaited, or what says that there is none.
    #[inline]
    pub fn awaited(&self) -> Arc<dyn Transport> {
        let awaited = self.awaited.clone();
        awaited.unwrap_or_else(|| Arc::new(MissingTransport))
    }

    /// The one for calls that block, or what says that there is none.
    #[cfg(feature = "blocking")]
    #[inline]
    pub fn blocking(&self) -> Arc<dyn BlockingTransport> {
        let blocking = self.blocking.clone();
        blocking.unwrap_or_else(|| Arc::new(MissingTransport))
    }

    #[inline]
    fn of_features(connect: &ConnectOptions) -> Result<Self, TransportError> {
        connect.proxy_url()?;
        Ok(Self {
            #[cfg(feature = "reqwest")]
            awaited: Some(Arc::new(ReqwestTransport::new(connect)?)),
            #[cfg(not(feature = "reqwest"))]
            awaited: None,
            #[cfg(feature = "blocking")]
            blocking: Some(Arc::new(UreqTransport::new(connect)?)),
        })
    }

    #[inline]
    fn is_set(&self) -> bool {
        let is_set = self.awaited.is_some();
        #[cfg(feature = "blocking")]
        let is_set = is_set || self.blocking.is_some();
        is_set
    }
}
