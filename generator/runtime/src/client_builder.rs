//! Sets up a client.

use std::env::consts::OS;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT};

use super::api::Api;
use super::base_url::BaseUrl;
#[cfg(feature = "blocking")]
use super::blocking_transport::BlockingTransport;
use super::client::{Client, Inner};
use super::connect_options::ConnectOptions;
use super::environment::Environment;
use super::error::Error;
use super::from_lookup;
use super::headers;
use super::keyring::{Key, Keyring};
use super::observer::Observer;
use super::plan::Limits;
use super::problems::Problems;
use super::random::Random;
use super::retry::RetryPolicy;
use super::security::{Credentials, TokenEndpoint};
use super::transport::Transport;
use super::transports::Transports;

/// How long an attempt may take unless the builder says otherwise.
const ATTEMPT: Duration = Duration::from_secs(15);

/// How long a call may take unless the builder says otherwise.
const TOTAL: Duration = Duration::from_secs(30);

/// Sets up a [`Client`]. Its `Debug` shows nothing of what was set.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    allow_http: bool,
    credentials: Option<Credentials>,
    token_url: Option<String>,
    token_scopes: Option<Vec<String>>,
    policy: RetryPolicy,
    random: Arc<Random>,
    limits: Limits,
    connect: ConnectOptions,
    body_limit: u64,
    headers: HeaderMap,
    parameters: Vec<(&'static str, String)>,
    transports: Transports,
    observer: Option<Arc<dyn Observer>>,
    app_id: Option<String>,
    pub(super) trust_all_servers: bool,
    problems: Problems,
}

