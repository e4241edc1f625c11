//! When tokens are asked for, and by whom.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use client_runtime::client::Client;
use client_runtime::report::Phase;
use client_runtime::security::Credentials;
use client_runtime::token_source::{Fetch, Token, TokenError, TokenSource};
use client_runtime::transport::TransportErrorKind;

use super::simulation::{Answer, Seen, Tasks, World, is_token, run};
use super::support::verify;

const VALID: &str = r#"{"valid":true}"#;

const SECOND: Duration = Duration::from_secs(1);

/// A server whose tokens are called `token-1`, `token-2` and so on, and that takes all of them.
fn issuing(seconds: u64) -> World {
    let mut count = 0;
    World::new(move |seen| {
        if is_token(seen) {
            count += 1;
            Answer::token(&format!("token-{count}"), seconds)
        } else {
            Answer::new(200, VALID)
        }
    })
}

fn client(world: &World) -> Client {
    world.builder().build().unwrap()
}

fn call(world: &World, client: &Client) -> Result<u16, String> {
    let result = run(world, [client.call(verify())]).remove(0);
    result
        .map(|response| response.status().as_u16())
        .map_err(|error| error.to_string())
}

#[test]
fn a_thousand_first_calls_ask_for_one_token() {
    let world = issuing(3600);
    let client = client(&world);
    let clones = (0..1000).map(|_| client.clone().call(verify()));
    let results = run(&world, clones);
    assert!(results.iter().all(Result::is_ok));
    let seen = world.seen();
    let (tokens, calls): (Vec<&Seen>, Vec<&Seen>) = seen.iter().partition(|seen| is_token(seen));
    assert_eq!((tokens.len(), calls.len()), (1, 1000));
    assert_eq!(tokens[0].authorization, "Basic aWQ6c2VjcmV0");
    assert!(
        calls
            .iter()
            .all(|seen| seen.authorization == "Bearer token-1")
    );
}

#[test]
fn a_leader_that_is_dropped_leaves_nobody_waiting() {
    // Far more turns than a call takes: the last ones drop nothing at all.
    for turns in 0..12 {
        let world = issuing(3600);
        let client = client(&world);
        let mut tasks = Tasks::new((0..5).map(|_| client.call(verify())));
        for _ in 0..turns {
            tasks.turn(&world);
        }
        tasks.abort(0);
        let outputs = tasks.run(&world);
        for output in &outputs[1..] {
            assert!(output.as_ref().unwrap().is_ok(), "after {turns} turns");
        }
        let (tokens, _) = world.counts();
        assert!(tokens <= 2, "{tokens} after {turns} turns");
    }
}

#[test]
fn a_leader_whose_own_time_is_over_hands_the_lead_on() {
    let mut is_first = true;
    let world = World::new(move |seen| match is_token(seen) {
        true if std::mem::take(&mut is_first) => Answer::new(500, "").after(SECOND * 60),
        true => Answer::token("token", 3600),
        false => Answer::new(200, VALID),
    });
    let client = client(&world);
    let hasty = client.call(verify()).timeout(SECOND);
    let results = run(&world, [hasty, client.call(verify())]);
    let error = results[0].as_ref().unwrap_err();
    assert_eq!(
        (error.phase(), error.attempts(), error.maybe_sent()),
        (Phase::Timeout, 0, false)
    );
    assert!(results[1].is_ok());
}

#[test]
fn ten_thousand_calls_over_twenty_lives_ask_for_twenty_tokens() {
    let world = issuing(3600);
    let client = client(&world);
    for _ in 0..10_000 {
        assert_eq!(call(&world, &client), Ok(200));
        world.pass(Duration::from_millis(7_080));
    }
    let (tokens, calls) = world.counts();
    assert!((20..=21).contains(&tokens), "{tokens}");
    assert_eq!(calls, 10_000);
}

#[test]
fn a_storm_of_refused_calls_asks_for_one_new_token() {
    for heals in [true, false] {
        let mut count = 0;
        let world = World::new(move |seen| {
            if is_token(seen) {
                count += 1;
                return Answer::token(&format!("token-{count}"), 3600);
            }
            let is_good = heals && seen.authorization != "Bearer token-1";
            // No two come back at the same moment.
            let after = Duration::from_micros(u64::try_from(seen.at.as_nanos() % 977).unwrap());
            Answer::new(if is_good { 200 } else { 401 }, VALID).after(SECOND + after)
        });
        let client = client(&world);
        let results = run(&world, (0..100).map(|_| client.call(verify())));
        for result in results {
            match result {
                Ok(response) => assert_eq!((heals, response.attempts()), (true, 2)),
                Err(error) => assert_eq!(
                    (
                        heals,
                        error.status().unwrap().as_u16(),
                        error.attempts(),
                        error.is_retryable()
                    ),
                    (false, 401, 2, false)
                ),
            }
        }
        assert_eq!(world.counts(), (2, 200));
    }
}

#[test]
fn a_403_brings_a_new_token_for_the_next_call_but_not_too_often() {
    let mut count = 0;
    let world = World::new(move |seen| {
        if is_token(seen) {
            count += 1;
            return Answer::token(&format!("token-{count}"), 3600);
        }
        Answer::new(403, "")
    });
    let client = client(&world);
    let refused = Err("verify code: 403 Forbidden (attempts 1)".to_owned());
    // When the call is made, and whether it needs a token that was not there.
    for (after, tokens) in [(0, 1), (1, 1), (10, 0), (15, 0), (10, 0), (1, 1), (1, 0)] {
        world.pass(SECOND * after);
        assert_eq!(call(&world, &client), refused);
        assert_eq!(world.counts(), (tokens, 1), "after {after} s more");
    }
}

