//! How often a request reaches the server.

use std::time::Duration;

use client_runtime::client::Client;
use client_runtime::operation::Operation;
use client_runtime::retry::RetryPolicy;
use client_runtime::security::Credentials;
use client_runtime::transport::TransportErrorKind as Kind;

use super::probes::{Probe, READ, SEND, VERIFY};
use super::simulation::{Answer, World, is_token, run};
use super::support::{End, Pieces};

const VALID: &str = r#"{"valid":true}"#;

const SECOND: Duration = Duration::from_secs(1);

type Outcome = (&'static str, fn() -> Answer, [usize; 6]);

/// How often a request goes out that always comes to the same: a send with Basic and with OAuth2, a verification with both, and
/// something harmless with both.
fn outcomes() -> Vec<Outcome> {
    let status = |name, answer: fn() -> Answer, counts| (name, answer, counts);
    vec![
        status("success", || Answer::new(200, VALID), [1; 6]),
        status("misfit", || Answer::new(200, "<html>"), [1; 6]),
        status("no connection", || Answer::fail(Kind::Connect), [3; 6]),
        status("certificate", || Answer::fail(Kind::Certificate), [1; 6]),
        status("setup", || Answer::fail(Kind::Setup), [1; 6]),
        status("reset", || Answer::fail(Kind::Io), [1, 1, 1, 1, 3, 3]),
        status(
            "timeout",
            || Answer::fail(Kind::Timeout),
            [1, 1, 1, 1, 3, 3],
        ),
        // The second attempt uses up the call's time.
        status(
            "silence",
            || Answer::new(200, VALID).after(SECOND * 99),
            [1, 1, 1, 1, 2, 2],
        ),
        status(
            "reset in the body",
            || Answer::new(200, "").body(Pieces::body(["{"], End::Broken)),
            [1, 1, 1, 1, 3, 3],
        ),
        status("too large", || Answer::new(200, "x".repeat(65)), [1; 6]),
        status(
            "302",
            || Answer::new(302, "").header("location", "/"),
            [1; 6],
        ),
        status("400", || Answer::new(400, ""), [1; 6]),
        status("401", || Answer::new(401, ""), [1, 2, 1, 2, 1, 2]),
        status("403", || Answer::new(403, ""), [1; 6]),
        status("404", || Answer::new(404, ""), [1; 6]),
        status("408", || Answer::new(408, ""), [1, 1, 1, 1, 3, 3]),
        status("429", || Answer::new(429, ""), [1, 1, 1, 1, 3, 3]),
        status(
            "429, wait",
            || Answer::new(429, "").header("retry-after", "2"),
            [3, 3, 1, 1, 3, 3],
        ),
        status(
            "429, wait long",
            || Answer::new(429, "").header("retry-after", "11"),
            [1; 6],
        ),
        status(
            "429, garbage",
            || Answer::new(429, "").header("retry-after", "soon"),
            [1, 1, 1, 1, 3, 3],
        ),
        status(
            "429, two waits",
            || {
                Answer::new(429, "")
                    .header("retry-after", "1")
                    .header("retry-after", "11")
            },
            [1; 6],
        ),
        status(
            "429, broken",
            || {
                let broken = Answer::new(429, "").header("retry-after", "1");
                broken.body(Pieces::body(["{"], End::Broken))
            },
            [1, 1, 1, 1, 3, 3],
        ),
        status("500", || Answer::new(500, ""), [1; 6]),
        status("502", || Answer::new(502, ""), [1, 1, 1, 1, 3, 3]),
        status("503", || Answer::new(503, ""), [1, 1, 1, 1, 3, 3]),
        status(
            "503, wait",
            || Answer::new(503, "").header("retry-after", "1"),
            [1, 1, 1, 1, 3, 3],
        ),
        status("504", || Answer::new(504, ""), [1, 1, 1, 1, 3, 3]),
    ]
}

fn world(answer: fn() -> Answer) -> World {
    World::new(move |seen| {
        if is_token(seen) {
            Answer::token("token", 3600)
        } else {
            answer()
        }
    })
}

fn sent<const KIND: usize>(answer: fn() -> Answer, credentials: Credentials) -> usize
where
    Probe<KIND>: Operation<Success = super::support::Verdict>,
{
    let world = world(answer);
    let client = world.builder().credentials(credentials).build().unwrap();
    let result = run(&world, [client.call(Probe::<KIND>)]).remove(0);
    let (_, sent) = world.counts();
    let told = match result {
        Ok(response) => response.attempts(),
        Err(error) => error.attempts(),
    };
    assert_eq!(usize::try_from(told).unwrap(), sent);
    assert!(world.passed() <= SECOND * 30);
    sent
}

#[test]
fn a_request_goes_out_again_only_where_that_cannot_do_it_twice() {
    let basic = || Credentials::basic("user", "password");
    let oauth2 = || Credentials::oauth2("id", "secret");
    for (name, answer, expected) in outcomes() {
        let counts = [
            sent::<SEND>(answer, basic()),
            sent::<SEND>(answer, oauth2()),
            sent::<VERIFY>(answer, basic()),
            sent::<VERIFY>(answer, oauth2()),
            sent::<READ>(answer, basic()),
            sent::<READ>(answer, oauth2()),
        ];
        assert_eq!(counts, expected, "{name}");
    }
}

fn attempts(world: &World, client: &Client, policy: Option<RetryPolicy>) -> usize {
    let mut call = client.call(Probe::<READ>);
    if let Some(policy) = policy {
        call = call.retry(policy);
    }
    let _ = run(world, [call]);
    world.counts().1
}

#[test]
fn the_policy_is_the_clients_or_the_calls() {
    let world = world(|| Answer::new(503, ""));
    let builder = || world.builder().credentials(Credentials::bearer("t"));
    let client = builder()
        .retry(RetryPolicy::default().attempts(2))
        .build()
        .unwrap();
    assert_eq!(attempts(&world, &client, None), 2);
    assert_eq!(attempts(&world, &client, Some(RetryPolicy::none())), 1);
    assert_eq!(
        attempts(&world, &client, Some(RetryPolicy::default().attempts(5))),
        5
    );
    assert_eq!(
        attempts(
            &world,
            &client,
            Some(RetryPolicy::default().total(Duration::ZERO))
        ),
        1
    );
    let none = builder().retry(RetryPolicy::none()).build().unwrap();
    assert_eq!(attempts(&world, &none, None), 1);
}

#[test]
fn without_repetitions_not_even_a_new_token_is_tried() {
    let world = world(|| Answer::new(401, ""));
    let client = world.builder().retry(RetryPolicy::none()).build().unwrap();
    let error = run(&world, [client.call(Probe::<SEND>)])
        .remove(0)
        .unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (1, true));
    assert_eq!(world.counts(), (1, 1));
}

