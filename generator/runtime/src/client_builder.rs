//! Sets up a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT};

use super::api::Api;
use super::base_url::BaseUrl;
use super::call_loop::Limits;
use super::client::{Client, Inner};
use super::environment::Environment;
use super::error::Error;
use super::from_lookup;
use super::headers;
use super::keyring::{Key, Keyring};
use super::problems::Problems;
use super::random::Random;
use super::retry::RetryPolicy;
use super::security::{Credentials, TokenEndpoint};
use super::transport::Transport;
#[cfg(feature = "reqwest")]
use super::transport_reqwest::ReqwestTransport;

/// How long connecting may take unless the builder says otherwise.
const CONNECT: Duration = Duration::from_secs(5);

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
    connect: Option<Duration>,
    body_limit: u64,
    headers: HeaderMap,
    parameters: Vec<(&'static str, String)>,
    transport: Option<Arc<dyn Transport>>,
    problems: Problems,
}

impl ClientBuilder {
    /// A builder with what the API's description says, and nothing from the environment.
    #[doc(hidden)]
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
            connect: Some(CONNECT),
            body_limit: api.body_limit,
            headers: HeaderMap::new(),
            parameters: Vec::new(),
            transport: None,
            problems: Problems::new("configuration"),
        }
    }

    /// A builder with what `lookup` knows of the API's variables. An empty variable counts as one that is not set.
    #[doc(hidden)]
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
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Where the API is, as one of the known places or a custom one.
    pub fn environment(self, environment: Environment) -> Self {
        self.base_url(environment.into_url())
    }

    /// Takes a base URL with plain `http` on any host. What is sent there, credentials included, can be read and changed
    /// by everyone on the way.
    pub fn dangerously_allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Who is calling. Takes the place of all credentials that were set before, those of the environment included.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Where OAuth2 tokens are asked for, in place of what the API's description says: an absolute `https` URL without user,
    /// query and fragment. Plain `http` is taken for the machine itself only, always.
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
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Makes waiting times the same in every run, for tests.
    #[doc(hidden)]
    pub fn random_seed(mut self, seed: u64) -> Self {
        self.random = Arc::new(Random::seeded(seed));
        self
    }

    /// How long a call may take in all: 30 seconds unless set.
    pub fn timeout(mut self, total: Duration) -> Self {
        self.limits.total = Some(total);
        self
    }

    /// How long one attempt may take, from sending the request to the last byte of the reply: 15 seconds unless set.
    pub fn attempt_timeout(mut self, attempt: Duration) -> Self {
        self.limits.attempt = Some(attempt);
        self
    }

    /// How long connecting may take: 5 seconds unless set. This is for the default transport; one that is passed to
    /// [`ClientBuilder::transport`] connects by its own rules.
    pub fn connect_timeout(mut self, connect: Duration) -> Self {
        self.connect = Some(connect);
        self
    }

    /// Lifts all limits of time. A server that does not answer then holds a call for ever.
    pub fn no_timeouts(mut self) -> Self {
        self.limits = Limits {
            total: None,
            attempt: None,
        };
        self.connect = None;
        self
    }

    /// How large a reply may be, in bytes.
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Adds a header to every request that does not set it itself. `Authorization` is not taken: see
    /// [`ClientBuilder::credentials`].
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if name.eq_ignore_ascii_case(AUTHORIZATION.as_str()) {
            self.problems
                .add("header", "authorization is set by the credentials");
        } else {
            headers::add(&mut self.headers, &mut self.problems, name, value);
        }
        self
    }

    /// What carries the requests, in place of the default transport.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets a parameter once, by its name in the API's description.
    #[doc(hidden)]
    pub fn parameter(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.parameters.push((name, value.into()));
        self
    }

    /// The client, or everything that is wrong with what was set.
    pub fn build(mut self) -> Result<Client, Error> {
        let base = self.base();
        let transport = self.carrier();
        self.fill_user_agent();
        let keys = self.keys();
        match (base, transport) {
            (Some(base), Some(transport)) if self.problems.is_empty() => Ok(Client::new(Inner {
                base,
                keyring: Keyring::new(keys),
                policy: self.policy,
                budget: Arc::default(),
                random: self.random,
                limits: self.limits,
                body_limit: self.body_limit,
                headers: self.headers,
                parameters: self.parameters,
                transport,
            })),
            _ => Err(Error::configuration(&self.problems.into_error())),
        }
    }

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

    fn carrier(&mut self) -> Option<Arc<dyn Transport>> {
        if self.transport.is_some() {
            return self.transport.take();
        }
        default_transport(self.connect)
            .map_err(|problem| self.problems.add("transport", problem))
            .ok()
    }

    fn fill_user_agent(&mut self) {
        let agent = format!("{}/{}", self.api.name, self.api.version);
        if let Ok(agent) = HeaderValue::try_from(agent) {
            self.headers.entry(USER_AGENT).or_insert(agent);
        }
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(connect: Option<Duration>) -> Result<Arc<dyn Transport>, String> {
    match ReqwestTransport::new(connect) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(error.message().to_owned()),
    }
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_connect: Option<Duration>) -> Result<Arc<dyn Transport>, String> {
    Err("is not set, and the feature with the default one is off".to_owned())
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .finish_non_exhaustive()
    }
}
