// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! Carries out what the call loop says, on a transport that blocks.
#![cfg(feature = "blocking")]

use std::io::{ErrorKind, Read};
use std::time::Instant;

use bytes::{Bytes, BytesMut};

use super::append::append;
use super::block_on::block_on;
use super::blocking_transport::BlockingTransport;
use super::body::Body;
use super::call_loop::{CallLoop, Errand, Step};
use super::drive::{announced, is_streamed};
use super::event::Event;
use super::plan::{Outcome, Plan};
use super::transport::TransportErrorKind;

/// How much of a body is read at a time.
const CHUNK: usize = 16 * 1024;

/// Makes a call.
#[inline]
pub fn drive_blocking(transport: &dyn BlockingTransport, plan: Plan) -> Outcome {
    let mut machine = CallLoop::new(plan, transport.now());
    let mut step = machine.start(transport.now());
    loop {
        let event = match step {
            Step::Done(outcome) => return outcome,
            Step::Send(errand) => attempt(transport, errand),
            Step::Sleep(wait) => {
                transport.sleep(wait);
                Event::Rested
            }
            Step::Wait(wait, within) => block_on(wait, within).unwrap_or(Event::Expired(None)),
        };
        step = machine.advance(event, transport.now());
    }
}

#[inline]
fn attempt(transport: &dyn BlockingTransport, errand: Errand) -> Event {
    let method = errand.request.method().clone();
    let (within, body_limit) = (errand.within, errand.body_limit);
    let deadline = within.and_then(|within| transport.now().checked_add(within));
    let reply = if errand.streams.is_empty() {
        transport.send(errand.request, within)
    } else {
        transport.send_streaming(errand.request, within)
    };
    let reply = match reply {
        Ok(reply) => reply,
        Err(error) if error.kind() == TransportErrorKind::Timeout && deadline.is_some() => {
            return Event::Expired(None);
        }
        Err(error) => return Event::Failed(error),
    };
    let (head, body) = reply.into_parts();
    if is_streamed(&head, errand.streams) {
        return Event::Streaming(head, body);
    }
    if announced(&method, &head).is_some_and(|length| length > body_limit) {
        return Event::TooLarge(head, body_limit, Bytes::new());
    }
    match collect(transport, body, deadline, body_limit) {
        Ok(bytes) => Event::Replied(head, bytes),
        Err(NotCollected::Expired) => Event::Expired(Some(head)),
        Err(NotCollected::TooLarge(bytes)) => Event::TooLarge(head, body_limit, bytes),
        Err(NotCollected::Broken(message)) => Event::Broken(head, message),
    }
}

enum NotCollected {
    Expired,
    TooLarge(Bytes),
    Broken(String),
}

/// The whole body. What arrives is counted, whatever length was announced, and the clock is looked at after each piece: a
/// transport that only limits the time between two pieces would otherwise never end.
#[inline]
fn collect(
    transport: &dyn BlockingTransport,
    mut body: Body,
    deadline: Option<Instant>,
    limit: u64,
) -> Result<Bytes, NotCollected> {
    let mut collected = BytesMut::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let length = match body.read(&mut chunk) {
            Ok(0) => return Ok(collected.freeze()),
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) if error.kind() == ErrorKind::TimedOut && deadline.is_some() => {
                return Err(NotCollected::Expired);
            }
            Err(error) => return Err(NotCollected::Broken(error.to_string())),
        };
        if (collected.len() + length) as u64 > limit {
            let room = usize::try_from(limit).unwrap_or(usize::MAX);
            let room = room.saturating_sub(collected.len());
            collected.extend_from_slice(chunk.get(..room).unwrap_or_default());
            return Err(NotCollected::TooLarge(collected.freeze()));
        }
        append(
            &mut collected,
            chunk.get(..length).unwrap_or_default(),
            limit,
        );
        if deadline.is_some_and(|deadline| transport.now() >= deadline) {
            return Err(NotCollected::Expired);
        }
    }
}
