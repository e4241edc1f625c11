//! The proxy that the environment asks for.
#![cfg(feature = "blocking")]

use std::env;

use ureq::{Proxy, ProxyProtocol};

use super::transport::{TransportError, TransportErrorKind};

const ALL: [&str; 2] = ["ALL_PROXY", "all_proxy"];

const HTTPS: [&str; 2] = ["HTTPS_PROXY", "https_proxy"];

const HTTP: [&str; 2] = ["HTTP_PROXY", "http_proxy"];

const NONE: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// The proxies of the environment: one for `https`, one for `http`, each with the hosts that go past it.
///
/// The transport of awaited calls reads the same variables. `ureq` by itself would send `https` through a proxy that is
/// there for `http` alone.
#[inline]
pub fn proxies() -> Result<(Option<Proxy>, Option<Proxy>), TransportError> {
    // A web server hands a request's `Proxy` header to a CGI program as `HTTP_PROXY`: then it is anybody's.
    let is_cgi = env::var_os("REQUEST_METHOD").is_some();
    let http = if is_cgi { &[][..] } else { &HTTP[..] };
    Ok((named(&[&HTTPS, &ALL])?, named(&[http, &ALL])?))
}

/// The proxy that the first of these variables holds which is there.
#[inline]
fn named(names: &[&[&'static str]]) -> Result<Option<Proxy>, TransportError> {
    let mut names = names.iter().copied().flatten();
    let Some((name, url)) = names.find_map(|name| Some((*name, value(name)?))) else {
        return Ok(None);
    };
    let refused = || {
        let text = format!("the proxy in {name} is not an http or https URL");
        TransportError::new(TransportErrorKind::Setup, text)
    };
    let proxy = Proxy::new(&url).map_err(|_| refused())?;
    match proxy.protocol() {
        ProxyProtocol::Http | ProxyProtocol::Https => {}
        _ => return Err(refused()),
    }
    with_exceptions(&proxy).map(Some).ok_or_else(refused)
}

/// The same proxy with the hosts of `NO_PROXY`. A name there means the host and everything below it, as for most programs.
#[inline]
fn with_exceptions(proxy: &Proxy) -> Option<Proxy> {
    let mut builder = Proxy::builder(proxy.protocol())
        .host(proxy.host())
        .port(proxy.port());
    if let Some(username) = proxy.username() {
        builder = builder.username(username);
    }
    if let Some(password) = proxy.password() {
        builder = builder.password(password);
    }
    let hosts = NONE.into_iter().find_map(value).unwrap_or_default();
    for host in hosts.split(',').map(str::trim) {
        let name = host.trim_start_matches("*.").trim_start_matches('.');
        builder = match name {
            "" => builder,
            "*" => builder.no_proxy("*"),
            name => builder.no_proxy(name).no_proxy(&format!(".{name}")),
        };
    }
    builder.build().ok()
}

#[inline]
fn value(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
