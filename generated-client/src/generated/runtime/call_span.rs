// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Prints calls for `tracing`: one span for a call, one event for each request, by OpenTelemetry's names for HTTP.
#![cfg(feature = "tracing")]

use tracing::field::Empty;
use tracing::{Instrument, Span, debug, info_span};

use super::observer::{AttemptKind, ObservedAttempt, ObservedCall};
use super::operation::OperationFacts;
use super::watch::Server;

/// The span of a call.
#[derive(Clone)]
pub struct CallSpan(Span);

impl CallSpan {
    /// A span for a call that begins now, inside of the one that the program is in.
    #[inline]
    pub fn open(facts: &OperationFacts, server: impl FnOnce() -> Server) -> Self {
        let span = info_span!(
            "call",
            "otel.name" = format_args!("{} {}", facts.method, facts.path),
            "otel.kind" = "client",
            operation = facts.id,
            "http.request.method" = facts.method.as_str(),
            "url.template" = facts.path,
            "server.address" = Empty,
            "server.port" = Empty,
            "http.response.status_code" = Empty,
            "error.type" = Empty,
            "http.request.resend_count" = Empty,
        );
        if !span.is_disabled() {
            let server = server();
            span.record("server.address", server.address());
            span.record("server.port", server.port());
        }
        Self(span)
    }

    /// Whether anybody looks at it.
    #[inline]
    pub fn is_on(&self) -> bool {
        !self.0.is_disabled()
    }

    /// An event for a request that has ended.
    #[inline]
    pub fn attempt_ended(&self, attempt: &ObservedAttempt<'_>) {
        let message = match attempt.kind {
            AttemptKind::Operation => "attempt ended",
            AttemptKind::Token => "token request ended",
        };
        let seconds = attempt.elapsed.as_secs_f64();
        let wait = attempt.wait.map(|wait| wait.as_secs_f64());
        debug!(
            parent: &self.0,
            attempt = attempt.number,
            "http.request.method" = attempt.method.as_str(),
            "url.template" = attempt.template,
            "server.address" = attempt.server_address,
            "server.port" = attempt.server_port,
            "http.response.status_code" = attempt.status.map(|status| status.as_u16()),
            "error.type" = attempt.error_type(),
            seconds,
            wait,
            message,
        );
    }

    /// What is known of a call at its end.
    #[inline]
    pub fn call_ended(&self, call: &ObservedCall<'_>) {
        let Self(span) = self;
        if let Some(status) = call.status {
            span.record("http.response.status_code", status.as_u16());
        }
        if let Some(error_type) = call.error_type() {
            span.record("error.type", error_type);
        }
        if call.attempts > 1 {
            span.record("http.request.resend_count", call.attempts - 1);
        }
    }

    /// The same future, inside of the span whenever it runs.
    pub fn around<F: Future>(self, future: F) -> impl Future<Output = F::Output> {
        future.instrument(self.0)
    }

    /// Does something inside of the span.
    #[cfg(feature = "blocking")]
    pub fn within<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.in_scope(work)
    }
}
