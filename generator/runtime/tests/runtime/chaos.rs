//! Sends while everything fails at random: nothing is carried out twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use client_runtime::call::{Call, CallFuture};
use client_runtime::random::Random;
use client_runtime::transport::TransportErrorKind as Kind;

use super::probes::{Probe, SEND};
use super::simulation::{Answer, Seen, World, is_token, run};
use super::support::{End, Pieces};

const VALID: &str = r#"{"valid":true}"#;

/// How long a call may take in all.
const TOTAL: Duration = Duration::from_secs(30);

/// How many ways there are to answer.
const FAULTS: usize = 32;

/// What the server did with the requests, by the name of the call.
#[derive(Default)]
struct Ledger {
    read: BTreeSet<String>,
    accepted: BTreeMap<String, u32>,
    duplicates: u32,
    used: BTreeSet<usize>,
}

/// What the server does, whether it reads the request, and whether it carries it out or may have.
fn fault(number: usize) -> (Answer, bool, bool) {
    let status = |status| Answer::new(status, "no");
    let wait = |status, wait: &'static str| Answer::new(status, "").header("retry-after", wait);
    let seconds = Duration::from_secs;
    match number {
        0 | 1 => (Answer::new(200, VALID), true, true),
        2 => (Answer::fail(Kind::Connect), false, false),
        3 => (Answer::fail(Kind::Connect).after(seconds(5)), false, false),
        4 => (Answer::fail(Kind::Certificate), false, false),
        5 => (Answer::fail(Kind::Setup), false, false),
        6 => (Answer::fail(Kind::Io), false, false),
        7 => (Answer::fail(Kind::Io), true, true),
        8 => (Answer::fail(Kind::Timeout).after(seconds(14)), true, true),
        9 => (Answer::new(200, VALID).after(seconds(16)), true, true),
        10 => (Answer::new(200, VALID).after(seconds(14)), true, true),
        11 => (
            Answer::new(200, "").body(Pieces::body(["{"], End::Broken)),
            true,
            true,
        ),
        12 => (
            Answer::new(200, "").body(Pieces::body(["{"], End::Never)),
            true,
            true,
        ),
        13 => (Answer::new(200, "<html>"), true, true),
        14 => (Answer::new(204, ""), true, true),
        15 => (Answer::new(200, "x".repeat(1000)), true, true),
        16 => (
            status(302).header("location", "https://elsewhere.example.com/"),
            true,
            false,
        ),
        17 => (status(400), true, false),
        18 => (status(401), true, false),
        19 => (status(403), true, false),
        20 => (status(404), true, false),
        21 => (status(408), true, true),
        22 => (status(429), true, false),
        23 => (wait(429, "1"), true, false),
        24 => (wait(429, "10"), true, false),
        25 => (wait(429, "86400"), true, false),
        26 => (wait(429, "garbage"), true, false),
        27 => (status(500), true, true),
        28 => (wait(502, "1"), true, true),
        29 => (wait(503, "0"), true, true),
        30 => (status(504).after(seconds(13)), true, true),
        _ => (
            wait(429, "2").body(Pieces::body(["{"], End::Broken)),
            true,
            true,
        ),
    }
}

fn draw(random: &Random, below: usize) -> usize {
    let most = u64::try_from(below).unwrap() * 1000 - 1;
    let drawn = random.up_to(Duration::from_nanos(most)).as_nanos() / 1000;
    usize::try_from(drawn).unwrap()
}

fn serve(seen: &Seen, random: &Random, ledger: &Mutex<Ledger>) -> Answer {
    // Every second request is one that goes well, so that there are tokens and budget for more.
    let goes_well = draw(random, 2) == 0;
    if is_token(seen) {
        return match draw(random, 6) {
            number if goes_well || number < 3 => Answer::token("token", 40),
            3 => Answer::fail(Kind::Connect),
            4 => Answer::new(500, ""),
            _ => Answer::token("late", 60).after(Duration::from_secs(20)),
        };
    }
    let number = if goes_well { 0 } else { draw(random, FAULTS) };
    let (answer, is_read, is_accepted) = fault(number);
    let mut ledger = ledger.lock().unwrap();
    ledger.used.insert(number);
    if ledger.accepted.contains_key(&seen.call) && is_read {
        ledger.duplicates += 1;
    }
    if is_read {
        ledger.read.insert(seen.call.clone());
    }
    if is_accepted {
        *ledger.accepted.entry(seen.call.clone()).or_default() += 1;
    }
    answer
}

#[test]
fn nothing_is_carried_out_twice() {
    let count: usize = match std::env::var("CHAOS_CALLS") {
        Ok(count) => count.parse().unwrap(),
        Err(_) => 500,
    };
    for seed in [1, 2] {
        let ledger = Arc::new(Mutex::new(Ledger::default()));
        let (random, kept) = (Random::seeded(seed), Arc::clone(&ledger));
        let world = World::new(move |seen| serve(seen, &random, &kept));
        let client = world.builder().random_seed(seed).build().unwrap();
        let batch = 25;
        for first in (0..count / 2).step_by(batch) {
            let names: Vec<String> = (first..first + batch)
                .map(|name| name.to_string())
                .collect();
            let call = |name: &String| -> Call<Probe<SEND>> {
                client.call(Probe::<SEND>).header("x-call", name)
            };
            let started = world.passed();
            let timed = |name: &String| {
                let (future, world): (CallFuture<Probe<SEND>>, _) =
                    (call(name).into_future(), world.clone());
                async move { (future.await, world.passed()) }
            };
            let results = run(&world, names.iter().map(|name| Box::pin(timed(name))));
            // A token that was not to be had is asked for again after a while.
            world.pass(Duration::from_secs(2));
            let ledger = ledger.lock().unwrap();
            for (name, (result, ended)) in names.iter().zip(results) {
                let took = ended.saturating_sub(started);
                assert!(took <= TOTAL, "{name} took {took:?}");
                if let Err(error) = result {
                    let is_read = ledger.read.contains(name);
                    assert!(error.maybe_sent() || !is_read, "{name}: {error}");
                }
            }
        }
        let ledger = ledger.lock().unwrap();
        assert_eq!(ledger.duplicates, 0);
        assert!(ledger.accepted.values().all(|count| *count == 1));
        assert!(
            ledger.used.len() >= 20,
            "only {} kinds of faults",
            ledger.used.len()
        );
    }
}
