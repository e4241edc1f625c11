//! What a verification costs without any transport: its request built, its reply decoded; and whole in the same process.

use std::hint::black_box;

use bandwidth_mfa::mfa::VerifyCode;
use bandwidth_mfa::models::VerifyCodeRequest;
use bandwidth_mfa::{BaseUrl, Body, Operation as _, Reply};
use bytes::Bytes;
use criterion::{Criterion, criterion_group, criterion_main};
use many_calls::{Place, REPLY, by_hand, own};

fn verify(criterion: &mut Criterion) {
    let base = BaseUrl::parse("https://mfa.bandwidth.com/api/v1").expect("a base URL");
    let body = VerifyCodeRequest::builder()
        .to("+19195551234")
        .code("123456")
        .expiration_time_in_minutes(3)
        .build()
        .expect("a request");
    let operation = VerifyCode::new("9900000", body);
    let (head, ()) = http::Response::new(()).into_parts();
    criterion.bench_function("build and decode", |bencher| {
        bencher.iter(|| {
            let request = black_box(&operation).request(&base).expect("a request");
            drop(black_box(request));
            let body = Body::from(Bytes::from_static(REPLY.as_bytes()));
            let decoded = VerifyCode::decode(&mut Reply::new(head.clone(), body));
            assert!(matches!(decoded, Ok(reply) if reply.valid));
        });
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let caller = own::Caller::new(&Place::InProcess).expect("a client");
    criterion.bench_function("whole, in process", |bencher| {
        bencher.iter(|| runtime.block_on(caller.verify()).expect("a reply"));
    });
    let caller = by_hand::Caller::new(Place::InProcess).expect("a client");
    criterion.bench_function("whole, in process, by hand", |bencher| {
        bencher.iter(|| runtime.block_on(caller.verify()).expect("a reply"));
    });
}

criterion_group!(benches, verify);
criterion_main!(benches);
