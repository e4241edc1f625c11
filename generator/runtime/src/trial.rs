//! What the test of a client's fakes counts.

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Request};
use serde::de::DeserializeOwned;
use serde_json::json;

use super::base_url::BaseUrl;
use super::body::Body;
use super::operation::{DecodeFailure, Reply};
use super::route::Route;
use super::serve::Serve;
use super::service;

/// A value that a document's types have.
pub fn sample<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

/// What came back, and how.
#[derive(Debug, Default)]
pub struct Tally {
    same: usize,
    skipped: Vec<String>,
    wrong: Vec<String>,
}

impl Tally {
    /// Prints the tally.
    ///
    /// # Panics
    ///
    /// If anything came back otherwise than it went.
    pub fn say(&self) {
        let found = json!({ "same": self.same, "skipped": self.skipped, "wrong": self.wrong });
        println!("trial: {found}");
        assert!(self.wrong.is_empty(), "{:#?}", self.wrong);
    }

    fn compare(&mut self, name: &str, first: &str, second: &str) {
        if first == second {
            self.same += 1;
            return;
        }
        let short = |text: &str| text.chars().take(200).collect::<String>();
        self.wrong
            .push(format!("{name}: {} became {}", short(first), short(second)));
    }

    /// Makes a request, reads it as its server would, and makes it again.
    pub fn request<O: Serve>(&mut self, name: &str, operation: Option<O>) {
        if self.try_request(name, operation).is_none() {
            self.wrong.push(format!("{name}: cannot be tried"));
        }
    }

    fn try_request<O: Serve>(&mut self, name: &str, operation: Option<O>) -> Option<()> {
        let base = BaseUrl::parse("https://example.com/base").ok()?;
        let Some(operation) = operation else {
            self.skipped.push(format!("{name}: no sample"));
            return Some(());
        };
        let sent = match operation.request(&base) {
            Ok(sent) => sent,
            Err(error) => {
                self.skipped.push(format!("{name}: {error}"));
                return Some(());
            }
        };
        let (head, body) = sent.into_parts();
        let sent = Request::from_parts(head, body.into_bytes().ok()?);
        let route = Route::new(O::ROUTE);
        let path = route.end_of(sent.uri().path());
        let captures =
            path.and_then(|path| route.captures(path, sent.uri().query().unwrap_or_default()));
        let Some(captures) = captures else {
            self.wrong
                .push(format!("{name}: {} has no captures", sent.uri()));
            return Some(());
        };
        match service::receive::<O>(&sent, &captures) {
            Ok(received) => {
                let again = received.request(&base).ok()?;
                let (head, body) = again.into_parts();
                let again = Request::from_parts(head, body.into_bytes().ok()?);
                self.compare(name, &request_text(&sent), &request_text(&again));
            }
            Err(refusal) => self
                .wrong
                .push(format!("{name}: {refusal}: {}", request_text(&sent))),
        }
        Some(())
    }

    /// Makes a reply, reads it as its client does, and makes it again.
    pub fn reply<O: Serve>(&mut self, name: &str, outcome: Option<Result<O::Success, O::Failure>>) {
        if self.try_reply::<O>(name, outcome).is_none() {
            self.wrong.push(format!("{name}: cannot be tried"));
        }
    }

    fn try_reply<O: Serve>(
        &mut self,
        name: &str,
        outcome: Option<Result<O::Success, O::Failure>>,
    ) -> Option<()> {
        let Some(outcome) = outcome else {
            self.skipped.push(format!("{name}: no sample"));
            return Some(());
        };
        let (head, body) = O::answer(outcome).into_parts();
        let bytes = body.into_bytes().ok()?;
        let first = reply_text(&head, &bytes);
        let decoded = O::decode(&mut Reply::new(head, Body::from(bytes)));
        let outcome = match decoded {
            Ok(success) => Ok(success),
            Err(DecodeFailure::Api(failure))
                if format!("{failure:?}").starts_with("Unexpected(") =>
            {
                self.wrong.push(format!("{name}: unexpected: {first}"));
                return Some(());
            }
            Err(DecodeFailure::Api(failure)) => Err(failure),
            Err(DecodeFailure::Decode(error)) => {
                self.wrong.push(format!("{name}: {error}: {first}"));
                return Some(());
            }
        };
        let (head, body) = O::answer(outcome).into_parts();
        let second = reply_text(&head, &body.into_bytes().ok()?);
        self.compare(name, &first, &second);
        Some(())
    }
}

fn request_text(request: &Request<Bytes>) -> String {
    let headers = format!("{:?}", lines(request.headers()));
    let body = String::from_utf8_lossy(request.body());
    let text = format!("{} {} {headers} {body}", request.method(), request.uri());
    match headers.split_once("boundary=") {
        Some((_, rest)) => text.replace(rest.get(..32).unwrap_or_default(), "boundary"),
        None => text,
    }
}

fn reply_text(head: &Parts, body: &Bytes) -> String {
    format!(
        "{} {:?} {}",
        head.status,
        lines(&head.headers),
        String::from_utf8_lossy(body)
    )
}

fn lines(headers: &HeaderMap) -> Vec<String> {
    let line = |(name, value): (&HeaderName, &HeaderValue)| {
        format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))
    };
    headers.iter().map(line).collect()
}
