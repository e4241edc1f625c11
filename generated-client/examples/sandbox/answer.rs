//! Which part answers a request: the page, the controls or the API.

use std::collections::hash_map::RandomState;
use std::convert::Infallible;
use std::error::Error;
use std::hash::BuildHasher;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bandwidth_mfa::testing::{Sandbox, Service};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderValue};
use http::{HeaderMap, Method, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use percent_encoding::percent_decode_str;

use crate::callbacks::Callbacks;
use crate::options::{Failing, Options};
use crate::{say, state};

/// The longest request that is read.
const LONGEST: usize = 1024 * 1024;

/// What the page may load: its own three files, and the state.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Answers requests; cheap to clone.
#[derive(Clone)]
pub struct Answers(Arc<Inner>);

struct Inner {
    sandbox: Sandbox,
    service: Service,
    callbacks: Callbacks,
    latency: Duration,
    failing: Option<Failing>,
    key: RandomState,
    drawn: AtomicU32,
}

impl Answers {
    /// Answers for a sandbox.
    pub fn new(sandbox: Sandbox, options: &Options) -> Result<Self, Box<dyn Error>> {
        Ok(Self(Arc::new(Inner {
            service: Service::from(sandbox.clone()),
            sandbox,
            callbacks: Callbacks::new(options.callbacks_anywhere)?,
            latency: options.latency,
            failing: options.fail,
            key: RandomState::new(),
            drawn: AtomicU32::new(0),
        })))
    }

    /// The answer to a request.
    pub async fn answer(
        &self,
        request: Request<Incoming>,
    ) -> Result<Response<Full<Bytes>>, Infallible> {
        let (head, body) = request.into_parts();
        let Ok(body) = Limited::new(body, LONGEST).collect().await else {
            return Ok(plain(StatusCode::PAYLOAD_TOO_LARGE, "too large\n"));
        };
        let request = Request::from_parts(head, body.to_bytes());
        if request.uri().path().starts_with("/api/") {
            return Ok(self.api(request).await);
        }
        if !is_ours(request.headers()) {
            return Ok(plain(
                StatusCode::FORBIDDEN,
                "another page's requests are not answered\n",
            ));
        }
        Ok(match *request.method() {
            Method::GET | Method::HEAD => self.look(request.uri().path()),
            Method::POST => self.control(request.uri()),
            _ => plain(StatusCode::METHOD_NOT_ALLOWED, "GET or POST\n"),
        })
    }

    async fn api(&self, request: Request<Bytes>) -> Response<Full<Bytes>> {
        let inner = &self.0;
        tokio::time::sleep(inner.latency).await;
        let is_token = request.uri().path().ends_with("/oauth2/token");
        if let Some(failing) = inner
            .failing
            .filter(|failing| !is_token && self.draw() < failing.share)
        {
            inner.sandbox.fail_next(failing.status);
        }
        let response = inner.service.serve(request);
        for delivery in inner.sandbox.take_deliveries() {
            let callbacks = inner.callbacks.clone();
            tokio::spawn(async move { say(&callbacks.post(delivery).await) });
        }
        // Nothing that the sandbox answers is a stream.
        response.map(|body| Full::new(body.into_bytes().unwrap_or_default()))
    }

    /// A number from 0 up to 1, without 1 itself.
    fn draw(&self) -> f64 {
        let number = self.0.drawn.fetch_add(1, Ordering::Relaxed);
        let bits = u32::try_from(self.0.key.hash_one(number) >> 32).unwrap_or_default();
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    fn look(&self, path: &str) -> Response<Full<Bytes>> {
        match path {
            "/" => file("text/html; charset=utf-8", include_str!("page.html")),
            "/page.css" => file("text/css; charset=utf-8", include_str!("page.css")),
            "/page.js" => file("text/javascript; charset=utf-8", include_str!("page.js")),
            "/inbox.json" => {
                let state = state::json(&self.0.sandbox).to_string();
                reply(StatusCode::OK, "application/json", state)
            }
            _ => plain(StatusCode::NOT_FOUND, "not here\n"),
        }
    }

    /// Does to the sandbox what a test asks for.
    fn control(&self, uri: &Uri) -> Response<Full<Bytes>> {
        let sandbox = &self.0.sandbox;
        let value = |name| parameter(uri, name);
        let status = || value("status")?.parse::<StatusCode>().ok();
        let done = match uri.path() {
            "/sandbox/advance" => {
                let seconds = value("seconds").and_then(|text| text.parse().ok());
                let time = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                time.map(|time| sandbox.advance(time))
            }
            "/sandbox/fail" => status().map(|status| sandbox.fail_next(status)),
            "/sandbox/fail-token" => status().map(|status| sandbox.fail_next_token(status)),
            "/sandbox/revoke" => {
                sandbox.revoke_tokens();
                Some(())
            }
            "/sandbox/unlock" => value("number").map(|number| sandbox.inbox(number).unlock()),
            _ => return plain(StatusCode::NOT_FOUND, "not here\n"),
        };
        match done {
            Some(()) => plain(StatusCode::OK, "done\n"),
            None => plain(StatusCode::BAD_REQUEST, "a parameter is missing or wrong\n"),
        }
    }
}

/// Whether a request is a person's or a program's on this machine, and not one that some page on the web has a browser send: a
/// browser names the page's origin, and a name that was pointed here is none of ours.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let host = text(HOST.as_str()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_local = matches!(
        name,
        "localhost" | "127.0.0.1" | "mfa.bandwidth.com" | "api.bandwidth.com"
    );
    let site = text("sec-fetch-site").unwrap_or("none");
    is_local && matches!(site, "none" | "same-origin")
}

/// The decoded value of a parameter in a query.
fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let mut pairs = uri
        .query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(key, _)| *key == name)?;
    Some(percent_decode_str(value).decode_utf8().ok()?.into_owned())
}

fn file(content_type: &'static str, text: &'static str) -> Response<Full<Bytes>> {
    let mut response = reply(StatusCode::OK, content_type, text);
    let policy = HeaderValue::from_static(POLICY);
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, policy);
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Full<Bytes>> {
    reply(status, "text/plain; charset=utf-8", text)
}

fn reply(
    status: StatusCode,
    content_type: &'static str,
    body: impl Into<Bytes>,
) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body.into()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    response
}
