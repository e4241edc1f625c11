// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! The client.

use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, Uri};

use super::base_url::BaseUrl;
#[cfg(feature = "blocking")]
use super::blocking_transport::BlockingTransport;
use super::call::Call;
use super::keyring::Keyring;
use super::observer::Observer;
use super::operation::Operation;
use super::plan::Limits;
use super::random::Random;
use super::retry::RetryPolicy;
use super::retry_budget::RetryBudget;
use super::transport::Transport;

/// The API's client. Cheap to clone: the clones share connections, access tokens and the budget for repetitions.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

/// What the clones of a client share.
pub struct Inner {
    /// Where the API is.
    pub base: BaseUrl,
    /// Whether credentials go to other servers too, if operations have some of their own.
    pub trust_all_servers: bool,
    /// Who is told what calls do.
    pub observer: Option<Arc<dyn Observer>>,
    /// Who is calling.
    pub keyring: Keyring,
    /// How long calls may take.
    pub limits: Limits,
    /// How large a reply may be, in bytes.
    pub body_limit: u64,
    /// What every request carries.
    pub headers: HeaderMap,
    /// The values of the parameters that are set once, by their names in the API's description.
    pub parameters: Vec<(&'static str, String)>,
    /// When requests are sent again.
    pub policy: RetryPolicy,
    /// What all calls share of that.
    pub budget: Arc<RetryBudget>,
    /// What spreads waiting times.
    pub random: Arc<Random>,
    /// What carries the requests.
    pub transport: Arc<dyn Transport>,
    /// What carries those of calls that block.
    #[cfg(feature = "blocking")]
    pub blocking: Arc<dyn BlockingTransport>,
}

impl Client {
    /// Calls an operation. Nothing happens until the call is awaited or sent.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        Call::new(self.clone(), operation)
    }

    /// The base URL that requests go to.
    #[inline]
    pub fn base_url(&self) -> &BaseUrl {
        &self.inner.base
    }

    /// The value of a parameter that is set once, by its name in the API's description.
    #[doc(hidden)]
    #[inline]
    pub fn parameter(&self, name: &str) -> Option<String> {
        let parameters = self.inner.parameters.iter();
        parameters
            .rev()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.clone())
    }

    /// A client of these parts.
    #[inline]
    pub(super) fn new(inner: Inner) -> Self {
        Self {
            inner: Arc::new(inner),
        }
    }

    /// The parts.
    #[inline]
    pub(super) fn inner(&self) -> &Inner {
        &self.inner
    }
}

impl Inner {
    /// Whether credentials may go there: to the base URL's origin, unless more was asked for.
    #[inline]
    pub fn trusts(&self, target: &Uri) -> bool {
        let base = self.base.uri();
        let is_same = base.scheme() == target.scheme() && base.authority() == target.authority();
        is_same || self.trust_all_servers
    }
}

impl fmt::Debug for Client {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("base_url", &self.inner.base)
            .finish_non_exhaustive()
    }
}
