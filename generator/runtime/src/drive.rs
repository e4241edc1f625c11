//! Carries out what the call loop says, on an asynchronous transport.

use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::response::Parts;
use http::{Method, StatusCode};

use super::append::append;
use super::body::{Body, Chunks};
use super::call_loop::{CallLoop, Errand, Step};
use super::client::Client;
use super::event::Event;
use super::plan::{Outcome, Plan};
use super::transport::{Transport, TransportFuture};

/// Makes a call of this client. Each piece of a body that is still on its way may take as long as the call might have.
#[inline]
pub(super) async fn drive(client: Client, plan: Plan) -> Outcome {
    let transport = &*client.inner().transport;
    let limit = plan.limits.total;
    let mut machine = CallLoop::new(plan, transport.now());
    let mut step = machine.start(transport.now());
    loop {
        let event = match step {
            Step::Done(outcome) => return paced(&client, outcome, limit),
            Step::Send(errand) => {
                let mut expiry = errand.within.map(|within| transport.sleep(within));
                attempt(transport, errand, &mut expiry).await
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

#[inline]
async fn attempt(transport: &dyn Transport, errand: Errand, expiry: &mut Expiry<'_>) -> Event {
    let method = errand.request.method().clone();
    let body_limit = errand.body_limit;
    let reply = match unless(expiry, transport.send(errand.request)).await {
        None => return Event::Expired(None),
        Some(Err(error)) => return Event::Failed(error),
        Some(Ok(reply)) => reply,
    };
    let (head, body) = reply.into_parts();
    if is_streamed(&head, errand.streams) {
        return Event::Streaming(head, body);
    }
    if announced(&method, &head).is_some_and(|length| length > body_limit) {
        return Event::TooLarge(head, body_limit, Bytes::new());
    }
    match unless(expiry, collect(body, body_limit)).await {
        None => Event::Expired(Some(head)),
        Some(Ok(bytes)) => Event::Replied(head, bytes),
        Some(Err(NotCollected::TooLarge(bytes))) => Event::TooLarge(head, body_limit, bytes),
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
#[inline]
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

/// Limits the wait for each piece of a body that is still on its way.
#[inline]
fn paced(client: &Client, mut outcome: Outcome, limit: Option<Duration>) -> Outcome {
    if let (Ok((_, body)), Some(limit)) = (&mut outcome.result, limit) {
        if !body.is_repeatable() {
            let length = body.len();
            let paced = Paced {
                body: std::mem::take(body),
                client: client.clone(),
                limit,
                wait: None,
            };
            *body = Body::stream(paced, length);
        }
    }
    outcome
}

struct Paced {
    body: Body,
    client: Client,
    limit: Duration,
    wait: Option<TransportFuture<'static, ()>>,
}

impl Chunks for Paced {
    #[inline]
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        if let Poll::Ready(chunk) = self.body.poll_chunk(context) {
            self.wait = None;
            return Poll::Ready(chunk);
        }
        let (client, limit) = (self.client.clone(), self.limit);
        let wait = self.wait.get_or_insert_with(|| {
            Box::pin(async move { client.inner().transport.sleep(limit).await })
        });
        ready!(wait.as_mut().poll(context));
        self.body = Body::empty();
        let late = format!("timed out: nothing came for {limit:?}");
        Poll::Ready(Some(Err(io::Error::new(ErrorKind::TimedOut, late))))
    }
}

/// Whether the body is handed on while it arrives: that of a success in one of these media types.
#[inline]
pub fn is_streamed(head: &Parts, streams: &[&str]) -> bool {
    let media_type = head.headers.get(CONTENT_TYPE);
    let media_type = media_type
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let is_named = |known: &&str| *known == "*/*" || known.eq_ignore_ascii_case(media_type);
    head.status.is_success() && streams.iter().any(is_named)
}

enum NotCollected {
    TooLarge(Bytes),
    Broken(String),
}

/// The whole body. What arrives is counted, whatever length was announced.
#[inline]
async fn collect(mut body: Body, limit: u64) -> Result<Bytes, NotCollected> {
    let mut first = Bytes::new();
    let mut more = BytesMut::new();
    while let Some(chunk) = poll_fn(|context| body.poll_chunk(context)).await {
        let chunk = chunk.map_err(|error| NotCollected::Broken(error.to_string()))?;
        let length = first.len() + more.len() + chunk.len();
        if length as u64 > limit {
            more.extend_from_slice(&first);
            let room = usize::try_from(limit).unwrap_or(usize::MAX);
            let room = room.saturating_sub(more.len());
            more.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
            return Err(NotCollected::TooLarge(more.freeze()));
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
