//! Who is calling, and how that is proved.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::HeaderValue;

use super::keyring::Key;
use super::oauth2::ClientCredentials;
use super::random::Random;
use super::secret::Secret;
use super::token_cache::TokenCache;
use super::token_source::TokenSource;

/// A way to prove who is calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// A user name and a password, sent as `Authorization: Basic`.
    Basic,
    /// A token, sent as `Authorization: Bearer`.
    Bearer,
    /// A token that a client's id and secret are exchanged for, sent as `Authorization: Bearer`.
    OAuth2,
    /// A key in a parameter of this name.
    ApiKey(KeyPlace, &'static str),
}

/// Where an API key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyPlace {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// Who is calling. Its `Debug` shows kinds and nothing else.
///
/// An operation gets what its description asks for. Where that offers several kinds, those win that come first in here: see
/// [`Credentials::and`].
#[derive(Clone)]
pub struct Credentials(Vec<Kind>);

#[derive(Clone)]
enum Kind {
    Basic { user: Secret, password: Secret },
    Bearer { token: Secret },
    OAuth2 { id: Secret, secret: Secret },
    ApiKey { name: String, key: Secret },
    Source(Arc<dyn TokenSource>),
}

/// What OAuth2 needs to know besides the credentials.
pub struct TokenEndpoint {
    /// Where tokens are asked for.
    pub url: Option<String>,
    /// What they are asked for.
    pub scopes: Vec<String>,
    /// Who asks.
    pub user_agent: Option<HeaderValue>,
}

impl Credentials {
    /// A client's id and secret, exchanged for access tokens: OAuth2 client credentials. The client asks for a token when it
    /// needs one, once for any number of calls, and replaces it in time.
    #[inline]
    pub fn oauth2(client_id: impl Into<String>, client_secret: impl Into<String>) -> Self {
        Self(vec![Kind::OAuth2 {
            id: Secret::new(client_id),
            secret: Secret::new(client_secret),
        }])
    }

    /// A user name and a password.
    #[inline]
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(vec![Kind::Basic {
            user: Secret::new(user),
            password: Secret::new(password),
        }])
    }

    /// A token that was obtained elsewhere. It is used until the server refuses it; nothing refreshes it.
    #[inline]
    pub fn bearer(token: impl Into<String>) -> Self {
        Self(vec![Kind::Bearer {
            token: Secret::new(token),
        }])
    }

    /// Tokens from a source of your own. They are kept for as long as they last.
    #[inline]
    pub fn token_source(source: impl TokenSource) -> Self {
        Self(vec![Kind::Source(Arc::new(source))])
    }

    /// An API key, by the name of the header, the query parameter or the cookie that the API's description has for it.
    #[inline]
    pub fn api_key(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self(vec![Kind::ApiKey {
            name: name.into(),
            key: Secret::new(key),
        }])
    }

    /// These credentials and others. Where an operation takes either, these are used; where it asks for both, both are.
    #[must_use]
    #[inline]
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// The credentials, ready to be applied, or what is wrong with the token endpoint.
    #[inline]
    pub(super) fn into_keys(
        self,
        endpoint: &TokenEndpoint,
        random: &Arc<Random>,
    ) -> Result<Vec<Key>, &'static str> {
        let cached = |source| TokenCache::new(source, Arc::clone(random));
        let tokens = |cache| Key::Tokens(Arc::new(cache));
        let key = |kind| {
            Ok(match kind {
                Kind::Basic { user, password } => {
                    Key::Header(Scheme::Basic, basic(&user, &password))
                }
                Kind::Bearer { token } => Key::Header(Scheme::Bearer, bearer(&token)),
                Kind::ApiKey { name, key } => Key::Named(name, key),
                Kind::Source(source) => tokens(cached(source)),
                Kind::OAuth2 { id, secret } => {
                    let url = endpoint.url.as_deref().ok_or("is not set")?;
                    let user_agent = endpoint.user_agent.clone();
                    let pair = STANDARD.encode(format!("{}:{}", id.reveal(), secret.reveal()));
                    let secrets = [id.clone(), secret.clone(), Secret::new(pair)];
                    let source =
                        ClientCredentials::new((id, secret), url, &endpoint.scopes, user_agent)?;
                    tokens(cached(Arc::new(source)).hiding(secrets))
                }
            })
        };
        self.0.into_iter().map(key).collect()
    }
}

#[inline]
fn basic(user: &Secret, password: &Secret) -> Result<HeaderValue, &'static str> {
    if user.reveal().contains(':') {
        return Err("the user name of Basic credentials must not have a colon");
    }
    let pair = format!("{}:{}", user.reveal(), password.reveal());
    hidden(format!("Basic {}", STANDARD.encode(pair)))
}

#[inline]
fn bearer(token: &Secret) -> Result<HeaderValue, &'static str> {
    hidden(format!("Bearer {}", token.reveal()))
}

#[inline]
fn hidden(text: String) -> Result<HeaderValue, &'static str> {
    let mut value = HeaderValue::try_from(text)
        .map_err(|_| "the token holds characters that a header cannot carry")?;
    value.set_sensitive(true);
    Ok(value)
}

impl fmt::Debug for Kind {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Basic { .. } => "Basic",
            Self::Bearer { .. } => "Bearer",
            Self::OAuth2 { .. } => "OAuth2",
            Self::ApiKey { .. } => "ApiKey",
            Self::Source(_) => "TokenSource",
        })
    }
}

impl fmt::Debug for Credentials {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credentials")?;
        formatter.debug_list().entries(&self.0).finish()
    }
}
