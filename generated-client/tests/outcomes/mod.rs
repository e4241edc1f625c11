//! A service that always answers the same, by a clock that moves when a call waits.

use std::future::pending;
use std::io;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use bandwidth_mfa::{Body, Chunks, Transport, TransportError, TransportErrorKind, TransportFuture};
use bytes::Bytes;
use http::{Request, Response};

/// What comes back.
#[derive(Clone, Copy)]
pub enum Answer {
    Fail(TransportErrorKind),
    Silence,
    Broken,
    /// A status, and how long to wait.
    Status(u16, Option<&'static str>),
}

/// Clones share what they count.
#[derive(Clone)]
pub struct Service {
    answer: Answer,
    start: Instant,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    requests: usize,
    passed: Duration,
    wakes: Vec<Duration>,
}

impl Service {
    pub fn new(answer: Answer) -> Self {
        Self {
            answer,
            start: Instant::now(),
            state: Arc::default(),
        }
    }

    /// How many requests came that were not for a token.
    pub fn requests(&self) -> usize {
        self.state.lock().unwrap().requests
    }

    pub fn passed(&self) -> Duration {
        self.state.lock().unwrap().passed
    }
}

impl Transport for Service {
    fn send(
        &self,
        request: Request<Body>,
    ) -> TransportFuture<'_, Result<Response<Body>, TransportError>> {
        let is_token = request.uri().path().ends_with("/oauth2/token");
        if !is_token {
            self.state.lock().unwrap().requests += 1;
        }
        Box::pin(async move {
            let reply = |status, body| Response::builder().status(status).body(body).unwrap();
            if is_token {
                let token = br#"{"access_token":"token","expires_in":3600}"#.to_vec();
                return Ok(reply(200, Body::from(token)));
            }
            match self.answer {
                Answer::Fail(kind) => Err(TransportError::new(kind, "scripted")),
                Answer::Silence => pending().await,
                Answer::Broken => Ok(reply(200, Body::stream(Broken, None))),
                Answer::Status(status, wait) => {
                    let mut reply = reply(status, Body::from(b"<html>".to_vec()));
                    if let Some(wait) = wait {
                        let wait = wait.parse().unwrap();
                        reply.headers_mut().insert("retry-after", wait);
                    }
                    Ok(reply)
                }
            }
        })
    }

    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn sleep(&self, duration: Duration) -> TransportFuture<'_, ()> {
        let until = self.passed() + duration;
        self.state.lock().unwrap().wakes.push(until);
        Box::pin(std::future::poll_fn(move |_| {
            if self.passed() < until {
                Poll::Pending
            } else {
                Poll::Ready(())
            }
        }))
    }
}

struct Broken;

impl Chunks for Broken {
    fn poll_chunk(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        Poll::Ready(Some(Err(io::Error::other("reset"))))
    }
}

/// Makes a call; whenever it waits, the clock moves to the next time that it waits for.
pub fn run<F: IntoFuture>(service: &Service, call: F) -> F::Output {
    let mut future = pin!(call.into_future());
    loop {
        let polled = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        if let Poll::Ready(output) = polled {
            return output;
        }
        let mut state = service.state.lock().unwrap();
        let passed = state.passed;
        let next = state.wakes.iter().filter(|wake| **wake > passed).min();
        state.passed = *next.expect("the call waits for something that never happens");
    }
}
