//! The decision itself, over many situations.

use std::time::Duration;

use client_runtime::random::Random;
use client_runtime::retry::{Decision, Ending, RetryPolicy, Situation, decide};
use http::StatusCode;

use super::probes::{PROBES, READ, SEND};

const SITUATION: Situation<'static> = Situation {
    facts: &PROBES[READ],
    can_resend: true,
    can_renew: false,
    ending: Ending::Lost,
    retry_after: None,
    attempts: 1,
    elapsed: Duration::ZERO,
    limit: None,
    has_budget: true,
};

fn after(situation: &Situation<'_>) -> Decision {
    decide(situation, &RetryPolicy::default(), &Random::seeded(1))
}

#[test]
fn each_fact_alone_stops_a_repetition() {
    assert!(matches!(after(&SITUATION), Decision::Wait(_)));
    let second = Duration::from_secs(1);
    let stops = [
        Situation {
            can_resend: false,
            ..SITUATION
        },
        Situation {
            attempts: 3,
            ..SITUATION
        },
        Situation {
            has_budget: false,
            ..SITUATION
        },
        Situation {
            facts: &PROBES[SEND],
            ..SITUATION
        },
        Situation {
            ending: Ending::Final,
            ..SITUATION
        },
        Situation {
            retry_after: Some(second * 11),
            ..SITUATION
        },
        Situation {
            retry_after: Some(Duration::MAX),
            ..SITUATION
        },
        Situation {
            elapsed: second * 30,
            limit: Some(second * 30),
            ..SITUATION
        },
        Situation {
            retry_after: Some(second * 9),
            elapsed: second * 21,
            limit: Some(second * 30),
            ..SITUATION
        },
    ];
    for (index, stop) in stops.iter().enumerate() {
        assert_eq!(after(stop), Decision::Return, "{index}");
    }
}

#[test]
fn a_new_token_needs_no_wait_and_no_budget() {
    let refused = Situation {
        ending: Ending::Status(StatusCode::UNAUTHORIZED),
        can_renew: true,
        has_budget: false,
        ..SITUATION
    };
    assert_eq!(after(&refused), Decision::Renew);
    assert_eq!(
        after(&Situation {
            can_renew: false,
            ..refused
        }),
        Decision::Return
    );
}

#[test]
fn waits_are_drawn_from_nothing_to_a_bound_that_doubles_up_to_the_cap() {
    let policy = RetryPolicy::default()
        .attempts(u32::MAX)
        .base(Duration::from_millis(100))
        .cap(Duration::from_secs(2));
    let random = Random::unpredictable();
    for (attempts, bound) in [
        (1, 100),
        (2, 200),
        (3, 400),
        (5, 1600),
        (6, 2000),
        (33, 2000),
        (4_000_000, 2000),
    ] {
        let bound = Duration::from_millis(bound);
        let situation = Situation {
            attempts,
            ..SITUATION
        };
        let mut longest = Duration::ZERO;
        let mut shortest = bound;
        for _ in 0..1000 {
            let Decision::Wait(wait) = decide(&situation, &policy, &random) else {
                panic!("no wait after {attempts}");
            };
            longest = longest.max(wait);
            shortest = shortest.min(wait);
        }
        assert!(longest <= bound, "{longest:?} after {attempts}");
        // That a thousand draws miss a tenth at either end has a chance of 1 in 10^45.
        assert!(longest > bound * 9 / 10 && shortest < bound / 10);
    }
}

#[test]
fn a_seed_gives_the_same_numbers_and_no_seed_gives_others() {
    let draw = |random: &Random| {
        (0..4)
            .map(|_| random.up_to(Duration::from_secs(3600)))
            .collect::<Vec<_>>()
    };
    assert_eq!(draw(&Random::seeded(5)), draw(&Random::seeded(5)));
    assert_ne!(draw(&Random::seeded(5)), draw(&Random::seeded(6)));
    assert_ne!(
        draw(&Random::unpredictable()),
        draw(&Random::unpredictable())
    );
}
