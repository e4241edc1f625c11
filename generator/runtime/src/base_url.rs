//! The address that every operation's path is appended to.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;
use http::uri::Scheme;

use super::problems::{Problems, ValidationError};

/// An absolute `https` URL without user, query or fragment, such as `https://api.example.com/v1`.
///
/// Plain `http` is taken for the machine itself (`localhost`, 127.0.0.0/8, `[::1]`), and elsewhere only through
/// [`BaseUrl::dangerously_allow_http`].
#[derive(Clone)]
pub struct BaseUrl {
    text: String,
    /// As it was read, perhaps with a slash at its end.
    uri: Uri,
}

impl BaseUrl {
    /// Reads a base URL. A slash at its end changes nothing.
    #[inline]
    pub fn parse(text: &str) -> Result<Self, ValidationError> {
        Self::read(text, false)
    }

    /// Reads a base URL that may be plain `http` on any host: what is sent there, credentials included, can be read and
    /// changed by everyone on the way.
    #[inline]
    pub fn dangerously_allow_http(text: &str) -> Result<Self, ValidationError> {
        Self::read(text, true)
    }

    /// The URL, without a slash at its end.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its parts.
    #[inline]
    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    #[inline]
    fn read(text: &str, allow_http: bool) -> Result<Self, ValidationError> {
        match read(text, allow_http) {
            Ok(uri) => Ok(Self {
                text: text.trim_end_matches('/').to_owned(),
                uri,
            }),
            Err(problem) => {
                let mut problems = Problems::new("configuration");
                problems.add("base_url", problem);
                Err(problems.into_error())
            }
        }
    }
}

/// What is wrong with a URL that requests go to, without quoting it: it may hold a password.
#[inline]
pub fn problem(text: &str, allow_http: bool) -> Option<&'static str> {
    read(text, allow_http).err()
}

#[inline]
fn read(text: &str, allow_http: bool) -> Result<Uri, &'static str> {
    // `Uri` drops a fragment without a word.
    if text.contains('#') {
        return Err("must not have a fragment");
    }
    let uri: Uri = text.parse().map_err(|_| "is not a URL")?;
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err("must be absolute, such as https://api.example.com");
    };
    if authority.as_str().contains('@') {
        return Err("must not hold a user or a password");
    }
    if uri.query().is_some() || text.contains('?') {
        return Err("must not have a query");
    }
    if !is_plain_host(uri.host().unwrap_or_default()) {
        return Err("has a host that is not a name or an address");
    }
    if !is_plain_path(uri.path()) {
        return Err(
            "has a path that is not plain: no dot segments, only characters that need no encoding",
        );
    }
    let is_local = is_loopback(uri.host().unwrap_or_default());
    if *scheme == Scheme::HTTPS || (*scheme == Scheme::HTTP && (is_local || allow_http)) {
        return Ok(uri);
    }
    if *scheme == Scheme::HTTP {
        return Err("must be https: over plain http everyone on the way can read the credentials");
    }
    Err("must be https")
}

#[inline]
fn is_plain_host(host: &str) -> bool {
    let address = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    if let Some(address) = address {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    !host.is_empty() && host.bytes().all(is_plain)
}

/// Some HTTP stacks resolve dot segments and backslashes, others send them: a base URL has neither.
#[inline]
fn is_plain_path(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:@!$&'()*+,;=".contains(&byte);
    path.bytes().all(is_plain) && !path.split('/').any(|part| matches!(part, "." | ".."))
}

#[inline]
fn is_loopback(host: &str) -> bool {
    let is_loopback_4 = host
        .parse()
        .is_ok_and(|address: Ipv4Addr| address.is_loopback());
    is_loopback_4 || host == "[::1]" || host.eq_ignore_ascii_case("localhost")
}

impl PartialEq for BaseUrl {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for BaseUrl {}

impl fmt::Debug for BaseUrl {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(formatter)
    }
}

impl fmt::Display for BaseUrl {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(formatter)
    }
}
