//! What errors hide of the values of their own calls, whatever the server or a transport says.

use std::error::Error as _;
use std::fmt;
use std::io;

use bytes::Bytes;
use client_runtime::base_url::BaseUrl;
use client_runtime::body::Body;
use client_runtime::call_error::CallError;
use client_runtime::client_builder::ClientBuilder;
use client_runtime::draft::Draft;
use client_runtime::masker::Masker;
use client_runtime::multipart::Multipart;
use client_runtime::operation::{DecodeFailure, Operation, OperationFacts, Reply};
use client_runtime::problems::ValidationError;
use client_runtime::retry::RetryPolicy;
use client_runtime::security::{Credentials, KeyPlace, Scheme};
use client_runtime::sensitive::Sensitive;
use client_runtime::transport::{TransportError, TransportErrorKind};
use client_runtime::upload::Upload;
use http::{Method, Request, Response};
use serde_json::json;

use super::support::{Script, Scripted, Verdict, VerifyCodeError, now, reply};

#[test]
fn values_are_found_in_every_form() {
    let cases: [(&[&str], &str, &str); 17] = [
        (
            &["hunter"],
            "a hunter, two hunters",
            "a [masked], two [masked]s",
        ),
        (&["hunter"], "HUNTER", "[masked]"),
        (&["Hünter"], "hünter", "[masked]"),
        (&["ab", "abcd"], "abcd ab abx", "[masked] [masked] abx"),
        (
            &["12"],
            "12, 123, x12, 1-12",
            "[masked], 123, x12, 1-[masked]",
        ),
        (&["", " "], "a b", "a b"),
        (&["a b+c"], "q=a+b%2Bc&d=%20", "q=[masked]&d= "),
        (&["a b+c"], "q=a%20b%2bc", "q=[masked]"),
        (&["+1919"], "+1919 or %2B1919", "[masked] or [masked]"),
        (
            &["say \"x\""],
            r#"{\"m\":\"say \"x\"\"}"#,
            r#"{\"m\":\"[masked]\"}"#,
        ),
        (
            &["say \"x\""],
            r#"{"m":"say \"x\""}"#,
            r#"{"m":"[masked]"}"#,
        ),
        (&["né\n"], r"n\u00e9", "[masked]"),
        (&["one", "two"], "onetwo 100%", "[masked][masked] 100%"),
        (&["one"], "100% +", "100% +"),
        (&["pass"], "{pass}", "{[masked]}"),
        (&["üb"], "üb üben", "[masked] üben"),
        (&[], "text", "text"),
    ];
    for (values, text, hidden) in cases {
        let masker = Masker::new(values.iter().map(|value| (*value).to_owned()));
        assert_eq!(masker.hide(text), hidden, "{values:?} in {text:?}");
        assert_eq!(masker.finds(text), text != hidden, "{values:?} in {text:?}");
    }
}

/// An operation with a secret in each place.
struct Everywhere;

static EVERYWHERE: OperationFacts = OperationFacts {
    id: "everywhere",
    title: "everywhere",
    method: Method::POST,
    path: "/people/{personId}/notes/{noteId}",
    accept: "",
    content_type: "application/json",
    repeatable: false,
    lockout: &[],
    sensitive: &["personId", "number", "X-Person", "words", "owner"],
    security: &[&[
        Scheme::OAuth2,
        Scheme::ApiKey(KeyPlace::Query, "key"),
        Scheme::ApiKey(KeyPlace::Cookie, "session"),
        Scheme::ApiKey(KeyPlace::Header, "X-Key"),
    ]],
};

impl Operation for Everywhere {
    type Success = Verdict;
    type Failure = VerifyCodeError;
    const FACTS: &'static OperationFacts = &EVERYWHERE;

    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError> {
        let mut draft = Draft::new(Self::FACTS, base);
        draft.path("/people/");
        draft.segment("person_id", "jo/anna");
        draft.path("/notes/");
        draft.segment("note_id", "plain-note");
        draft.form("number", "number", Some(&["first one", "second"]), false);
        draft.query("page", Some("plain-page"));
        draft.header("x_person", "x-person", Some("abc"));
        draft.header("x_plain", "x-plain", Some("plain"));
        draft.json(&json!({
            "words": "white horse",
            "plain": "plain-member",
            "deep": [{"owner": {"name": "marianne", "age": 4217}}],
        }))
    }

    fn decode(reply: &mut Reply) -> Result<Verdict, DecodeFailure<VerifyCodeError>> {
        reply.unexpected()
    }
}

/// What must be hidden, and what need not be.
const ECHO: &str = "jo/anna jo%2Fanna first+one second abc white horse marianne 4217 custom-header t0ken \
     query-key cookie-key header-key client-name client-word Y2xpZW50LW5hbWU6Y2xpZW50LXdvcmQ= \
     plain-note plain-page plain plain-member";

const HIDDEN: &str = "[masked] [masked] [masked] [masked] [masked] [masked] [masked] [masked] [masked] [masked] \
     [masked] [masked] [masked] [masked] [masked] [masked] \
     plain-note plain-page plain plain-member";

