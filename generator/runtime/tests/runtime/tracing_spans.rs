//! What calls print for `tracing`.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use client_runtime::retry::RetryPolicy;
use client_runtime::security::Credentials;
use client_runtime::transport::{TransportError, TransportErrorKind};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::probes::{Probe, READ};
use super::support::{Script, Scripted, now, reply, verify};

/// Prints spans when they close, with what was recorded on them, and events when they come.
#[derive(Clone, Default)]
struct Printer(Arc<Mutex<Printed>>);

#[derive(Default)]
struct Printed {
    text: String,
    spans: BTreeMap<u64, Fields>,
    entered: Vec<u64>,
}

#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl fmt::Display for Fields {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in &self.0 {
            write!(formatter, " {name}={value}")?;
        }
        Ok(())
    }
}

impl Subscriber for Printer {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut printed = self.0.lock().unwrap();
        let mut fields = Fields::default();
        span.record(&mut fields);
        let id = printed.spans.len() as u64 + 1;
        printed.spans.insert(id, fields);
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut printed = self.0.lock().unwrap();
        values.record(printed.spans.get_mut(&span.into_u64()).unwrap());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut printed = self.0.lock().unwrap();
        let inside = event.parent().map(Id::into_u64) == printed.entered.last().copied();
        let place = if inside { "in its span" } else { "elsewhere" };
        let level = event.metadata().level();
        writeln!(printed.text, "{level} {place}:{fields}").unwrap();
    }

    fn enter(&self, span: &Id) {
        self.0.lock().unwrap().entered.push(span.into_u64());
    }

    fn exit(&self, span: &Id) {
        let left = self.0.lock().unwrap().entered.pop();
        assert_eq!(left, Some(span.into_u64()));
    }
}

impl Printer {
    /// What was printed for a call, or for several.
    fn of(work: impl FnOnce()) -> String {
        let printer = Self::default();
        tracing::subscriber::with_default(printer.clone(), work);
        let found = std::mem::take(&mut *printer.0.lock().unwrap());
        assert!(found.entered.is_empty());
        let mut text = found.text;
        for fields in found.spans.values() {
            writeln!(text, "span{fields}").unwrap();
        }
        text
    }
}

fn refused() -> Script {
    let error = TransportError::new(TransportErrorKind::Connect, "refused by hunter2");
    Script::Fail(error)
}