impl ClientBuilder {
    /// A builder with what the API's description says, and nothing from the environment.
    #[doc(hidden)]
    #[inline]
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            allow_http: false,
            credentials: None,
            token_url: None,
            token_scopes: None,
            policy: RetryPolicy::default(),
            random: Arc::new(Random::unpredictable()),
            limits: Limits {
                total: Some(TOTAL),
                attempt: Some(ATTEMPT),
            },
            connect: ConnectOptions::new(),
            body_limit: api.body_limit,
            headers: HeaderMap::new(),
            parameters: Vec::new(),
            transports: Transports::default(),
            observer: None,
            app_id: None,
            trust_all_servers: false,
            problems: Problems::new("configuration"),
        }
    }

    /// A builder with what `lookup` knows of the API's variables. An empty variable counts as one that is not set.
    #[doc(hidden)]
    #[inline]
    pub fn from_lookup(
        api: &'static Api,
        lookup: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Error> {
        let found = from_lookup::read(api, lookup).map_err(|error| Error::configuration(&error))?;
        let mut builder = Self::new(api);
        builder.base_url = found.base_url;
        builder.credentials = found.credentials;
        builder.token_url = found.token_url;
        builder.parameters = found.parameters;
        Ok(builder)
    }

    /// Where the API is: an absolute `https` URL without user, query and fragment. Plain `http` is taken for the
    /// machine itself only.
    #[inline]
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Where the API is, as one of the known places or a custom one.
    #[inline]
    pub fn environment(self, environment: impl Into<Environment>) -> Self {
        self.base_url(environment.into().into_url())
    }

    /// Takes a base URL with plain `http` on any host. What is sent there, credentials included, can be read and changed
    /// by everyone on the way.
    #[inline]
    pub fn dangerously_allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Who is calling. Takes the place of all credentials that were set before, those of the environment included.
    #[inline]
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Where OAuth2 tokens are asked for, in place of what the API's description says: an absolute `https` URL without user,
    /// query and fragment. Plain `http` is taken for the machine itself only, always.
    #[inline]
    pub fn token_url(mut self, token_url: impl Into<String>) -> Self {
        self.token_url = Some(token_url.into());
        self
    }

    /// What OAuth2 tokens are asked for, in place of what the API's operations need.
    pub fn token_scopes<T: Into<String>>(mut self, scopes: impl IntoIterator<Item = T>) -> Self {
        self.token_scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// When requests are sent again; a call may say otherwise.
    #[inline]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Makes waiting times the same in every run, for tests.
    #[doc(hidden)]
    #[inline]
    pub fn random_seed(mut self, seed: u64) -> Self {
        self.random = Arc::new(Random::seeded(seed));
        self
    }

    /// How long a call may take in all: 30 seconds unless set.
    #[inline]
    pub fn timeout(mut self, total: Duration) -> Self {
        self.limits.total = Some(total);
        self
    }

    /// How long one attempt may take, from sending the request to the last byte of the reply: 15 seconds unless set.
    #[inline]
    pub fn attempt_timeout(mut self, attempt: Duration) -> Self {
        self.limits.attempt = Some(attempt);
        self
    }

    /// How long connecting may take: 5 seconds unless set. This is for the default transport; one that is passed to
    /// [`ClientBuilder::transport`] connects by its own rules.
    #[inline]
    pub fn connect_timeout(mut self, connect: Duration) -> Self {
        self.connect = self.connect.timeout(connect);
        self
    }

    /// Sends everything through this proxy, see [`ConnectOptions::proxy`].
    #[inline]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.connect = self.connect.proxy(url);
        self
    }

    /// Trusts these certificates (PEM) besides the platform's, see [`ConnectOptions::root_certificates`].
    #[inline]
    pub fn root_certificates(mut self, pem: impl Into<Bytes>) -> Self {
        self.connect = self.connect.root_certificates(pem);
        self
    }

    /// Lifts all limits of time. A server that does not answer then holds a call for ever.
    #[inline]
    pub fn no_timeouts(mut self) -> Self {
        self.limits = Limits {
            total: None,
            attempt: None,
        };
        self.connect = self.connect.no_timeout();
        self
    }

    /// How large a reply may be, in bytes.
    #[inline]
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Adds a header to every request that does not set it itself. `Authorization` is not taken: see
    /// [`ClientBuilder::credentials`].
    #[inline]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if name.eq_ignore_ascii_case(AUTHORIZATION.as_str()) {
            self.problems
                .add("header", "authorization is set by the credentials");
        } else {
            headers::add(&mut self.headers, &mut self.problems, name, value);
        }
        self
    }

    /// Names the program to the server, such as `shop/2.1`: it stands behind the client's own name in the `User-Agent` header.
    #[inline]
    pub fn app_id(mut self, app_id: impl Into<String>) -> Self {
        self.app_id = Some(app_id.into());
        self
    }

    /// What carries the requests of calls that are awaited. The client then has no default transport of any kind.
    #[inline]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transports.awaited = Some(Arc::new(transport));
        self
    }

    /// What carries the requests of calls that block. The client then has no default transport of any kind.
    #[cfg(feature = "blocking")]
    #[inline]
    pub fn blocking_transport(mut self, transport: impl BlockingTransport) -> Self {
        self.transports.blocking = Some(Arc::new(transport));
        self
    }

    /// Who is told of every attempt and of every call when it is over, for metrics. There is one at the most: it takes the
    /// place of another that was set before.
    #[inline]
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Sets a parameter once, by its name in the API's description.
    #[doc(hidden)]
    #[inline]
    pub fn parameter(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.parameters.push((name, value.into()));
        self
    }

    /// The client, or everything that is wrong with what was set.
    #[inline]
    pub fn build(mut self) -> Result<Client, Error> {
        let base = self.base();
        let transports = self.transports();
        self.fill_user_agent();
        let keys = self.keys();
        match (base, transports) {
            (Some(base), Some(transports)) if self.problems.is_empty() => Ok(Client::new(Inner {
                base,
                trust_all_servers: self.trust_all_servers,
                observer: self.observer,
                keyring: Keyring::new(keys),
                policy: self.policy,
                budget: Arc::default(),
                random: self.random,
                limits: self.limits,
                body_limit: self.body_limit,
                headers: self.headers,
                parameters: self.parameters,
                transport: transports.awaited(),
                #[cfg(feature = "blocking")]
                blocking: transports.blocking(),
            })),
            _ => Err(Error::configuration(&self.problems.into_error())),
        }
    }

    #[inline]
    fn base(&mut self) -> Option<BaseUrl> {
        let Some(text) = self.base_url.as_deref().or(self.api.base_url) else {
            self.problems.add("base_url", "is not set");
            return None;
        };
        let base = if self.allow_http {
            BaseUrl::dangerously_allow_http(text)
        } else {
            BaseUrl::parse(text)
        };
        base.map_err(|error| self.problems.absorb(error)).ok()
    }

    #[inline]
    fn keys(&mut self) -> Vec<Key> {
        let Some(credentials) = self.credentials.take() else {
            return Vec::new();
        };
        let known = self
            .api
            .token_scopes
            .iter()
            .map(|scope| (*scope).to_owned());
        let endpoint = TokenEndpoint {
            url: self
                .token_url
                .take()
                .or_else(|| self.api.token_url.map(ToOwned::to_owned)),
            scopes: self.token_scopes.take().unwrap_or_else(|| known.collect()),
            user_agent: self.headers.get(USER_AGENT).cloned(),
        };
        let keys = credentials.into_keys(&endpoint, &self.random);
        keys.map_err(|problem| self.problems.add("token_url", problem))
            .unwrap_or_default()
    }

    #[inline]
    fn transports(&mut self) -> Option<Transports> {
        let transports = std::mem::take(&mut self.transports).or_default(&self.connect);
        transports
            .map_err(|error| self.problems.add("transport", error.message().to_owned()))
            .ok()
    }

    #[inline]
    fn fill_user_agent(&mut self) {
        let Api { name, version, .. } = self.api;
        let mut agent = format!("{name}/{version} (rust; {OS})");
        if let Some(app_id) = &self.app_id {
            agent.push(' ');
            agent.push_str(app_id);
        }
        match HeaderValue::try_from(agent) {
            Ok(agent) => {
                self.headers.entry(USER_AGENT).or_insert(agent);
            }
            Err(_) => {
                let problem = "holds characters that a header cannot carry";
                self.problems.add("app_id", problem);
            }
        }
    }
}

impl fmt::Debug for ClientBuilder {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .finish_non_exhaustive()
    }
}
