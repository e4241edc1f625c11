//! What arrived at a phone, and what was typed of it.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::codes::Outcome;
use super::sandbox::Sandbox;

/// How a code reached the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Channel {
    /// As a text message.
    Messaging,
    /// As a call that reads the message aloud.
    Voice,
}

impl Channel {
    /// `messaging` or `voice`, as the paths of the API have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Messaging => "messaging",
            Self::Voice => "voice",
        }
    }
}

/// A message that arrived. Its `Debug` shows neither numbers, nor text, nor code.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// The `messageId` or `callId` that the send was answered with.
    pub id: String,
    /// Whether it was sent or read aloud.
    pub channel: Channel,
    /// The account that sent it.
    pub account_id: String,
    /// The application that sent it.
    pub application_id: String,
    /// The number that it was sent to.
    pub to: String,
    /// The sender.
    pub from: String,
    /// The scope that its code verifies under.
    pub scope: String,
    /// The text with everything filled in.
    pub text: String,
    /// The code in it.
    pub code: String,
    /// When it arrived, by the sandbox's clock.
    pub time: SystemTime,
}

impl fmt::Debug for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Message")
            .field("id", &self.id)
            .field("channel", &self.channel)
            .field("time", &self.time)
            .finish_non_exhaustive()
    }
}

/// An attempt to verify a code. Its `Debug` shows neither the number nor the code.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The account that asked.
    pub account_id: String,
    /// The number whose code it is said to be.
    pub to: String,
    /// The scope that was asked for.
    pub scope: String,
    /// What was typed.
    pub code: String,
    /// What became of it.
    pub outcome: Outcome,
    /// When that was, by the sandbox's clock.
    pub time: SystemTime,
}

impl fmt::Debug for Attempt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Attempt")
            .field("outcome", &self.outcome)
            .field("time", &self.time)
            .finish_non_exhaustive()
    }
}

/// The phone with one number, as it is whenever it is asked: [`Sandbox::inbox`].
#[derive(Clone)]
pub struct Inbox {
    sandbox: Sandbox,
    number: String,
}

impl Inbox {
    pub(super) fn new(sandbox: Sandbox, number: String) -> Self {
        Self { sandbox, number }
    }

    /// The code that arrived last.
    pub fn last_code(&self) -> Option<String> {
        self.messages().pop().map(|message| message.code)
    }

    /// The message that arrived last.
    pub fn last_message(&self) -> Option<Message> {
        self.messages().pop()
    }

    /// All that arrived, the oldest first.
    pub fn messages(&self) -> Vec<Message> {
        let state = self.sandbox.state();
        let messages = state.messages.iter();
        messages
            .filter(|message| message.to == self.number)
            .cloned()
            .collect()
    }

    /// All attempts to verify a code of this number, the oldest first.
    pub fn attempts(&self) -> Vec<Attempt> {
        let state = self.sandbox.state();
        let attempts = state.attempts.iter();
        attempts
            .filter(|attempt| attempt.to == self.number)
            .cloned()
            .collect()
    }

    /// How many wrong codes were typed since the last right one, or since the last lock ended.
    pub fn wrong_attempts(&self) -> u32 {
        self.sandbox.standing(&self.number).wrong
    }

    /// How much longer the number is locked, if it is.
    pub fn locked_for(&self) -> Option<Duration> {
        self.sandbox.standing(&self.number).locked_for
    }

    /// Ends a lock of the number before its time, and forgets the wrong codes.
    pub fn unlock(&self) {
        self.sandbox.state().codes.unlock(&self.number);
    }
}

/// Which number it is stays unsaid.
impl fmt::Debug for Inbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Inbox").finish_non_exhaustive()
    }
}