#[test]
fn a_success_is_one_span_and_one_event() {
    let printed = Printer::of(|| {
        let transport = Scripted::reply(200, r#"{"valid":true}"#);
        now(transport.client().call(verify())).unwrap();
    });
    assert_eq!(
        printed,
        r#"DEBUG in its span: attempt=1 http.request.method="POST" http.response.status_code=200 message="attempt ended" seconds=0.0 server.address="api.example.com" url.template="/accounts/{accountId}/verify"
span http.request.method="POST" http.response.status_code=200 operation="verifyCode" otel.kind="client" otel.name=POST /accounts/{accountId}/verify server.address="api.example.com" url.template="/accounts/{accountId}/verify"
"#
    );
}

#[test]
fn what_is_sent_again_is_counted() {
    let printed = Printer::of(|| {
        let script = [
            refused(),
            Script::Reply(reply(503, "")),
            Script::Reply(reply(200, r#"{"valid":true}"#)),
        ];
        let client = Scripted::new(script)
            .builder()
            .base_url("http://[::1]:8080/v1")
            .retry(RetryPolicy::default().base(Duration::ZERO))
            .build()
            .unwrap();
        now(client.call(Probe::<READ>)).unwrap();
    });
    assert_eq!(
        printed,
        r#"DEBUG in its span: attempt=1 error.type="connect" http.request.method="GET" message="attempt ended" seconds=0.0 server.address="::1" server.port=8080 url.template="/probe" wait=0.0
DEBUG in its span: attempt=2 error.type="503" http.request.method="GET" http.response.status_code=503 message="attempt ended" seconds=0.0 server.address="::1" server.port=8080 url.template="/probe" wait=0.0
DEBUG in its span: attempt=3 http.request.method="GET" http.response.status_code=200 message="attempt ended" seconds=0.0 server.address="::1" server.port=8080 url.template="/probe"
span http.request.method="GET" http.request.resend_count=2 http.response.status_code=200 operation="read" otel.kind="client" otel.name=GET /probe server.address="::1" server.port=8080 url.template="/probe"
"#
    );
}

#[test]
fn failures_have_a_type_and_no_words() {
    let printed = Printer::of(|| {
        let script = [
            Script::Reply(reply(400, r#"{"error":"hunter2"}"#)),
            refused(),
            Script::Reply(reply(200, "hunter2")),
        ];
        let transport = Scripted::new(script);
        for _ in 0..3 {
            let call = transport.client().call(verify());
            now(call.retry(RetryPolicy::none())).unwrap_err();
        }
    });
    assert_eq!(
        printed,
        r#"DEBUG in its span: attempt=1 error.type="400" http.request.method="POST" http.response.status_code=400 message="attempt ended" seconds=0.0 server.address="api.example.com" url.template="/accounts/{accountId}/verify"
DEBUG in its span: attempt=1 error.type="connect" http.request.method="POST" message="attempt ended" seconds=0.0 server.address="api.example.com" url.template="/accounts/{accountId}/verify"
DEBUG in its span: attempt=1 http.request.method="POST" http.response.status_code=200 message="attempt ended" seconds=0.0 server.address="api.example.com" url.template="/accounts/{accountId}/verify"
span error.type="400" http.request.method="POST" http.response.status_code=400 operation="verifyCode" otel.kind="client" otel.name=POST /accounts/{accountId}/verify server.address="api.example.com" url.template="/accounts/{accountId}/verify"
span error.type="connect" http.request.method="POST" operation="verifyCode" otel.kind="client" otel.name=POST /accounts/{accountId}/verify server.address="api.example.com" url.template="/accounts/{accountId}/verify"
span error.type="decode" http.request.method="POST" http.response.status_code=200 operation="verifyCode" otel.kind="client" otel.name=POST /accounts/{accountId}/verify server.address="api.example.com" url.template="/accounts/{accountId}/verify"
"#
    );
}

#[test]
fn tokens_have_events_of_their_own() {
    let printed = Printer::of(|| {
        let script = [
            Script::Reply(reply(200, r#"{"access_token":"hunter2"}"#)),
            Script::Reply(reply(401, "")),
            Script::Reply(reply(200, r#"{"access_token":"hunter3"}"#)),
            Script::Reply(reply(200, r#"{"valid":true}"#)),
        ];
        let client = Scripted::new(script)
            .builder()
            .credentials(Credentials::oauth2("id", "secret"))
            .build()
            .unwrap();
        now(client.call(verify())).unwrap();
    });
    assert_eq!(
        printed,
        r#"DEBUG in its span: attempt=1 http.request.method="POST" http.response.status_code=200 message="token request ended" seconds=0.0 server.address="auth.example.com"
DEBUG in its span: attempt=1 error.type="401" http.request.method="POST" http.response.status_code=401 message="attempt ended" seconds=0.0 server.address="api.example.com" url.template="/accounts/{accountId}/verify"
DEBUG in its span: attempt=2 http.request.method="POST" http.response.status_code=200 message="token request ended" seconds=0.0 server.address="auth.example.com"
DEBUG in its span: attempt=2 http.request.method="POST" http.response.status_code=200 message="attempt ended" seconds=0.0 server.address="api.example.com" url.template="/accounts/{accountId}/verify"
span http.request.method="POST" http.request.resend_count=1 http.response.status_code=200 operation="verifyCode" otel.kind="client" otel.name=POST /accounts/{accountId}/verify server.address="api.example.com" url.template="/accounts/{accountId}/verify"
"#
    );
}
