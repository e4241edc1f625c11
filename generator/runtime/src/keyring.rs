//! Applies a client's credentials to its requests.

use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use http::{Request, Uri};

use super::body::Body;
use super::encode;
use super::secret::Secret;
use super::security::{KeyPlace, Scheme};
use super::token_cache::TokenCache;

/// The credentials of a client, ready to be applied, in order of preference.
#[derive(Default)]
pub struct Keyring(Vec<Key>);

/// One of them.
pub enum Key {
    /// A value of `Authorization`, or what is wrong with it.
    Header(Scheme, Result<HeaderValue, &'static str>),
    /// An API key, by the name that the API's description has for the parameter.
    Named(String, Secret),
    /// Tokens that are fetched when they are needed.
    Tokens(Arc<TokenCache>),
}

impl Key {
    #[inline]
    fn fits(&self, scheme: Scheme) -> bool {
        match scheme {
            Scheme::Basic => matches!(self, Self::Header(Scheme::Basic, _)),
            Scheme::Bearer | Scheme::OAuth2 => {
                matches!(self, Self::Header(Scheme::Bearer, _) | Self::Tokens(_))
            }
            Scheme::ApiKey(place, name) => match self {
                // Headers know no case.
                Self::Named(known, _) if place == KeyPlace::Header => {
                    known.eq_ignore_ascii_case(name)
                }
                Self::Named(known, _) => known == name,
                Self::Header(..) | Self::Tokens(_) => false,
            },
        }
    }
}

impl Keyring {
    /// A keyring of these, the preferred ones first.
    #[inline]
    pub fn new(keys: Vec<Key>) -> Self {
        Self(keys)
    }

    /// Applies what the operation asks for, and nothing else. Returns the cache if a token from there is to be added.
    ///
    /// Of several alternatives, the one is taken for which the credentials come first; of two that are equal in that, the
    /// first. Returns why the request must not go out if none can be met.
    #[inline]
    pub fn apply(
        &self,
        request: &mut Request<Body>,
        security: &[&[Scheme]],
    ) -> Result<Option<Arc<TokenCache>>, &'static str> {
        let asked = security.iter().filter(|schemes| !schemes.is_empty());
        let best = asked
            .filter_map(|schemes| Some((self.ranks(schemes)?, *schemes)))
            .min_by(|(one, _), (other, _)| one.cmp(other));
        let is_open = security.is_empty() || security.iter().any(|schemes| schemes.is_empty());
        let Some((_, schemes)) = best else {
            return match self.0.as_slice() {
                _ if is_open => Ok(None),
                [] => Err("credentials are not set: set them on the client's builder"),
                _ => Err("the client's credentials are not of a kind that this operation accepts"),
            };
        };
        let mut tokens = None;
        for scheme in schemes {
            match self.0.iter().find(|key| key.fits(*scheme)) {
                Some(Key::Header(_, value)) => {
                    request.headers_mut().insert(AUTHORIZATION, value.clone()?);
                }
                Some(Key::Tokens(cache)) => tokens = Some(Arc::clone(cache)),
                Some(Key::Named(name, value)) => place(request, *scheme, name, value)?,
                None => {}
            }
        }
        Ok(tokens)
    }

    /// Which credentials meet an alternative: the preferred one, and then the others; `None` if not all of it can be met. Most
    /// alternatives are one scheme, and take no memory.
    #[inline]
    fn ranks(&self, schemes: &[Scheme]) -> Option<(usize, Vec<usize>)> {
        let rank = |scheme: &Scheme| self.0.iter().position(|key| key.fits(*scheme));
        let (first, more) = schemes.split_first()?;
        let mut best = rank(first)?;
        let mut others = Vec::new();
        for scheme in more {
            let rank = rank(scheme)?;
            let later = best.max(rank);
            best = best.min(rank);
            let at = others.iter().take_while(|known| **known < later).count();
            others.insert(at, later);
        }
        Some((best, others))
    }
}

/// Puts an API key where its scheme has it.
#[inline]
fn place(
    request: &mut Request<Body>,
    scheme: Scheme,
    name: &str,
    value: &Secret,
) -> Result<(), &'static str> {
    const UNFIT: &str = "the API key holds characters that cannot be sent";
    match scheme {
        Scheme::ApiKey(KeyPlace::Header, _) => {
            let name = HeaderName::try_from(name).map_err(|_| UNFIT)?;
            request.headers_mut().insert(name, hidden(value.reveal())?);
        }
        Scheme::ApiKey(KeyPlace::Cookie, _) => {
            let mut cookie = String::new();
            encode::push(&mut cookie, value.reveal());
            let mut cookies = format!("{name}={cookie}");
            if let Some(others) = request.headers().get(COOKIE) {
                let others = others.to_str().map_err(|_| UNFIT)?;
                cookies = format!("{others}; {cookies}");
            }
            request.headers_mut().insert(COOKIE, hidden(&cookies)?);
        }
        Scheme::ApiKey(KeyPlace::Query, _) => {
            let mut target = request.uri().to_string();
            target.push(if target.contains('?') { '&' } else { '?' });
            encode::push(&mut target, name);
            target.push('=');
            encode::push(&mut target, value.reveal());
            *request.uri_mut() = Uri::try_from(target).map_err(|_| UNFIT)?;
        }
        Scheme::Basic | Scheme::Bearer | Scheme::OAuth2 => {}
    }
    Ok(())
}

#[inline]
fn hidden(text: &str) -> Result<HeaderValue, &'static str> {
    let mut value = HeaderValue::try_from(text)
        .map_err(|_| "the API key holds characters that a header cannot carry")?;
    value.set_sensitive(true);
    Ok(value)
}
