//! Counts requests and failures with a transport that wraps another: `cargo run --example middleware`.
//!
//! Set `BW_USERNAME`, `BW_PASSWORD` and `BW_ACCOUNT_ID`. The code that is verified is a made-up one for a number that nobody
//! has, so the answer is no.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use bandwidth_mfa::models::VerifyCodeRequest;
use bandwidth_mfa::{
    Body, ClientBuilder, ConnectOptions, ReqwestTransport, Transport, TransportError,
    TransportFuture,
};
use http::{Request, Response};

/// What was counted.
#[derive(Debug, Default)]
struct Counts {
    sent: AtomicU32,
    failed: AtomicU32,
}

/// Sends requests through another transport and counts them. It sees each attempt, with credentials: it must not log headers.
struct Counting<T> {
    inner: T,
    counts: Arc<Counts>,
}

impl<T: Transport> Transport for Counting<T> {
    fn send(
        &self,
        request: Request<Body>,
    ) -> TransportFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            self.counts.sent.fetch_add(1, Ordering::Relaxed);
            let reply = self.inner.send(request).await;
            if reply.is_err() {
                self.counts.failed.fetch_add(1, Ordering::Relaxed);
            }
            reply
        })
    }

    fn now(&self) -> Instant {
        self.inner.now()
    }

    fn sleep(&self, duration: Duration) -> TransportFuture<'_, ()> {
        self.inner.sleep(duration)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let counts = Arc::new(Counts::default());
    let transport = Counting {
        inner: ReqwestTransport::new(&ConnectOptions::new())?,
        counts: Arc::clone(&counts),
    };
    let client = ClientBuilder::from_env()?.transport(transport).build()?;

    let request = VerifyCodeRequest::builder()
        .to("+12025550100")
        .code("000000")
        .expiration_time_in_minutes(3)
        .build()?;
    match client.mfa().verify_code(request).await {
        Ok(reply) => println!("valid: {}", reply.body().valid),
        Err(error) => println!("{error}"),
    }
    println!("{counts:?}");
    Ok(())
}
