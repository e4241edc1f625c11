//! Credentials, and where they are sent.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderMap, HeaderValue};

use super::secret::Secret;

/// A way to prove who is calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// A user name and a password, sent as `Authorization: Basic`.
    Basic,
    /// A token, sent as `Authorization: Bearer`.
    Bearer,
}

/// Who is calling. Its `Debug` shows the scheme and nothing else.
#[derive(Clone)]
pub struct Credentials(Kind);

#[derive(Clone)]
enum Kind {
    Basic { user: Secret, password: Secret },
    Bearer { token: Secret },
}

impl Credentials {
    /// A user name and a password.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(Kind::Basic {
            user: Secret::new(user),
            password: Secret::new(password),
        })
    }

    /// A token that was obtained elsewhere. It is used until the server refuses it; nothing refreshes it.
    pub fn bearer(token: impl Into<String>) -> Self {
        Self(Kind::Bearer {
            token: Secret::new(token),
        })
    }

    /// The scheme that these credentials belong to.
    pub fn scheme(&self) -> Scheme {
        match self.0 {
            Kind::Basic { .. } => Scheme::Basic,
            Kind::Bearer { .. } => Scheme::Bearer,
        }
    }

    /// The value of the `Authorization` header, or what is wrong with these credentials.
    fn header(&self) -> Result<HeaderValue, &'static str> {
        let text = match &self.0 {
            Kind::Basic { user, .. } if user.reveal().contains(':') => {
                return Err("the user name of Basic credentials must not have a colon");
            }
            Kind::Basic { user, password } => {
                let pair = format!("{}:{}", user.reveal(), password.reveal());
                format!("Basic {}", STANDARD.encode(pair))
            }
            Kind::Bearer { token } => format!("Bearer {}", token.reveal()),
        };
        let mut value = HeaderValue::try_from(text)
            .map_err(|_| "the token holds characters that a header cannot carry")?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// Adds credentials to a request's headers where the operation asks for them, and only there.
///
/// Returns why the request must not go out: the operation asks for credentials that are not there.
pub fn authorize(
    headers: &mut HeaderMap,
    security: &[&[Scheme]],
    credentials: Option<&Credentials>,
) -> Result<(), &'static str> {
    let accepts =
        |credentials: &&Credentials| security.contains(&[credentials.scheme()].as_slice());
    if let Some(credentials) = credentials.filter(accepts) {
        headers.insert(AUTHORIZATION, credentials.header()?);
        return Ok(());
    }
    let is_open = security.is_empty() || security.iter().any(|alternative| alternative.is_empty());
    match credentials {
        _ if is_open => Ok(()),
        None => Err("credentials are not set: set them on the client's builder"),
        Some(_) => Err("the client's credentials are not of a kind that this operation accepts"),
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Basic { user, password } => formatter
                .debug_struct("Basic")
                .field("user", user)
                .field("password", password)
                .finish(),
            Kind::Bearer { token } => formatter
                .debug_struct("Bearer")
                .field("token", token)
                .finish(),
        }
    }
}
