//! What holds for all values. The long form is `PROPTEST_CASES=10000`.

use std::time::Duration;

use client_runtime::base_url::BaseUrl;
use client_runtime::draft::Draft;
use client_runtime::random::Random;
use client_runtime::report::Phase;
use client_runtime::retry::{Decision, Ending, RetryPolicy, Situation, decide};
use client_runtime::retry_after;
use http::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use http::{StatusCode, Uri};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use url::Url;

use super::probes::{PROBES, READ};
use super::support::{Script, Scripted, now, reply, verify};

/// A file of failures beside the source would be a file that nobody reads.
fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Text with much of what means something in a URL.
fn tricky() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "/", "\\", ".", "..", "%", "%2e", "%2E%2e", "%2f", "%00", "?", "#", ";", ":", "@", "&",
        "=", "+", " ", "\r\n", "\t", "\0", "é", "\u{202e}", "a", "Z", "0", "~", "[", "]", "|", "^",
        "`", "{", "}", "<", "\"",
    ];
    let pieces = vec(prop::sample::select(PIECES), 0..8).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => pieces, 1 => any::<String>()]
}

fn duration() -> impl Strategy<Value = Duration> {
    prop_oneof![
        Just(Duration::ZERO),
        Just(Duration::MAX),
        (0..100_000_u64).prop_map(Duration::from_millis),
        any::<Duration>(),
    ]
}

