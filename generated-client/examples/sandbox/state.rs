//! The sandbox's state as JSON, for the page and for tests in other languages.

use std::time::{SystemTime, UNIX_EPOCH};

use bandwidth_mfa::testing::{Attempt, Message, Sandbox};
use serde_json::{Value, json};

/// `/inbox.json`: each number with its messages and attempts. What is new comes first; times are milliseconds since 1970.
pub fn json(sandbox: &Sandbox) -> Value {
    let numbers: Vec<Value> = sandbox
        .numbers()
        .into_iter()
        .map(|number| {
            let inbox = sandbox.inbox(&number);
            let messages: Vec<Value> = inbox.messages().iter().rev().map(message).collect();
            let attempts: Vec<Value> = inbox.attempts().iter().rev().map(attempt).collect();
            json!({
                "number": number,
                "lastCode": inbox.last_code(),
                "wrongAttempts": inbox.wrong_attempts(),
                "lockedForSeconds": inbox.locked_for().map(|time| time.as_secs_f64()),
                "messages": messages,
                "attempts": attempts,
            })
        })
        .collect();
    json!({ "time": milliseconds(sandbox.now()), "numbers": numbers })
}

fn message(message: &Message) -> Value {
    json!({
        "id": message.id,
        "channel": message.channel.as_str(),
        "accountId": message.account_id,
        "applicationId": message.application_id,
        "to": message.to,
        "from": message.from,
        "scope": message.scope,
        "text": message.text,
        "code": message.code,
        "time": milliseconds(message.time),
    })
}

fn attempt(attempt: &Attempt) -> Value {
    json!({
        "accountId": attempt.account_id,
        "scope": attempt.scope,
        "code": attempt.code,
        "outcome": attempt.outcome.as_str(),
        "time": milliseconds(attempt.time),
    })
}

fn milliseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
