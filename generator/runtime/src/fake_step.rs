//! What becomes of one request to a fake.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};

/// What becomes of one request: by default its service answers, whole and at once.
#[derive(Clone)]
#[must_use = "a step is played as part of a script"]
pub struct FakeStep {
    pub(super) action: Action,
    pub(super) delay: Duration,
    pub(super) damage: Damage,
}

#[derive(Clone)]
pub(super) enum Action {
    Serve,
    Respond(Response<Bytes>),
    Refuse,
    Lose,
    Silence,
}

/// What happens to the body of a reply on its way.
#[derive(Clone, Copy)]
pub(super) enum Damage {
    None,
    Cut(usize),
    Corrupt,
}

impl FakeStep {
    /// The service answers.
    pub fn serve() -> Self {
        Self::of(Action::Serve)
    }

    /// This reply, whatever the service would say; it does not hear of the request.
    pub fn respond(response: Response<impl Into<Bytes>>) -> Self {
        Self::of(Action::Respond(response.map(Into::into)))
    }

    /// A reply with this status and without a body.
    pub fn status(status: StatusCode) -> Self {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = status;
        Self::respond(response)
    }

    /// There is no connection: the request is not sent.
    pub fn fail_before_sending() -> Self {
        Self::of(Action::Refuse)
    }

    /// The service hears of the request, and the connection breaks before it answers.
    pub fn fail_after_sending() -> Self {
        Self::of(Action::Lose)
    }

    /// The service hears of the request, and no answer ever comes.
    pub fn silence() -> Self {
        Self::of(Action::Silence)
    }

    /// The same, after so much time.
    pub fn delayed(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// The same, and the connection breaks after so many bytes of the reply's body.
    pub fn cut(self, bytes: usize) -> Self {
        Self {
            damage: Damage::Cut(bytes),
            ..self
        }
    }

    /// The same with a body that is not what was sent: each of its bytes is inverted.
    pub fn corrupted(self) -> Self {
        Self {
            damage: Damage::Corrupt,
            ..self
        }
    }

    fn of(action: Action) -> Self {
        Self {
            action,
            delay: Duration::ZERO,
            damage: Damage::None,
        }
    }
}

impl fmt::Display for FakeStep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.action {
            Action::Serve => formatter.write_str("the service answers"),
            Action::Respond(response) => write!(formatter, "a reply with {}", response.status()),
            Action::Refuse => formatter.write_str("no connection"),
            Action::Lose => formatter.write_str("a connection that breaks"),
            Action::Silence => formatter.write_str("silence"),
        }
    }
}

impl fmt::Debug for FakeStep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FakeStep({self})")
    }
}