fn builder(script: Vec<Script>) -> ClientBuilder {
    let token = Script::Reply(reply(200, r#"{"access_token":"t0ken"}"#));
    let credentials = Credentials::oauth2("client-name", "client-word")
        .and(Credentials::api_key("key", "query-key"))
        .and(Credentials::api_key("session", "cookie-key"))
        .and(Credentials::api_key("X-Key", "header-key"));
    Scripted::new([token].into_iter().chain(script))
        .builder()
        .body_limit(10_000)
        .credentials(credentials)
}

fn fail(script: Script) -> CallError<VerifyCodeError> {
    let client = builder(vec![script]).build().unwrap();
    let call = client.call(Everywhere).header("x-own", "custom-header");
    now(call.retry(RetryPolicy::none())).unwrap_err()
}

fn bytes(status: u16, body: String) -> Script {
    let body = Body::from(Bytes::from(body));
    Script::Reply(Response::builder().status(status).body(body).unwrap())
}

#[test]
fn the_servers_words_show_no_value_of_the_call() {
    let error = fail(bytes(400, json!({"error": ECHO}).to_string()));
    let text = error.to_string();
    let words = text.strip_prefix("everywhere: 400 Bad Request: ").unwrap();
    assert_eq!(words, format!("{HIDDEN} (attempts 1)"));
    assert!(format!("{error:?}").contains(HIDDEN), "{error:?}");
}

#[test]
fn the_parts_of_a_form_are_looked_through() {
    let form = Multipart::new()
        .text("words", "white\r\n--horse")
        .text("plain", "plain-part")
        .text("json", r#"{"owner": "marianne", "plain": 77}"#)
        .file("number", Upload::from(b"[4217]"));
    let sent = Sensitive {
        facts: &EVERYWHERE,
        request: Draft::new(
            &EVERYWHERE,
            &BaseUrl::parse("https://api.example.com").unwrap(),
        )
        .multipart("multipart/form-data", &form)
        .unwrap(),
        tokens: None,
        used: Vec::new(),
    };
    assert_eq!(
        sent.masker()
            .hide("white\r\n--horse, plain-part, marianne, 77, 4217"),
        "[masked], plain-part, [masked], 77, [masked]",
    );
}

#[test]
fn a_request_id_is_none_if_it_repeats_a_value() {
    let cases = [
        ("request-9", Some("request-9")),
        ("x-marianne", None),
        ("4217", None),
    ];
    for (id, shown) in cases {
        let error = fail(bytes(400, json!({"requestId": id}).to_string()));
        assert_eq!(error.request_id(), shown, "{id}");
    }
}

/// An error of a program's own transport.
#[derive(Debug)]
struct Chatty(&'static str, Option<io::Error>);

impl fmt::Display for Chatty {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for Chatty {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source: &(dyn std::error::Error + 'static) = self.1.as_ref()?;
        Some(source)
    }
}

fn failed(text: &str, source: Chatty) -> Script {
    let error = TransportError::new(TransportErrorKind::Io, text).with_source(source);
    Script::Fail(error)
}

#[test]
fn what_a_transport_says_shows_no_value_of_the_call() {
    let below = io::Error::other("GET /?key=query-key");
    let error = fail(failed(
        "sent marianne",
        Chatty("for client-word", Some(below)),
    ));
    assert_eq!(
        error.to_string(),
        "everywhere: the connection failed: sent [masked] (attempts 1)"
    );
    let source = error.source().unwrap();
    assert_eq!(source.to_string(), "for [masked]");
    let below = source.source().unwrap();
    assert_eq!(below.to_string(), "GET /?key=[masked]");
    assert_eq!(
        format!("{source:?} {below:?}"),
        r#""for [masked]" "GET /?key=[masked]""#
    );

    let clean = fail(failed("reset", Chatty("by peer", None)));
    assert!(clean.source().unwrap().is::<Chatty>());
}

#[test]
fn a_token_endpoints_words_show_no_credentials() {
    let said = "for client-name client-word Y2xpZW50LW5hbWU6Y2xpZW50LXdvcmQ= Q2xpZW50 of marianne";
    let said = json!({"error": "invalid", "error_description": said}).to_string();
    let transport = Scripted::new([bytes(400, said)]);
    let client = transport.builder().credentials(
        Credentials::oauth2("client-name", "client-word")
            .and(Credentials::api_key("key", "query-key"))
            .and(Credentials::api_key("session", "cookie-key"))
            .and(Credentials::api_key("X-Key", "header-key")),
    );
    let error = now(client.build().unwrap().call(Everywhere)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "everywhere: no access token: the token endpoint answered 400 Bad Request: invalid: \
         for [masked] [masked] [masked] Q2xpZW50 of [masked]"
    );
}

#[test]
fn debug_of_a_reply_shows_no_header() {
    let reply = Response::builder()
        .header("x-echo", "hunter2")
        .body(())
        .unwrap();
    let reply = Reply::new(reply.into_parts().0, Body::from(b"hunter2".to_vec()));
    assert_eq!(
        format!("{reply:?}"),
        "Reply { status: 200, body: Body(7 bytes), .. }"
    );
}
