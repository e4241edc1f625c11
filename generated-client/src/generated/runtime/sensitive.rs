// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Finds the values of a call that must not be shown: in its request, as far as the API's description or the header says
//! so, and in the credentials. Nobody looks for them until a text has to be masked.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};
use http::{Request, Uri};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::body::Body;
use super::masker::Masker;
use super::operation::OperationFacts;
use super::security::Scheme;
use super::token_cache::TokenCache;

/// The shortest value of a header of the program's own that is hidden, in bytes: nobody knows whether it is a secret, and a
/// short one may be any word.
const SHORTEST_UNKNOWN: usize = 8;

/// A call's request and credentials.
pub struct Sensitive {
    /// What is known of the operation.
    pub facts: &'static OperationFacts,
    /// The request, with all credentials but a token that is in the cache.
    pub request: Request<Body>,
    /// Where its tokens come from.
    pub tokens: Option<Arc<TokenCache>>,
    /// The values of `Authorization` that were sent with tokens from there.
    pub used: Vec<HeaderValue>,
}

impl Sensitive {
    /// The request once more. A body that cannot be copied goes along, and is gone afterwards.
    #[inline]
    pub fn repeat(&mut self) -> Request<Body> {
        let request = &mut self.request;
        let body = match request.body().try_clone() {
            Some(body) => body,
            None => std::mem::take(request.body_mut()),
        };
        let mut repeated = Request::new(body);
        *repeated.method_mut() = request.method().clone();
        *repeated.uri_mut() = request.uri().clone();
        *repeated.headers_mut() = request.headers().clone();
        repeated
    }

    /// All of it, for when the call is over.
    #[inline]
    pub fn take(&mut self) -> Self {
        Self {
            facts: self.facts,
            request: std::mem::take(&mut self.request),
            tokens: self.tokens.take(),
            used: std::mem::take(&mut self.used),
        }
    }

    /// Hides every value that must not be shown.
    #[inline]
    pub fn masker(&self) -> Masker {
        let mut values = Vec::new();
        for (name, value) in self.request.headers() {
            if value.is_sensitive() {
                of_header(&mut values, name, value, self.knows(name.as_str()));
            }
        }
        for value in &self.used {
            of_header(&mut values, &AUTHORIZATION, value, true);
        }
        if let Some(tokens) = &self.tokens {
            let secrets = tokens.secrets().iter();
            values.extend(secrets.map(|secret| secret.reveal().to_owned()));
        }
        self.of_target(&mut values, self.request.uri());
        self.of_body(&mut values);
        Masker::new(values)
    }

    /// Whether the API's description marks a parameter or a member of this name, or has a key there.
    #[inline]
    fn knows(&self, name: &str) -> bool {
        let is_key = |scheme: &Scheme| matches!(scheme, Scheme::ApiKey(_, key) if key.eq_ignore_ascii_case(name));
        let sets = self.facts.security.iter().copied().flatten();
        self.is_marked(name) || sets.into_iter().any(is_key)
    }

    #[inline]
    fn is_marked(&self, name: &str) -> bool {
        let mut marked = self.facts.sensitive.iter();
        marked.any(|known| known.eq_ignore_ascii_case(name))
    }

    #[inline]
    fn of_target(&self, values: &mut Vec<String>, uri: &Uri) {
        // Behind the base URL's path the segments are those of the template, one for one.
        let segments = uri.path().rsplit('/').zip(self.facts.path.rsplit('/'));
        for (segment, template) in segments {
            let name = template
                .split_once('{')
                .and_then(|(_, rest)| rest.split_once('}'));
            if name.is_some_and(|(name, _)| self.is_marked(name)) {
                let value = decoded(segment);
                // Some styles have a mark before the value, or its name as well: `;id=5`.
                let value = value.trim_start_matches(['.', ';']);
                let bare = value.split_once('=').map_or(value, |(_, bare)| bare);
                of_list(values, value);
                of_list(values, bare);
            }
        }
        self.of_pairs(values, uri.query().unwrap_or_default());
    }

