//! Any sequence of sends, verifications and waits comes out as in a model that fits a screen.

use std::collections::HashMap;
use std::time::Duration;

use bandwidth_mfa::testing::Sandbox;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use crate::wire::{NUMBER, Wire};

const NUMBERS: [&str; 2] = [NUMBER, "+442079460000"];
const SCOPES: [&str; 2] = ["2FA", "login"];

#[derive(Clone, Debug)]
enum Step {
    Send {
        number: usize,
        scope: usize,
    },
    Verify {
        number: usize,
        scope: usize,
        typed: usize,
        minutes: u32,
    },
    Wait {
        seconds: u64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let place = || (0..NUMBERS.len(), 0..SCOPES.len());
    prop_oneof![
        2 => place().prop_map(|(number, scope)| Step::Send { number, scope }),
        6 => (place(), 0..6_usize, 1..=15_u32).prop_map(|((number, scope), typed, minutes)| {
            Step::Verify { number, scope, typed, minutes }
        }),
        2 => (0..200_u64).prop_map(|seconds| Step::Wait { seconds }),
    ]
}

/// The rules, as plainly as they can be said.
#[derive(Default)]
struct Model {
    now: u64,
    sent: Vec<(usize, usize, String, u64)>,
    wrong: HashMap<usize, u32>,
    locked_until: HashMap<usize, u64>,
}

impl Model {
    fn verify(
        &mut self,
        number: usize,
        scope: usize,
        code: &str,
        minutes: u32,
    ) -> Result<bool, u16> {
        match self.locked_until.get(&number) {
            Some(until) if self.now < *until => return Err(429),
            Some(_) => {
                self.locked_until.remove(&number);
                self.wrong.remove(&number);
            }
            None => {}
        }
        let window = u64::from(minutes) * 60;
        let valid = self.sent.iter().any(|(to, under, sent, at)| {
            (*to, *under, sent.as_str()) == (number, scope, code) && self.now - at <= window
        });
        if valid {
            self.wrong.remove(&number);
        } else {
            let wrong = self.wrong.entry(number).or_default();
            *wrong += 1;
            if *wrong == 5 {
                self.locked_until.insert(number, self.now + 120);
            }
        }
        Ok(valid)
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_sandbox_agrees_with_its_model(steps in vec(step(), 0..60)) {
        let wire = Wire::new(Sandbox::new());
        let mut model = Model::default();
        for step in steps {
            match step {
                Step::Send { number, scope } => {
                    let to = NUMBERS[number];
                    let changes = json!({ "to": to, "scope": SCOPES[scope], "digits": 2 });
                    let reply = wire.call("messaging", &crate::wire::changed(crate::wire::code_request(), &changes));
                    prop_assert_eq!(reply.status, 200);
                    let code = wire.sandbox.inbox(to).last_code().unwrap();
                    model.sent.push((number, scope, code, model.now));
                }
                Step::Verify { number, scope, typed, minutes } => {
                    // One of the latest codes, whomever it was sent to, or one that may be nobody's.
                    let latest = model.sent.iter().rev().nth(typed);
                    let code = latest.map_or("00".to_owned(), |(_, _, code, _)| code.clone());
                    let expected = model.verify(number, scope, &code, minutes);
                    let changes = json!({
                        "to": NUMBERS[number],
                        "scope": SCOPES[scope],
                        "expirationTimeInMinutes": minutes,
                    });
                    prop_assert_eq!(wire.verify(&code, &changes), expected);
                }
                Step::Wait { seconds } => {
                    model.now += seconds;
                    wire.sandbox.advance(Duration::from_secs(seconds));
                }
            }
        }
    }
}
