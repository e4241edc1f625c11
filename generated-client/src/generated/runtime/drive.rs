// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Carries out what the call loop says, on an asynchronous transport.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_LENGTH;
use http::response::Parts;
use http::{Method, Request, StatusCode};

use super::append::append;
use super::body::Body;
use super::call_loop::{CallLoop, Step};
use super::event::Event;
use super::plan::{Outcome, Plan};
use super::transport::{Transport, TransportFuture};

/// Makes a call.
pub async fn drive(transport: &dyn Transport, plan: Plan) -> Outcome {
    let mut machine = CallLoop::new(plan, transport.now());
    let mut step = machine.start(transport.now());
    loop {
        let event = match step {
            Step::Done(outcome) => return *outcome,
            Step::Send(errand) => {
                let mut expiry = errand.within.map(|within| transport.sleep(within));
                attempt(transport, errand.request, &mut expiry, errand.body_limit).await
            }
            Step::Sleep(wait) => {
                transport.sleep(wait).await;
                Event::Rested
            }
            Step::Wait(wait, within) => {
                let mut expiry = within.map(|within| transport.sleep(within));
                let event = unless(&mut expiry, wait).await;
                event.unwrap_or(Event::Expired(None))
            }
        };
        step = machine.advance(event, transport.now());
    }
}

type Expiry<'a> = Option<TransportFuture<'a, ()>>;

async fn attempt(
    transport: &dyn Transport,
    request: Request<Body>,
    expiry: &mut Expiry<'_>,
    body_limit: u64,
) -> Event {
    let method = request.method().clone();
    let reply = match unless(expiry, transport.send(request)).await {
        None => return Event::Expired(None),
        Some(Err(error)) => return Event::Failed(error),
        Some(Ok(reply)) => reply,
    };
    let (head, body) = reply.into_parts();
    if announced(&method, &head).is_some_and(|length| length > body_limit) {
        return Event::TooLarge(head, body_limit);
    }
    match unless(expiry, collect(body, body_limit)).await {
        None => Event::Expired(Some(head)),
        Some(Ok(bytes)) => Event::Replied(head, bytes),
        Some(Err(NotCollected::TooLarge)) => Event::TooLarge(head, body_limit),
        Some(Err(NotCollected::Broken(message))) => Event::Broken(head, message),
    }
}

/// What a future gives, or `None` if the time runs out before it does.
async fn unless<F: Future>(expiry: &mut Expiry<'_>, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        match expiry.as_mut().map(|sleep| Pin::new(sleep).poll(context)) {
            Some(Poll::Ready(())) => Poll::Ready(None),
            Some(Poll::Pending) | None => Poll::Pending,
        }
    })
    .await
}

/// How long the reply says its body is. Some replies have no body and tell the length of another's.
pub fn announced(method: &Method, head: &Parts) -> Option<u64> {
    let has_no_body = *method == Method::HEAD
        || matches!(
            head.status,
            StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED
        );
    if has_no_body {
        return None;
    }
    let length = head.headers.get(CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

enum NotCollected {
    TooLarge,
    Broken(String),
}

/// The whole body. What arrives is counted, whatever length was announced.
async fn collect(mut body: Body, limit: u64) -> Result<Bytes, NotCollected> {
    let mut first = Bytes::new();
    let mut more = BytesMut::new();
    while let Some(chunk) = poll_fn(|context| body.poll_chunk(context)).await {
        let chunk = chunk.map_err(|error| NotCollected::Broken(error.to_string()))?;
        let length = first.len() + more.len() + chunk.len();
        if length as u64 > limit {
            return Err(NotCollected::TooLarge);
        }
        if first.is_empty() && more.is_empty() {
            // The usual reply is one chunk, and is kept as it is.
            first = chunk;
            continue;
        }
        if more.is_empty() {
            append(&mut more, &std::mem::take(&mut first), limit);
        }
        append(&mut more, &chunk, limit);
    }
    Ok(if more.is_empty() {
        first
    } else {
        more.freeze()
    })
}