#[test]
fn duplicates_have_to_be_allowed_by_name() {
    let world = world(|| Answer::fail(Kind::Io));
    let policy = RetryPolicy::default().dangerously_allow_duplicates();
    let client = world.builder().retry(policy).build().unwrap();
    let error = run(&world, [client.call(Probe::<SEND>)])
        .remove(0)
        .unwrap_err();
    assert_eq!(
        (error.attempts(), error.maybe_sent(), error.is_retryable()),
        (3, true, false)
    );
}

#[test]
fn all_calls_share_one_budget_and_successes_pay_it_back() {
    let world = World::new(|seen| match seen.call.as_str() {
        "good" => Answer::new(200, VALID),
        _ => Answer::new(503, ""),
    });
    let policy = RetryPolicy::default().budget(5);
    let builder = world.builder().credentials(Credentials::bearer("t"));
    let client = builder.retry(policy.clone()).build().unwrap();
    let mut counts = Vec::new();
    for _ in 0..4 {
        counts.push(attempts(&world, &client.clone(), None));
    }
    assert_eq!(counts, [3, 3, 2, 1]);
    for _ in 0..10 {
        let good = client.call(Probe::<READ>).header("x-call", "good");
        run(&world, [good]).remove(0).unwrap();
    }
    world.seen();
    assert_eq!(attempts(&world, &client, None), 2);
    assert_eq!(attempts(&world, &client, None), 1);
    assert_eq!(attempts(&world, &client, Some(policy.without_budget())), 3);
}

#[test]
fn what_was_once_unsure_stays_unsure() {
    let mut count = 0;
    let world = World::new(move |_| {
        count += 1;
        Answer::fail(if count == 1 { Kind::Io } else { Kind::Connect })
    });
    let client = world
        .builder()
        .credentials(Credentials::bearer("t"))
        .build()
        .unwrap();
    let error = run(&world, [client.call(Probe::<READ>)])
        .remove(0)
        .unwrap_err();
    assert_eq!((error.attempts(), error.maybe_sent()), (3, true));
}

#[test]
fn waits_are_as_long_as_the_server_asks() {
    let mut count = 0;
    let world = World::new(move |_| {
        count += 1;
        let wait = ["3", "Sun, 06 Nov 1994 08:49:39 GMT", "0"][count % 3];
        Answer::new(429, "")
            .header("retry-after", wait)
            .header("date", "Sun, 06 Nov 1994 08:49:37 GMT")
            .after(Duration::ZERO)
    });
    let builder = world.builder().credentials(Credentials::bearer("t"));
    let policy = RetryPolicy::default().attempts(4).base(Duration::ZERO);
    let client = builder.retry(policy).build().unwrap();
    let _ = run(&world, [client.call(Probe::<SEND>)]);
    let times: Vec<_> = world.seen().iter().map(|seen| seen.at.as_secs()).collect();
    assert_eq!(times, [0, 2, 2, 5]);
}
