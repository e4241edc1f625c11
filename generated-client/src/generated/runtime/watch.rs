// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Tells everyone who watches what a call does: the client's observer, and with the feature `tracing` its subscriber.

use std::sync::Arc;
use std::time::Duration;

use http::uri::Scheme;
use http::{Method, StatusCode, Uri};

#[cfg(feature = "tracing")]
use super::call_span::CallSpan;
use super::client::Client;
use super::observer::{AttemptKind, ObservedAttempt, ObservedCall, Observer};
use super::operation::OperationFacts;
use super::report::Phase;

/// Those who watch a call.
#[derive(Clone)]
pub struct Watch {
    client: Client,
    facts: &'static OperationFacts,
    /// Where the call goes to, if anybody wants to know.
    server: Option<Arc<Server>>,
    #[cfg(feature = "tracing")]
    span: CallSpan,
}

/// Where a request goes to.
pub struct Server {
    address: String,
    port: Option<u16>,
}

/// How a request ended.
pub struct End {
    /// Which one of its kind it was, counted from 1.
    pub number: u32,
    /// The status, if a reply came.
    pub status: Option<StatusCode>,
    /// How far it got, if it failed.
    pub failure: Option<Phase>,
    /// How long it took.
    pub elapsed: Duration,
    /// How long it is until the next one.
    pub wait: Option<Duration>,
}

impl Server {
    /// The server of a URL.
    #[inline]
    pub fn of(uri: &Uri) -> Self {
        let usual = match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTP => 80,
            _ => 443,
        };
        let address = uri.host().unwrap_or_default();
        Self {
            address: address.trim_matches(['[', ']']).to_owned(),
            port: uri.port_u16().filter(|port| *port != usual),
        }
    }

    /// The host's name or address.
    #[cfg(feature = "tracing")]
    #[inline]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The port, unless it is the scheme's own.
    #[cfg(feature = "tracing")]
    #[inline]
    pub fn port(&self) -> Option<u16> {
        self.port
    }
}

impl Watch {
    /// Watches a call to this URL, or to the client's base URL, that begins now.
    #[inline]
    pub fn new(client: &Client, facts: &'static OperationFacts, uri: Option<&Uri>) -> Self {
        let server = || Server::of(uri.unwrap_or(client.base_url().uri()));
        let is_on = client.inner().observer.is_some();
        #[cfg(feature = "tracing")]
        let span = CallSpan::open(facts, server);
        #[cfg(feature = "tracing")]
        let is_on = is_on || span.is_on();
        Self {
            client: client.clone(),
            facts,
            server: is_on.then(|| Arc::new(server())),
            #[cfg(feature = "tracing")]
            span,
        }
    }

    /// A request of the operation has ended.
    #[inline]
    pub fn attempt_ended(&self, end: &End) {
        if let Some(server) = &self.server {
            let template = Some(self.facts.path);
            self.tell(&self.attempt(
                AttemptKind::Operation,
                (&self.facts.method, template),
                server,
                end,
            ));
        }
    }

    /// A request for a token has ended.
    #[inline]
    pub fn token_ended(&self, method: &Method, server: &Server, end: &End) {
        if self.server.is_some() {
            self.tell(&self.attempt(AttemptKind::Token, (method, None), server, end));
        }
    }

    /// The call has ended.
    #[inline]
    pub fn call_ended(
        &self,
        attempts: u32,
        status: Option<StatusCode>,
        failure: Option<Phase>,
        elapsed: Duration,
    ) {
        let Some(server) = &self.server else {
            return;
        };
        let call = ObservedCall {
            operation: self.facts.id,
            method: &self.facts.method,
            template: self.facts.path,
            server_address: &server.address,
            server_port: server.port,
            attempts,
            status,
            failure,
            elapsed,
        };
        #[cfg(feature = "tracing")]
        self.span.call_ended(&call);
        if let Some(observer) = self.observer() {
            observer.call_ended(&call);
        }
    }

    /// The same future; with the feature `tracing`, inside of the call's span whenever it runs.
    pub fn around<F: Future>(self, future: F) -> impl Future<Output = F::Output> {
        #[cfg(feature = "tracing")]
        let future = self.span.around(future);
        #[cfg(not(feature = "tracing"))]
        drop(self);
        future
    }

    /// Does something; with the feature `tracing`, inside of the call's span.
    #[cfg(feature = "blocking")]
    pub fn within<T>(self, work: impl FnOnce() -> T) -> T {
        #[cfg(feature = "tracing")]
        let work = || self.span.within(work);
        #[cfg(not(feature = "tracing"))]
        drop(self);
        work()
    }

    #[inline]
    fn observer(&self) -> Option<&Arc<dyn Observer>> {
        self.client.inner().observer.as_ref()
    }

    #[inline]
    fn attempt<'a>(
        &self,
        kind: AttemptKind,
        (method, template): (&'a Method, Option<&'static str>),
        server: &'a Server,
        end: &End,
    ) -> ObservedAttempt<'a> {
        ObservedAttempt {
            operation: self.facts.id,
            kind,
            method,
            template,
            server_address: &server.address,
            server_port: server.port,
            number: end.number,
            status: end.status,
            failure: end.failure,
            elapsed: end.elapsed,
            wait: end.wait,
        }
    }

    #[inline]
    fn tell(&self, attempt: &ObservedAttempt<'_>) {
        #[cfg(feature = "tracing")]
        self.span.attempt_ended(attempt);
        if let Some(observer) = self.observer() {
            observer.attempt_ended(attempt);
        }
    }
}
