//! Large replies read and written, beside plain structs with what serde derives.

use bandwidth_mfa::models::DeliveryEvent;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct PlainEvent {
    r#type: String,
    time: String,
    description: String,
    platform: String,
    message: PlainMessage,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<i64>,
}

#[derive(Deserialize, Serialize)]
struct PlainMessage {
    id: String,
}

fn replies(criterion: &mut Criterion) {
    let event = |number: usize| {
        format!(
            r#"{{"type":"message-failed","time":"2026-11-22T08:30:{:02}Z","description":"rejected-unallocated-number","platform":"NorthAmericaSMS","message":{{"id":"1661365814859loktm7h4abrisoxb{number}"}},"errorCode":{}}}"#,
            number % 60,
            4_000 + number % 1_000,
        )
    };
    let events: Vec<String> = (0..10_000).map(event).collect();
    let json = format!("[{}]", events.join(","));
    let own: Vec<DeliveryEvent> = serde_json::from_str(&json).expect("events");
    let plain: Vec<PlainEvent> = serde_json::from_str(&json).expect("events");
    assert_eq!(serde_json::to_string(&own).expect("JSON"), json);
    assert_eq!(serde_json::to_string(&plain).expect("JSON"), json);

    let mut group = criterion.benchmark_group("10,000 events");
    group.throughput(Throughput::Bytes(json.len() as u64));
    group.bench_function("decode", |bencher| {
        bencher.iter(|| serde_json::from_str::<Vec<DeliveryEvent>>(&json).expect("events"));
    });
    group.bench_function("decode, plain structs", |bencher| {
        bencher.iter(|| serde_json::from_str::<Vec<PlainEvent>>(&json).expect("events"));
    });
    group.bench_function("encode", |bencher| {
        bencher.iter(|| serde_json::to_vec(&own).expect("JSON"));
    });
    group.bench_function("encode, plain structs", |bencher| {
        bencher.iter(|| serde_json::to_vec(&plain).expect("JSON"));
    });
    group.finish();
}

criterion_group!(benches, replies);
criterion_main!(benches);
