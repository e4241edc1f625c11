// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! The end of a call, whatever its operation: what is told of it, and to whom.

use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, StatusCode};

use super::body::Body;
use super::decode_error::DecodeError;
use super::event::Failure;
use super::operation::{OperationFacts, Reply};
use super::plan::Outcome;
use super::report::{Phase, Report};
use super::sensitive::Sensitive;
use super::unexpected::Unexpected;
use super::watch::Watch;
use super::words;

/// A call that has ended.
pub struct CallEnd {
    report: Report,
    elapsed: Duration,
    sent: Sensitive,
    watch: Watch,
    body: Bytes,
}

/// What stays of a reply whose body was read: head, body, and how often the request was sent.
pub type Kept = ((StatusCode, HeaderMap), Bytes, u32);

impl CallEnd {
    /// How a call ended, and the reply, or why there is none.
    #[inline]
    pub fn of(outcome: Outcome, facts: &OperationFacts) -> (Self, Result<Reply, Box<Failure>>) {
        let report = Report {
            attempts: outcome.attempts,
            maybe_sent: outcome.maybe_sent,
            is_retryable: outcome.is_retryable,
            retry_after: outcome.retry_after,
            ..Report::unsent(facts.title, Phase::Api, String::new())
        };
        let mut end = Self {
            report,
            elapsed: outcome.elapsed,
            sent: outcome.sent,
            watch: outcome.watch,
            body: Bytes::new(),
        };
        let reply = outcome.result.map(|(head, body)| {
            // A stream is not kept beside what is made of it.
            let body = match body.into_bytes() {
                Ok(bytes) => {
                    end.body = bytes.clone();
                    Body::from(bytes)
                }
                Err(stream) => stream,
            };
            Reply::new(head, body)
        });
        (end, reply)
    }

    /// The reply is a success.
    #[inline]
    pub fn succeeded(self, reply: Reply) -> Kept {
        let head = head_of(reply);
        let attempts = self.report.attempts;
        self.watch
            .call_ended(attempts, Some(head.0), None, self.elapsed);
        (head, self.body, attempts)
    }

    /// The reply is a failure that the server reported.
    #[inline]
    pub fn refused(mut self, reply: Reply) -> Box<Report> {
        let said = self.replied(reply);
        self.report.message = said.unwrap_or_default();
        self.failed()
    }

    /// The reply is a success that does not fit.
    #[inline]
    pub fn misread(mut self, reply: Reply, error: &DecodeError) -> Box<Report> {
        self.replied(reply);
        self.report.phase = Phase::Decode;
        let message = format!("the reply does not fit: {error}");
        self.report.message = self.sent.masker().hide(&message);
        self.failed()
    }

    /// There is no whole reply. A failure that is too large to be read is one all the same: its status and what came of it are
    /// not lost.
    #[inline]
    pub fn unanswered(mut self, failure: Failure) -> (Box<Report>, Option<Unexpected>) {
        let head = failure.head.map(|head: Parts| (head.status, head.headers));
        self.report.request_id = head
            .as_ref()
            .and_then(|(_, headers)| words::read(headers, &Bytes::new(), &self.sent.masker()).1);
        let unexpected = head
            .clone()
            .filter(|(status, _)| failure.phase == Phase::TooLarge && !status.is_success())
            .map(|(status, headers)| Unexpected::new(status, headers, failure.body));
        self.report.phase = failure.phase;
        self.report.message = failure.message;
        self.report.head = head;
        self.report.source = failure.source;
        (self.failed(), unexpected)
    }

    /// Notes a reply, and gives what it says in words.
    #[inline]
    fn replied(&mut self, reply: Reply) -> Option<String> {
        let head = head_of(reply);
        let (said, request_id) = words::read(&head.1, &self.body, &self.sent.masker());
        self.report.head = Some(head);
        self.report.body = Some(std::mem::take(&mut self.body));
        self.report.request_id = request_id;
        said
    }

    /// Tells those who watch.
    #[inline]
    fn failed(self) -> Box<Report> {
        let (report, phase) = (&self.report, Some(self.report.phase));
        self.watch
            .call_ended(report.attempts, report.status(), phase, self.elapsed);
        Box::new(self.report)
    }
}

#[inline]
fn head_of(reply: Reply) -> (StatusCode, HeaderMap) {
    let (head, _) = reply.into_parts();
    (head.status, head.headers)
}
