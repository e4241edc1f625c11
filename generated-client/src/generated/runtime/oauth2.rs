// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! OAuth2 client credentials (RFC 6749, section 4.4): one form POST.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, Request, StatusCode, Uri};
use serde_json::Value;

use super::base_url;
use super::body::Body;
use super::encode;
use super::masker::Masker;
use super::retry_after;
use super::secret::Secret;
use super::sensitive;
use super::token_source::{Fetch, Token, TokenError, TokenSource};

/// The longest life of a token that is believed: beyond it are mistakes, and numbers that clocks cannot add.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// A client's id and secret, and where they are exchanged for tokens.
pub struct ClientCredentials {
    url: Uri,
    authorization: HeaderValue,
    user_agent: Option<HeaderValue>,
    form: Bytes,
}

impl ClientCredentials {
    /// The source, or what is wrong with the credentials or the URL, which the text does not quote.
    #[inline]
    pub fn new(
        (id, secret): (Secret, Secret),
        url: &str,
        scopes: &[String],
        user_agent: Option<HeaderValue>,
    ) -> Result<Self, &'static str> {
        if let Some(problem) = base_url::problem(url, false) {
            return Err(problem);
        }
        if id.reveal().contains(':') {
            return Err("is asked with a client id, which must not have a colon");
        }
        let pair = format!("{}:{}", id.reveal(), secret.reveal());
        let basic = format!("Basic {}", STANDARD.encode(pair));
        let mut authorization =
            HeaderValue::try_from(basic).map_err(|_| "is asked with a secret that is too long")?;
        authorization.set_sensitive(true);
        let mut form = "grant_type=client_credentials".to_owned();
        if !scopes.is_empty() {
            form.push_str("&scope=");
            encode::push(&mut form, &scopes.join(" "));
        }
        Ok(Self {
            url: Uri::try_from(url).map_err(|_| "is not a URL")?,
            authorization,
            user_agent,
            form: Bytes::from(form),
        })
    }

    #[inline]
    fn request(&self) -> Request<Body> {
        let mut request = Request::new(Body::from(self.form.clone()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.url.clone();
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, self.authorization.clone());
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        if let Some(user_agent) = &self.user_agent {
            headers.insert(USER_AGENT, user_agent.clone());
        }
        request
    }
}

impl TokenSource for ClientCredentials {
    #[inline]
    fn fetch(&self) -> Fetch {
        let authorization = self.authorization.clone();
        Fetch::Send(
            Box::new(self.request()),
            Box::new(move |reply| {
                let (head, body) = reply.into_parts();
                let bytes = body.into_bytes().unwrap_or_default();
                if head.status.is_success() {
                    token(head.status, &bytes)
                } else {
                    let mut sent = Vec::new();
                    sensitive::of_header(&mut sent, &AUTHORIZATION, &authorization, true);
                    let masker = Masker::new(sent);
                    Err(refusal(head.status, &head.headers, &bytes, &masker))
                }
            }),
        )
    }
}

/// The token in a reply.
#[inline]
fn token(status: StatusCode, bytes: &[u8]) -> Result<Token, TokenError> {
    let fails = |what: &str| {
        let message = format!("the token endpoint answered {} {what}", status.as_str());
        Err(TokenError::new(message))
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return fails("with an empty body");
    }
    let Ok(Value::Object(members)) = serde_json::from_slice(bytes) else {
        return fails("without a JSON object");
    };
    let is_bearer = match members.get("token_type") {
        None | Some(Value::Null) => true,
        Some(kind) => kind
            .as_str()
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("bearer")),
    };
    if !is_bearer {
        return fails("with a token_type that is not bearer");
    }
    let text = members.get("access_token").and_then(Value::as_str);
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return fails("without an access_token");
    };
    let token = Token::new(text);
    let seconds = match members.get("expires_in") {
        Some(Value::Number(number)) => number.as_f64(),
        Some(Value::String(number)) => number.trim().parse().ok(),
        _ => None,
    };
    Ok(match seconds.filter(|seconds: &f64| !seconds.is_nan()) {
        Some(seconds) => token.lasts(lifetime(seconds)),
        None => token,
    })
}

#[inline]
fn lifetime(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds.clamp(0.0, LONGEST.as_secs_f64()))
}

/// What the endpoint says when it gives no token. It may repeat what it was sent.
#[inline]
fn refusal(status: StatusCode, headers: &HeaderMap, bytes: &[u8], masker: &Masker) -> TokenError {
    let mut message = format!("the token endpoint answered {}", status.as_str());
    if let Some(reason) = status.canonical_reason() {
        message = format!("{message} {reason}");
    }
    let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
    for name in ["error", "error_description"] {
        if let Some(text) = body.get(name).and_then(Value::as_str) {
            message = format!("{message}: {}", masker.line(text));
        }
    }
    if status.is_redirection() {
        message.push_str(", a redirect, which is not followed");
    }
    let error = TokenError::new(message).retry_after(retry_after::read(headers));
    let is_passing = status.is_server_error()
        || matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
        );
    if is_passing { error.passing() } else { error }
}
