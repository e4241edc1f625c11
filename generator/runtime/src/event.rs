//! What comes of the steps of a call.

use std::error::Error as StdError;

use bytes::Bytes;
use http::response::Parts;

use super::body::Body;
use super::masker::Masker;
use super::operation::Reply;
use super::report::Phase;
use super::retry::Ending;
use super::token_source::{ReadToken, Token, TokenError};
use super::transport::{TransportError, TransportErrorKind};

/// What came of a step.
pub enum Event {
    /// A reply, whole.
    Replied(Parts, Bytes),
    /// A reply whose body is still on its way.
    Streaming(Parts, Body),
    /// No reply.
    Failed(TransportError),
    /// The time ran out; the reply's head may have been there.
    Expired(Option<Parts>),
    /// The connection failed within the reply's body.
    Broken(Parts, String),
    /// The reply's body is larger than so many bytes; this is its beginning.
    TooLarge(Parts, u64, Bytes),
    /// The wait is over.
    Rested,
    /// A token, from a source that is no request.
    Fetched(Result<Token, TokenError>),
}

/// Why there is no whole reply.
pub struct Failure {
    /// How far the call got.
    pub phase: Phase,
    /// What went wrong.
    pub message: String,
    /// The head of a reply whose body did not come.
    pub head: Option<Parts>,
    /// What came of the body.
    pub body: Bytes,
    /// The error underneath.
    pub source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Failure {
    /// A failure of which there is no more to say.
    #[inline]
    pub fn new(phase: Phase, message: String) -> Self {
        Self {
            phase,
            message,
            head: None,
            body: Bytes::new(),
            source: None,
        }
    }
}

impl Event {
    /// The head of the reply, whether or not the rest came.
    #[inline]
    pub fn head(&self) -> Option<&Parts> {
        match self {
            Self::Replied(head, _)
            | Self::Streaming(head, _)
            | Self::Broken(head, _)
            | Self::TooLarge(head, ..) => Some(head),
            Self::Expired(head) => head.as_ref(),
            Self::Failed(_) | Self::Rested | Self::Fetched(_) => None,
        }
    }

    /// How far an attempt got, if it failed. What a status means is the operation's to say; here those from 400 on fail.
    #[inline]
    pub fn failure(&self) -> Option<Phase> {
        match self {
            Self::Replied(head, _) | Self::Streaming(head, _) => {
                (head.status.as_u16() >= 400).then_some(Phase::Api)
            }
            Self::Failed(error) => Some(match error.kind() {
                TransportErrorKind::Setup => Phase::Configuration,
                TransportErrorKind::Connect | TransportErrorKind::Certificate => Phase::Connect,
                TransportErrorKind::Timeout => Phase::Timeout,
                TransportErrorKind::Io => Phase::Io,
            }),
            Self::Expired(_) => Some(Phase::Timeout),
            Self::Broken(..) => Some(Phase::Io),
            Self::TooLarge(..) => Some(Phase::TooLarge),
            Self::Rested | Self::Fetched(_) => None,
        }
    }

    /// What this means for another attempt. Only a reply that is whole proves what its status says.
    #[inline]
    pub fn ending(&self) -> Ending {
        match self {
            Self::Replied(head, _) | Self::Streaming(head, _) => Ending::Status(head.status),
            Self::Failed(error) => Ending::of(error.kind()),
            Self::Expired(_) | Self::Broken(..) => Ending::Lost,
            Self::TooLarge(..) | Self::Rested | Self::Fetched(_) => Ending::Final,
        }
    }

    /// Whether the server may have read a part of the request.
    #[inline]
    pub fn may_have_been_read(&self) -> bool {
        match self {
            Self::Failed(error) => !matches!(
                error.kind(),
                TransportErrorKind::Setup
                    | TransportErrorKind::Connect
                    | TransportErrorKind::Certificate
            ),
            _ => true,
        }
    }

    /// The reply, or why there is none; `expired` says which time ran out. What the transport says of it is masked.
    #[inline]
    pub fn into_reply(
        self,
        masker: impl FnOnce() -> Masker,
        expired: impl FnOnce() -> String,
    ) -> Result<(Parts, Body), Box<Failure>> {
        let phase = self.failure().unwrap_or(Phase::Io);
        let failure = |message, head| Failure {
            head,
            ..Failure::new(phase, message)
        };
        Err(Box::new(match self {
            Self::Replied(head, body) => return Ok((head, Body::from(body))),
            Self::Streaming(head, body) => return Ok((head, body)),
            Self::Failed(error) => {
                let masker = masker();
                let message = masker.line(&error.to_string());
                let source = error.into_source();
                Failure {
                    source: source.map(|source| masker.source(source)),
                    ..failure(message, None)
                }
            }
            Self::Expired(head) => failure(expired(), head),
            Self::Broken(head, message) => {
                let message = masker().line(&message);
                failure(format!("the connection failed: {message}"), Some(head))
            }
            Self::TooLarge(head, limit, body) => {
                let message = format!("the reply is larger than {limit} bytes");
                Failure {
                    body,
                    ..failure(message, Some(head))
                }
            }
            Self::Rested | Self::Fetched(_) => failure("there was no reply".to_owned(), None),
        }))
    }

    /// The token in what came of asking for one; the rest as in [`Event::into_reply`].
    #[inline]
    pub fn into_token(
        self,
        read: Option<ReadToken>,
        masker: impl FnOnce() -> Masker,
        expired: impl FnOnce() -> String,
    ) -> Result<Token, TokenError> {
        let ending = self.ending();
        let reply = match (self, read) {
            (Self::Fetched(fetched), _) => return fetched,
            (event, Some(read)) => event.into_reply(masker, expired).map(|reply| (reply, read)),
            (_, None) => Err(Box::new(Failure::new(Phase::Timeout, expired()))),
        };
        let failure = match reply {
            Ok(((head, body), read)) => return read(Reply::new(head, body)),
            Err(failure) => failure,
        };
        let mut error = TokenError::new(failure.message);
        if let Some(source) = failure.source {
            error = error.with_source(source);
        }
        Err(match ending {
            Ending::NotConnected | Ending::Lost => error.passing(),
            Ending::Status(_) | Ending::Final => error,
        })
    }
}