    /// The values of a query or a form.
    #[inline]
    fn of_pairs(&self, values: &mut Vec<String>, pairs: &str) {
        for pair in pairs.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded(name);
            // The members of an object stand in brackets: `filter[number]`.
            let parts = name.split(['[', ']']).filter(|part| !part.is_empty());
            if parts.into_iter().any(|part| self.knows(part)) {
                of_list(values, &decoded(value));
                of_list(values, &decoded(&value.replace('+', " ")));
            }
        }
    }

    #[inline]
    fn of_body(&self, values: &mut Vec<String>) {
        let Some(bytes) = self.request.body().bytes() else {
            return;
        };
        let content_type = self.request.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        if self.facts.sensitive.is_empty() {
            return;
        }
        let content_type = content_type.unwrap_or_default();
        if content_type.contains("form-urlencoded") {
            self.of_pairs(values, &String::from_utf8_lossy(bytes));
        } else if let Some((_, boundary)) = content_type.split_once("boundary=") {
            self.of_parts(values, &String::from_utf8_lossy(bytes), boundary);
        } else if let Ok(body) = serde_json::from_slice(bytes) {
            self.of_json(values, body, false);
        }
    }

    /// The values of a form of parts: marked parts, and marked members of those that are JSON.
    #[inline]
    fn of_parts(&self, values: &mut Vec<String>, form: &str, boundary: &str) {
        for part in form.split(&format!("\r\n--{boundary}")) {
            let Some((head, value)) = part.split_once("\r\n\r\n") else {
                continue;
            };
            let name = head.split_once("; name=\"");
            let name = name.and_then(|(_, rest)| rest.split_once('"'));
            let is_marked = name.is_some_and(|(name, _)| self.is_marked(name));
            if is_marked {
                values.push(value.to_owned());
            }
            if let Ok(value) = serde_json::from_str(value) {
                self.of_json(values, value, is_marked);
            }
        }
    }

    /// The texts and numbers in marked members, however deep; all of them where the whole is marked.
    #[inline]
    fn of_json(&self, values: &mut Vec<String>, body: Value, is_marked: bool) {
        let mut work = vec![(body, is_marked)];
        while let Some((value, is_marked)) = work.pop() {
            match value {
                Value::String(text) if is_marked => values.push(text),
                Value::Number(number) if is_marked => values.push(number.to_string()),
                Value::Array(items) => work.extend(items.into_iter().map(|item| (item, is_marked))),
                Value::Object(members) => {
                    for (name, value) in members {
                        let is_marked = is_marked || self.is_marked(&name);
                        work.push((value, is_marked));
                    }
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }
}

/// The values in a header: all of it, and the parts that its name promises.
#[inline]
pub fn of_header(values: &mut Vec<String>, name: &HeaderName, value: &HeaderValue, is_known: bool) {
    let text = String::from_utf8_lossy(value.as_bytes());
    if *name == AUTHORIZATION {
        let credentials = text.split_once(' ').map_or(&*text, |(_, rest)| rest);
        values.push(credentials.to_owned());
        of_pair(values, credentials);
    } else if *name == COOKIE {
        let cookies = text.split(';');
        let cookies = cookies.filter_map(|cookie| cookie.split_once('='));
        values.extend(cookies.map(|(_, value)| decoded(value)));
    } else if is_known {
        of_list(values, &text);
    } else if text.len() >= SHORTEST_UNKNOWN {
        values.push(text.into_owned());
    }
}

/// What Basic credentials are made of, if that is what they are.
#[inline]
fn of_pair(values: &mut Vec<String>, credentials: &str) {
    let pair = STANDARD.decode(credentials).ok();
    let Some(pair) = pair.and_then(|pair| String::from_utf8(pair).ok()) else {
        return;
    };
    if let Some((user, password)) = pair.split_once(':') {
        values.extend([user.to_owned(), password.to_owned()]);
        values.push(pair);
    }
}

/// A value, and its items if it is a list.
#[inline]
fn of_list(values: &mut Vec<String>, text: &str) {
    let items = text.split([',', '|']).map(ToOwned::to_owned);
    values.extend(items);
    values.push(text.to_owned());
}

#[inline]
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