proptest! {
    #![proptest_config(config())]

    /// By the reading of another parser, which also resolves dot segments, encoded or not.
    #[test]
    fn a_value_comes_back_as_the_one_segment_that_it_was(
        value in tricky(),
        folders in vec("[a-z0-9._~-]{0,4}x", 0..3),
        slashes in 0..3_usize,
    ) {
        let text = format!("https://api.example.com/{}{}", folders.join("/"), "/".repeat(slashes));
        let base = BaseUrl::parse(&text).unwrap();
        let mut draft = Draft::new(&PROBES[READ], &base);
        draft.path("/items/");
        draft.segment("id", &value);
        draft.path("/end");
        match draft.empty() {
            Err(error) => prop_assert!(matches!(value.as_str(), "" | "." | ".."), "{error}"),
            Ok(request) => {
                let url = Url::parse(&request.uri().to_string()).unwrap();
                let segments: Vec<_> = url.path_segments().unwrap().map(decoded).collect();
                let folders = folders.iter().map(String::as_str);
                let expected: Vec<_> = folders.chain(["items", &value, "end"]).collect();
                prop_assert_eq!(segments, expected);
                prop_assert_eq!(url.host_str(), Some("api.example.com"));
                prop_assert_eq!((url.query(), url.fragment()), (None, None));
            }
        }
    }

    /// By the reading of another parser, which is the one of the default transport.
    #[test]
    fn a_base_url_says_the_same_to_everyone(
        scheme in prop::sample::select(&["http://", "https://", "HTTPS://", "ftp://", "//", ""][..]),
        host in prop_oneof![tricky(), "[a-z0-9.-]{1,8}", Just("127.0.0.1".to_owned()), Just("localhost".to_owned())],
        rest in tricky(),
    ) {
        let Ok(base) = BaseUrl::parse(&format!("{scheme}{host}{rest}")) else { return Ok(()) };
        let uri: Uri = base.as_str().parse().unwrap();
        // Names that end in a number are addresses to one parser and nothing to the other.
        let Ok(url) = Url::parse(base.as_str()) else { return Ok(()) };
        let is_local = match url.host() {
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            Some(url::Host::Domain(name)) => name == "localhost",
            None => false,
        };
        prop_assert!(url.scheme() == "https" || (url.scheme() == "http" && is_local));
        prop_assert_eq!((url.username(), url.password()), ("", None));
        prop_assert_eq!((url.query(), url.fragment()), (None, None));
        prop_assert_eq!(url.path(), uri.path());
        prop_assert_eq!(url.port_or_known_default(), uri.port_u16().or(url.port_or_known_default()));
    }

    #[test]
    fn waits_are_within_their_bounds(
        (attempts, most) in (1..40_u32, 1..40_u32),
        (base, cap) in (duration(), duration()),
        (elapsed, limit, total) in (duration(), option::of(duration()), option::of(duration())),
        asked in option::of(duration()),
        ending in prop::sample::select(&[Ending::NotConnected, Ending::Lost, Ending::Status(StatusCode::SERVICE_UNAVAILABLE)][..]),
        seed in any::<u64>(),
    ) {
        let situation = Situation {
            facts: &PROBES[READ],
            can_resend: true,
            can_renew: false,
            ending,
            retry_after: asked,
            attempts,
            elapsed,
            limit,
            has_budget: true,
        };
        let policy = RetryPolicy::default().attempts(most).base(base).cap(cap);
        let policy = total.into_iter().fold(policy, RetryPolicy::total);
        let decision = decide(&situation, &policy, &Random::seeded(seed));
        let Decision::Wait(wait) = decision else {
            prop_assert_eq!(decision, Decision::Return);
            return Ok(());
        };
        prop_assert!(attempts < most);
        prop_assert!(wait <= cap);
        match asked {
            Some(asked) => prop_assert!(wait >= asked),
            None => {
                let doubled = 2_u32.checked_pow(attempts - 1).unwrap_or(u32::MAX);
                prop_assert!(wait <= base.saturating_mul(doubled));
            }
        }
        for limit in limit.into_iter().chain(total) {
            prop_assert!(elapsed + wait < limit);
        }
    }

    #[test]
    fn any_retry_after_is_read_and_none_is_waited_for_longer_than_the_cap(
        values in vec(prop_oneof![
            vec(any::<u8>(), 0..40),
            "[0-9]{1,30}".prop_map(String::into_bytes),
            "(Sun|Mon|Fri)(day)?, [0-9]{2}[ -](Nov|Feb|xyz)[ -][0-9]{2,4} [0-9]{2}:[0-9]{2}:[0-9]{2} (GMT|UTC)".prop_map(String::into_bytes),
            Just(b"Sun Nov  6 08:49:37 1994".to_vec()),
        ], 0..4),
        date in option::of("Sun, 06 Nov [0-9]{4} 08:49:37 GMT"),
        cap in duration(),
    ) {
        let mut headers = HeaderMap::new();
        for value in values.iter().filter_map(|value| HeaderValue::from_bytes(value).ok()) {
            headers.append(RETRY_AFTER, value);
        }
        if let Some(date) = date {
            headers.insert(DATE, date.parse().unwrap());
        }
        let asked = retry_after::read(&headers);
        for value in headers.get_all(RETRY_AFTER) {
            let text = value.to_str().unwrap_or_default();
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
            if let (true, Ok(seconds)) = (is_number, text.parse()) {
                prop_assert!(asked >= Some(Duration::from_secs(seconds)));
            }
        }
        let situation = Situation {
            facts: &PROBES[READ],
            can_resend: true,
            can_renew: false,
            ending: Ending::Status(StatusCode::TOO_MANY_REQUESTS),
            retry_after: asked,
            attempts: 1,
            elapsed: Duration::ZERO,
            limit: None,
            has_budget: true,
        };
        let policy = RetryPolicy::default().cap(cap);
        match decide(&situation, &policy, &Random::seeded(1)) {
            Decision::Wait(wait) => prop_assert!(wait <= cap),
            _ => prop_assert!(asked > Some(cap)),
        }
    }

    #[test]
    fn no_header_carries_a_line_break(value in tricky(), name in prop_oneof![Just("x-name".to_owned()), tricky()]) {
        let transport = Scripted::new([Script::Reply(reply(200, r#"{"valid":true}"#))]);
        let result = now(transport.client().call(verify()).header(&name, &value));
        let sent = transport.sent();
        match result {
            Ok(_) => {
                let found = sent[0].headers.get(&name).unwrap().as_bytes();
                prop_assert_eq!(found, value.as_bytes());
                let is_control = |byte: &u8| (*byte < b' ' && *byte != b'\t') || *byte == 0x7f;
                prop_assert!(!found.iter().any(is_control));
            }
            Err(error) => {
                prop_assert_eq!(error.phase(), Phase::Validation);
                prop_assert!(sent.is_empty());
                prop_assert!(name != "x-name" || value.chars().any(char::is_control), "{}", error);
            }
        }
    }
}

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment)
        .decode_utf8()
        .unwrap()
        .into_owned()
}
