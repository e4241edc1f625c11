// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! A server without a socket: answers whole requests by the API's description.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ALLOW, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use serde_json::{Map, Value};

use super::base_url::BaseUrl;
use super::body::Body;
use super::operation::OperationFacts;
use super::receipt::Receipt;
use super::refusal::Refusal;
use super::route::{Captures, Route, below};
use super::serve::{Answer, Incoming, Serve};
use super::written::Written;

/// Answers requests. Clones answer with the same state.
#[derive(Clone)]
pub struct Service(Arc<Serving>);

type Serving = dyn Fn(Request<Bytes>) -> Result<Response<Body>, Box<Missed>> + Send + Sync;

/// A request that nothing is meant by, and why.
struct Missed {
    request: Request<Bytes>,
    refusal: Refusal,
}

impl Service {
    /// A service that is a function.
    pub fn new(answer: impl Fn(Request<Bytes>) -> Response<Body> + Send + Sync + 'static) -> Self {
        Self(Arc::new(move |request| Ok(answer(request))))
    }

    /// The same, with `other` for requests whose path nothing here has.
    #[must_use]
    pub fn or(self, other: impl Into<Self>) -> Self {
        let other = other.into();
        Self(Arc::new(move |request| match (self.0)(request) {
            Err(missed) if missed.refusal.status() == StatusCode::NOT_FOUND => {
                (other.0)(missed.request)
            }
            answered => answered,
        }))
    }

    /// The same, with other replies to requests that do not fit the API's description; where `reply` gives none, the usual one.
    #[must_use]
    pub fn refusing(
        self,
        reply: impl Fn(&Refusal) -> Option<Response<Body>> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(move |request| match (self.0)(request) {
            Ok(usual) => {
                let refusal = usual.extensions().get::<Refusal>();
                Ok(refusal.and_then(&reply).unwrap_or(usual))
            }
            Err(missed) => reply(&missed.refusal).ok_or(missed),
        }))
    }

    /// Answers a request. What does not fit the API's description is refused: 404 where no operation has the path, 405 where
    /// none has the method, else the 400 that the description declares.
    pub fn serve(&self, request: Request<Bytes>) -> Response<Body> {
        let answered = (self.0)(request);
        answered.unwrap_or_else(|missed| refused(missed.refusal, &[]))
    }

    /// Answers a request, or says why nothing here is meant by it.
    pub(super) fn find(&self, request: Request<Bytes>) -> Result<Response<Body>, Refusal> {
        (self.0)(request).map_err(|missed| missed.refusal)
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Service")
    }
}

/// The operations that a service carries out, a method for each.
pub struct Routes<S> {
    service: Arc<S>,
    bases: &'static [&'static str],
    entries: Vec<Entry>,
}

struct Entry {
    facts: &'static OperationFacts,
    route: Route,
    serve: Box<CarriedOut>,
}

type CarriedOut = dyn Fn(Request<Bytes>, &Captures) -> Response<Body> + Send + Sync;

impl<S: Send + Sync + 'static> Routes<S> {
    /// No operation yet, of an API whose servers have these paths.
    pub fn new(service: Arc<S>, bases: &'static [&'static str]) -> Self {
        Self {
            service,
            bases,
            entries: Vec::new(),
        }
    }

    /// Adds a method that carries out an operation.
    pub fn add<O: Serve + 'static>(&mut self, method: fn(&S, Incoming<O>) -> Answer<O>) {
        let service = Arc::clone(&self.service);
        self.entries.push(Entry {
            facts: O::FACTS,
            route: Route::new(O::ROUTE),
            serve: Box::new(
                move |request, captures| match receive::<O>(&request, captures) {
                    Ok(operation) => {
                        method(&service, Incoming::new(operation, request)).into_response()
                    }
                    Err(refusal) => refused(refusal, O::REFUSED_IN),
                },
            ),
        });
    }

    /// All of them as one service.
    pub fn into_service(self) -> Service {
        Service(Arc::new(move |request| self.serve(request)))
    }

    fn serve(&self, request: Request<Bytes>) -> Result<Response<Body>, Box<Missed>> {
        let path = request.uri().path();
        let query = request.uri().query().unwrap_or_default();
        let mut found: Vec<(&Entry, Captures)> = Vec::new();
        for entry in &self.entries {
            let mut paths = below(path, self.bases, &entry.route);
            let captures = paths.find_map(|path| entry.route.captures(path, query));
            found.extend(captures.map(|captures| (entry, captures)));
        }
        let fits = |facts: &OperationFacts| facts.method == *request.method();
        let best = found
            .iter()
            .filter(|(entry, _)| fits(entry.facts))
            .max_by_key(|(entry, _)| entry.route.rank());
        if let Some((entry, captures)) = best {
            return Ok((entry.serve)(request, captures));
        }
        let methods: Vec<&Method> = found.iter().map(|(entry, _)| &entry.facts.method).collect();
        let refusal = unknown(&methods);
        Err(Box::new(Missed { request, refusal }))
    }
}

fn unknown(methods: &[&Method]) -> Refusal {
    if methods.is_empty() {
        return Refusal::with_status(StatusCode::NOT_FOUND, "no operation has this path");
    }
    let methods: Vec<&str> = methods.iter().map(|method| method.as_str()).collect();
    let methods = methods.join(", ");
    let message = format!("the path takes {methods}, not this method");
    Refusal::with_status(StatusCode::METHOD_NOT_ALLOWED, message).allowing(methods)
}

/// Reads a request as an operation, and holds it to the bounds that a client keeps.
pub fn receive<O: Serve>(request: &Request<Bytes>, captures: &Captures) -> Result<O, Refusal> {
    let operation = O::receive(&Receipt::new(O::FACTS, captures, request))?;
    let base = BaseUrl::parse("http://localhost");
    let sent = base.and_then(|base| operation.request(&base));
    match sent {
        Ok(_) => Ok(operation),
        Err(error) => Err(Refusal::from(error).of(O::FACTS)),
    }
}

/// The reply that a refusal is, with its message in these members of a JSON body, or else as text.
fn refused(refusal: Refusal, members: &[&str]) -> Response<Body> {
    let text = refusal.message();
    let (media_type, body) = if members.is_empty() {
        ("text/plain; charset=utf-8", text.to_owned())
    } else {
        let members = members
            .iter()
            .map(|name| ((*name).to_owned(), Value::from(text)));
        let body: Map<String, Value> = members.collect();
        ("application/json", Value::from(body).to_string())
    };
    let mut response = Written::body(refusal.status().as_u16(), media_type, body.into_bytes());
    if let Some(Ok(methods)) = refusal.allowed().map(HeaderValue::from_str) {
        response.headers_mut().insert(ALLOW, methods);
    }
    response.extensions_mut().insert(refusal);
    response
}
