//! Which credentials a request carries.

use client_runtime::base_url::BaseUrl;
use client_runtime::body::Body;
use client_runtime::draft::Draft;
use client_runtime::operation::{DecodeFailure, Operation, OperationFacts, Reply};
use client_runtime::problems::ValidationError;
use client_runtime::report::Phase;
use client_runtime::security::{Credentials, KeyPlace, Scheme};
use http::{Method, Request};

use super::support::{Scripted, VerifyCodeError, now};

const HEADER: Scheme = Scheme::ApiKey(KeyPlace::Header, "X-Key");
const QUERY: Scheme = Scheme::ApiKey(KeyPlace::Query, "key");
const COOKIE: Scheme = Scheme::ApiKey(KeyPlace::Cookie, "sid");

/// An operation for each way to ask for credentials.
struct Asks<const KIND: usize>;

static ASKS: [OperationFacts; 5] = [
    facts(&[&[HEADER]]),
    facts(&[&[QUERY, COOKIE]]),
    facts(&[&[Scheme::Basic], &[Scheme::Bearer], &[HEADER]]),
    facts(&[&[HEADER, Scheme::Bearer], &[Scheme::Basic]]),
    facts(&[&[], &[Scheme::Bearer]]),
];

const fn facts(security: &'static [&'static [Scheme]]) -> OperationFacts {
    OperationFacts {
        id: "ask",
        title: "ask",
        method: Method::GET,
        path: "/ask",
        accept: "",
        content_type: "",
        repeatable: true,
        lockout: &[],
        sensitive: &[],
        security,
    }
}

impl<const KIND: usize> Operation for Asks<KIND> {
    type Success = ();
    type Failure = VerifyCodeError;
    const FACTS: &'static OperationFacts = &ASKS[KIND];

    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError> {
        let mut draft = Draft::new(Self::FACTS, base);
        draft.path("/ask");
        draft.query("page", Some(1));
        draft.empty()
    }

    fn decode(reply: &mut Reply) -> Result<(), DecodeFailure<VerifyCodeError>> {
        reply.success_empty()
    }
}

/// What a request carries: the query, then the headers that prove something.
fn carried<const KIND: usize>(credentials: Credentials) -> Result<String, String> {
    let transport = Scripted::reply(200, "");
    let client = transport
        .builder()
        .credentials(credentials)
        .build()
        .unwrap();
    if let Err(error) = now(client.call(Asks::<KIND>)) {
        assert_eq!(error.phase(), Phase::Configuration);
        assert!(transport.sent().is_empty());
        return Err(error.to_string());
    }
    let sent = transport.sent().remove(0);
    let mut carried = sent.uri.rsplit_once('?').unwrap().1.to_owned();
    for name in ["authorization", "cookie", "x-key"] {
        if let Some(value) = sent.headers.get(name) {
            assert!(value.is_sensitive());
            carried = format!("{carried} {name}={}", value.to_str().unwrap());
        }
    }
    Ok(carried)
}

fn key() -> Credentials {
    Credentials::api_key("x-KEY", "k1")
}

fn basic() -> Credentials {
    Credentials::basic("u", "p")
}

fn bearer() -> Credentials {
    Credentials::bearer("t")
}

#[test]
fn keys_go_where_the_description_has_them() {
    let ok = |text: &str| Ok(text.to_owned());
    assert_eq!(carried::<0>(key()), ok("page=1 x-key=k1"));
    let both = Credentials::api_key("key", "a&b").and(Credentials::api_key("sid", "c; d"));
    assert_eq!(
        carried::<1>(both),
        ok("page=1&key=a%26b cookie=sid=c%3B%20d")
    );
    let refusal = "the client's credentials are not of a kind that this operation accepts";
    let refused = Err(format!("ask: {refusal}"));
    assert_eq!(carried::<1>(Credentials::api_key("key", "half")), refused);
    assert_eq!(carried::<0>(basic()), refused);
    let unfit = "ask: the API key holds characters that a header cannot carry";
    assert_eq!(
        carried::<0>(Credentials::api_key("X-Key", "a\nb")),
        Err(unfit.to_owned())
    );
}

#[test]
fn the_credentials_that_come_first_win_where_several_would_do() {
    let ok = |text: &str| Ok(format!("page=1 {text}"));
    assert_eq!(
        carried::<2>(basic().and(bearer())),
        ok("authorization=Basic dTpw")
    );
    assert_eq!(
        carried::<2>(bearer().and(basic())),
        ok("authorization=Bearer t")
    );
    assert_eq!(carried::<2>(key().and(basic())), ok("x-key=k1"));
    // A set counts only if all of it is there.
    assert_eq!(
        carried::<3>(key().and(basic())),
        ok("authorization=Basic dTpw")
    );
    assert_eq!(
        carried::<3>(key().and(bearer()).and(basic())),
        ok("authorization=Bearer t x-key=k1")
    );
}

#[test]
fn where_credentials_are_optional_those_that_fit_are_sent() {
    assert_eq!(
        carried::<4>(bearer()),
        Ok("page=1 authorization=Bearer t".to_owned())
    );
    assert_eq!(carried::<4>(basic()), Ok("page=1".to_owned()));
}
