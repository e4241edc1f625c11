//! Where access tokens come from.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::Request;

use super::body::Body;
use super::operation::Reply;
use super::secret::Secret;

/// How long a token is used if nobody says how long it lasts.
const LIFETIME: Duration = Duration::from_secs(5 * 60);

/// A source of access tokens. The client asks it for a token when a call needs one, keeps the token for as long as it lasts,
/// and asks once for any number of calls that wait.
pub trait TokenSource: Send + Sync + 'static {
    /// How to come by a token, now.
    fn fetch(&self) -> Fetch;
}

/// How to come by a token.
#[non_exhaustive]
pub enum Fetch {
    /// It is there already, or it is clear that there is none.
    Done(Result<Token, TokenError>),
    /// The client sends this request and has the reply read. Neither the client's credentials nor its headers are added.
    Send(Box<Request<Body>>, ReadToken),
    /// The client waits for this. It is dropped if the call is dropped or runs out of time.
    Wait(TokenFuture),
}

/// Reads the reply to a token request.
pub type ReadToken = Box<dyn FnOnce(Reply) -> Result<Token, TokenError> + Send>;

/// A token that is on its way.
pub type TokenFuture = Pin<Box<dyn Future<Output = Result<Token, TokenError>> + Send>>;

/// An access token, sent as `Authorization: Bearer`. Its `Debug` does not show it.
#[derive(Clone, Debug)]
pub struct Token {
    text: Secret,
    lifetime: Duration,
}

impl Token {
    /// A token that is used for five minutes.
    #[inline]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: Secret::new(text),
            lifetime: LIFETIME,
        }
    }

    /// The same token with another lifetime, counted from when it was asked for. One without any is used for one call.
    #[must_use]
    #[inline]
    pub fn lasts(self, lifetime: Duration) -> Self {
        Self { lifetime, ..self }
    }

    /// How long it is used.
    #[inline]
    pub fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// The token itself.
    #[inline]
    pub(super) fn text(&self) -> &Secret {
        &self.text
    }
}

/// Why there is no token.
#[derive(Clone, Debug)]
pub struct TokenError {
    message: String,
    is_passing: bool,
    retry_after: Option<Duration>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl TokenError {
    /// An error with a text for people, which must not hold credentials.
    #[inline]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            is_passing: false,
            retry_after: None,
            source: None,
        }
    }

    /// The same error, of which it is known that it may be gone on the next call.
    #[must_use]
    #[inline]
    pub fn passing(self) -> Self {
        Self {
            is_passing: true,
            ..self
        }
    }

    /// The same error with the time after which the next call makes sense.
    #[must_use]
    #[inline]
    pub fn retry_after(self, wait: Option<Duration>) -> Self {
        Self {
            retry_after: wait,
            ..self
        }
    }

    /// The same error with the one underneath. The text should not say again what that one says.
    #[must_use]
    #[inline]
    pub fn with_source(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            source: Some(Arc::from(source.into())),
            ..self
        }
    }

    /// Whether it may be gone on the next call.
    #[inline]
    pub fn is_passing(&self) -> bool {
        self.is_passing
    }

    /// After what time the next call makes sense.
    #[inline]
    pub(super) fn wait(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The error underneath, for one of several calls that share it.
    #[inline]
    pub(super) fn shared_source(&self) -> Option<Box<dyn StdError + Send + Sync>> {
        let source = Arc::clone(self.source.as_ref()?);
        Some(Box::new(source))
    }
}

impl fmt::Display for TokenError {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no access token: {}", self.message)
    }
}

impl StdError for TokenError {
    #[inline]
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source: &(dyn StdError + 'static) = self.source.as_deref()?;
        Some(source)
    }
}

impl fmt::Debug for Fetch {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Done(_) => "Fetch::Done",
            Self::Send(..) => "Fetch::Send",
            Self::Wait(_) => "Fetch::Wait",
        })
    }
}