#[test]
fn a_token_is_replaced_early_and_stays_in_use_until_it_is() {
    let mut count = 0;
    let world = World::new(move |seen| {
        if !is_token(seen) {
            return Answer::new(200, VALID);
        }
        count += 1;
        match count {
            2 => Answer::fail(TransportErrorKind::Connect),
            count => Answer::token(&format!("token-{count}"), 100),
        }
    });
    let client = client(&world);
    let mut calls = Vec::new();
    // With 100 s of life the margin is 10 s: never earlier than that, and at the latest when half of it is over.
    for after in [0, 89, 6, 0, 2, 0] {
        world.pass(SECOND * after);
        assert_eq!(call(&world, &client), Ok(200));
        let seen = world.seen();
        let tokens = seen.iter().filter(|seen| is_token(seen)).count();
        calls.push((tokens, seen.last().unwrap().authorization.clone()));
    }
    let first = "Bearer token-1".to_owned();
    let third = "Bearer token-3".to_owned();
    assert_eq!(
        calls,
        [
            (1, first.clone()),
            (0, first.clone()),
            // The refresh fails, is not tried again at once, and then works.
            (1, first.clone()),
            (0, first),
            (1, third.clone()),
            (0, third),
        ]
    );
}

#[test]
fn while_a_token_is_replaced_early_the_others_go_on_with_the_old_one() {
    let mut count = 0;
    let world = World::new(move |seen| {
        if !is_token(seen) {
            return Answer::new(200, VALID);
        }
        count += 1;
        Answer::token(&format!("token-{count}"), 600).after(SECOND)
    });
    let client = client(&world);
    assert_eq!(call(&world, &client), Ok(200));
    world.pass(SECOND * 575);
    world.seen();
    let results = run(&world, (0..10).map(|_| client.call(verify())));
    assert!(results.iter().all(Result::is_ok));
    let seen = world.seen();
    let with = |text: &str| {
        seen.iter()
            .filter(|seen| seen.authorization == text)
            .count()
    };
    assert_eq!((with("Bearer token-1"), with("Bearer token-2")), (9, 1));
}

#[test]
fn a_failure_is_everyones_who_waits_and_is_remembered_for_a_second() {
    let world = World::new(|seen| {
        assert!(is_token(seen), "nothing goes out without a token");
        Answer::new(500, "").after(SECOND * 3)
    });
    let client = client(&world);
    let results = run(&world, (0..100).map(|_| client.call(verify())));
    for result in results {
        let error = result.unwrap_err();
        assert_eq!(
            error.to_string(),
            "verify code: no access token: the token endpoint answered 500 Internal Server Error"
        );
        assert_eq!(
            (
                error.phase(),
                error.maybe_sent(),
                error.is_retryable(),
                error.status()
            ),
            (Phase::Authentication, false, true, None)
        );
    }
    assert_eq!(world.counts(), (1, 0));
    for (after, tokens) in [(0, 0), (999, 0), (1, 1)] {
        world.pass(Duration::from_millis(after));
        assert!(call(&world, &client).is_err());
        assert_eq!(world.counts().0, tokens, "after {after} ms more");
    }
}

#[test]
fn a_token_without_any_life_is_used_once() {
    let world = issuing(0);
    let client = client(&world);
    let results = run(&world, (0..5).map(|_| client.call(verify())));
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(world.counts(), (5, 5));
}

#[test]
fn a_token_request_has_the_time_of_an_attempt() {
    let world = World::new(|_| Answer::token("late", 60).after(SECOND * 3600));
    let text = call(&world, &client(&world)).unwrap_err();
    assert_eq!(
        text,
        "verify code: no access token: timed out: no complete reply within 15s, the limit of one attempt"
    );
    assert_eq!(world.passed(), SECOND * 15);
}

/// Counts how often it is asked, and answers in each of the ways.
struct Own(Arc<AtomicUsize>);

impl TokenSource for Own {
    fn fetch(&self) -> Fetch {
        match self.0.fetch_add(1, Ordering::SeqCst) {
            0 => Fetch::Done(Ok(Token::new("ready"))),
            1 => Fetch::Wait(Box::pin(async {
                Ok(Token::new("waited").lasts(SECOND * 10))
            })),
            2 => Fetch::Done(Ok(Token::new("line\nbreak"))),
            _ => Fetch::Done(Err(TokenError::new("the vault is closed"))),
        }
    }
}

#[test]
fn a_source_of_tokens_can_be_the_callers_own() {
    let world = World::new(|_| Answer::new(200, VALID));
    let asked = Arc::new(AtomicUsize::new(0));
    let credentials = Credentials::token_source(Own(Arc::clone(&asked)));
    assert_eq!(format!("{credentials:?}"), "Credentials[TokenSource]");
    let client = world.builder().credentials(credentials).build().unwrap();
    let text = |text: &str| Err(format!("verify code: no access token: {text}"));
    let expected = [
        // Five minutes unless the source says otherwise.
        (0, Ok(200), 1),
        (200, Ok(200), 1),
        (100, Ok(200), 2),
        (
            10,
            text("the token holds characters that a header cannot carry"),
            3,
        ),
        (1, text("the vault is closed"), 4),
    ];
    for (after, result, count) in expected {
        world.pass(SECOND * after);
        assert_eq!(call(&world, &client), result);
        assert_eq!(asked.load(Ordering::SeqCst), count);
    }
    let sent: Vec<_> = world
        .seen()
        .into_iter()
        .map(|seen| seen.authorization)
        .collect();
    assert_eq!(sent, ["Bearer ready", "Bearer ready", "Bearer waited"]);
}
