//! The service's state, and what tests ask of it.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::StatusCode;

use super::FakeClock;
use super::access::{Access, Denial, Tokens};
use super::clock::Clock;
use super::codes::{Codes, Line, Outcome, Sent, Standing, Typed};
use super::delivery::Delivery;
use super::inbox::{Attempt, Channel, Inbox, Message};
use super::options::{Options, SandboxBuilder};
use super::random::Random;
use super::replies::{LOCKED, Replies};
use super::text::fill;
use crate::models::{CodeRequest, VerifyCodeRequest};

/// How many messages, attempts and reports are kept: what runs for days must not grow for days.
const KEPT: usize = 1000;

/// The scope of what names none.
const DEFAULT_SCOPE: &str = "2FA";

/// How long a code lives where the send has no say, in minutes, if sends have one at all.
const DEFAULT_MINUTES: f64 = 3.0;

/// The MFA service in the memory of this process: it makes codes, has them arrive in an inbox, and verifies them.
///
/// Clones share everything. [`Sandbox::client`] sets up a client of it, and
/// [`Service::from`](super::Service#impl-From<Sandbox>-for-Service) makes it answer requests of others.
///
/// ```
/// use bandwidth_mfa::models::{CodeRequest, VerifyCodeRequest};
/// use bandwidth_mfa::testing::Sandbox;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), bandwidth_mfa::Error> {
/// let sandbox = Sandbox::new();
/// let client = sandbox.client().build()?;
///
/// let request = CodeRequest::builder()
///     .to("+19195551234")
///     .from("+19195554321")
///     .application_id("app")
///     .message("Your code is {CODE}")
///     .digits(6)
///     .build()?;
/// client.mfa().generate_messaging_code(request).await?;
///
/// let code = sandbox.inbox("+19195551234").last_code().unwrap_or_default();
/// let request = VerifyCodeRequest::builder()
///     .to("+19195551234")
///     .code(code)
///     .expiration_time_in_minutes(3)
///     .build()?;
/// assert!(client.mfa().verify_code(request).await?.body().valid);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

struct Inner {
    options: Options,
    clock: Clock,
    random: Random,
    state: Mutex<State>,
}

/// Everything that changes.
#[derive(Default)]
pub struct State {
    pub codes: Codes,
    pub tokens: Tokens,
    pub messages: VecDeque<Message>,
    pub attempts: VecDeque<Attempt>,
    pub failures: VecDeque<StatusCode>,
    pub token_failures: VecDeque<StatusCode>,
    /// The clocks of the clients that were made here.
    pub clients: Vec<FakeClock>,
    deliveries: VecDeque<Delivery>,
}

/// Why the service does not do what it is asked.
pub struct Rejection {
    pub status: StatusCode,
    pub text: &'static str,
}

impl Default for Sandbox {
    fn default() -> Self {
        Self::new()
    }
}

impl Sandbox {
    /// The account that the sandbox begins with.
    pub const ACCOUNT_ID: &'static str = "9900000";
    /// The user name, for Basic, that the sandbox begins with.
    pub const USERNAME: &'static str = "sandbox-user";
    /// The password of [`Sandbox::USERNAME`].
    pub const PASSWORD: &'static str = "sandbox-password";
    /// The OAuth2 client that the sandbox begins with.
    pub const CLIENT_ID: &'static str = "sandbox-client";
    /// The secret of [`Sandbox::CLIENT_ID`].
    pub const CLIENT_SECRET: &'static str = "sandbox-secret";

    /// A service that behaves as the documentation says, without a code sent.
    pub fn new() -> Self {
        Self::with(Options::default())
    }

    /// Sets up a service that behaves otherwise where the documentation leaves something open.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }

    pub(super) fn with(options: Options) -> Self {
        Self(Arc::new(Inner {
            clock: Clock::new(options.clock_runs),
            options,
            random: Random::default(),
            state: Mutex::default(),
        }))
    }

    /// The phone with this number.
    pub fn inbox(&self, number: impl Into<String>) -> Inbox {
        Inbox::new(self.clone(), number.into())
    }

    /// All numbers that a message arrived at or a code was typed for, the one with the latest news first.
    pub fn numbers(&self) -> Vec<String> {
        let state = self.state();
        let messages = state
            .messages
            .iter()
            .map(|message| (message.time, &message.to));
        let attempts = state
            .attempts
            .iter()
            .map(|attempt| (attempt.time, &attempt.to));
        let mut news: Vec<_> = messages.chain(attempts).collect();
        // Where the clock stands still, what arrived later still comes later: the sort is stable.
        news.sort_by_key(|(time, _)| *time);
        let mut numbers: Vec<String> = Vec::new();
        for (_, number) in news.into_iter().rev() {
            if !numbers.contains(number) {
                numbers.push(number.clone());
            }
        }
        numbers
    }

    /// The time by the sandbox's clock.
    pub fn now(&self) -> SystemTime {
        self.0.clock.time_of_day(self.0.clock.now())
    }

    /// Moves the clock on: codes get older, locks and tokens end. Clients of [`Sandbox::client`] notice that too, and ask for a new
    /// token when the old one has ended.
    pub fn advance(&self, by: Duration) {
        self.0.clock.advance(by);
        for clock in &self.state().clients {
            clock.advance(by);
        }
    }

    /// Takes back all OAuth2 tokens that were handed out.
    pub fn revoke_tokens(&self) {
        self.state().tokens.revoke();
    }

    /// Answers the next request with this status and does nothing else with it: in the documented form where there is one, with a
    /// gateway's page otherwise. Several wait for a request each.
    pub fn fail_next(&self, status: StatusCode) {
        self.state().failures.push_back(status);
    }

    /// The same for requests for tokens, without a body.
    pub fn fail_next_token(&self, status: StatusCode) {
        self.state().token_failures.push_back(status);
    }

    /// Takes out the reports to `callbackUrl` that are due, the oldest first. Nobody posts them unless you do.
    pub fn take_deliveries(&self) -> Vec<Delivery> {
        self.state().deliveries.drain(..).collect()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        let state = self.0.state.lock();
        state.unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn options(&self) -> &Options {
        &self.0.options
    }

    pub(super) fn replies(&self) -> Replies<'_> {
        Replies {
            form: self.0.options.error_form,
            key: self.0.options.message_key,
            random: &self.0.random,
        }
    }

    pub(super) fn standing(&self, number: &str) -> Standing {
        self.state().codes.standing(number, self.0.clock.now())
    }

    /// Whether a request with these headers may act for an account.
    pub(super) fn check(
        &self,
        headers: &http::HeaderMap,
        account: Option<&str>,
    ) -> Result<(), Denial> {
        let access = Access {
            users: &self.0.options.users,
            clients: &self.0.options.clients,
            tokens: &self.state().tokens,
            now: self.0.clock.now(),
        };
        access.check(headers, account)
    }

    /// A token for a client.
    pub(super) fn grant(&self, client: &str) -> String {
        let lifetime = self.0.options.token_lifetime;
        let now = self.0.clock.now();
        let mut state = self.state();
        state.tokens.grant(&self.0.random, client, now, lifetime)
    }

    /// Sends a code, and returns what the message or call is called.
    pub(super) fn send(
        &self,
        channel: Channel,
        account: &str,
        request: &CodeRequest,
    ) -> Result<String, Rejection> {
        let options = &self.0.options;
        let name = self.application(&request.application_id)?;
        if request.digits < options.fewest_digits {
            return Err(Rejection {
                status: StatusCode::BAD_REQUEST,
                text: "digits is too small",
            });
        }
        // The document has 8 at the most; what is beyond it never comes as far as here.
        let code = self
            .0
            .random
            .code(usize::try_from(request.digits.clamp(1, 8)).unwrap_or(1));
        let scope = request.scope.as_deref().unwrap_or(DEFAULT_SCOPE);
        let at = self.0.clock.now();
        let message = Message {
            id: self.name_of(channel),
            channel,
            account_id: account.to_owned(),
            application_id: request.application_id.clone(),
            to: request.to.clone(),
            from: request.from.clone(),
            scope: scope.to_owned(),
            text: fill(
                &request.message,
                &[("CODE", &code), ("NAME", name), ("SCOPE", scope)],
            ),
            code: code.clone(),
            time: self.0.clock.time_of_day(at),
        };
        let sent = Sent {
            code,
            scope: scope.to_owned(),
            application: request.application_id.clone(),
            at,
            lifetime: options.expires_as_sent.then(|| {
                minutes(
                    request
                        .expiration_time_in_minutes
                        .unwrap_or(DEFAULT_MINUTES),
                )
            }),
        };
        self.state().codes.send(line(account, &request.to), sent);
        self.deliver(&message, request.callback_url.as_deref());
        Ok(message.id)
    }

    /// Has a message arrive, or not, and reports that.
    fn deliver(&self, message: &Message, callback: Option<&str>) {
        let arrives = !self.0.options.undeliverable.contains(&message.to);
        if let (Channel::Messaging, Some(url)) = (message.channel, callback) {
            let delivery = Delivery::of(url, message, arrives);
            keep(&mut self.state().deliveries, delivery);
        }
        if !arrives {
            return;
        }
        keep(&mut self.state().messages, message.clone());
        // Whoever listens may ask the sandbox in turn: nothing of it is locked here.
        if let Some(listener) = &self.0.options.listener {
            listener(message);
        }
    }

    /// Compares what was typed, and counts the attempt.
    pub(super) fn verify(
        &self,
        account: &str,
        request: &VerifyCodeRequest,
    ) -> Result<bool, Rejection> {
        if request.expiration_time_in_minutes < self.0.options.shortest_window {
            return Err(Rejection {
                status: StatusCode::BAD_REQUEST,
                text: "expirationTimeInMinutes is too small",
            });
        }
        let at = self.0.clock.now();
        let typed = Typed {
            code: &request.code,
            scope: request.scope.as_deref().unwrap_or(DEFAULT_SCOPE),
            application: request.application_id.as_deref(),
            window: minutes(request.expiration_time_in_minutes),
            at,
        };
        let mut state = self.state();
        let rules = &self.0.options.rules;
        let outcome = state
            .codes
            .verify(rules, line(account, &request.to), &typed);
        let attempt = Attempt {
            account_id: account.to_owned(),
            to: request.to.clone(),
            scope: typed.scope.to_owned(),
            code: request.code.clone(),
            outcome,
            time: self.0.clock.time_of_day(at),
        };
        keep(&mut state.attempts, attempt);
        if outcome == Outcome::Locked {
            return Err(Rejection {
                status: StatusCode::TOO_MANY_REQUESTS,
                text: LOCKED,
            });
        }
        Ok(outcome == Outcome::Valid)
    }

    /// The name of an application, if it is one.
    fn application(&self, id: &str) -> Result<&str, Rejection> {
        let options = &self.0.options;
        if options.applications.is_empty() {
            return Ok("Sandbox");
        }
        let name = options.applications.get(id).map(String::as_str);
        name.ok_or(Rejection {
            status: options.unknown_application,
            text: "applicationId is not an application of this account",
        })
    }

    /// A name for a message or a call, in the form and length of the service's own.
    fn name_of(&self, channel: Channel) -> String {
        let random = &self.0.random;
        match channel {
            Channel::Messaging => {
                let since = self.now().duration_since(UNIX_EPOCH).unwrap_or_default();
                format!("{:013}{}", since.as_millis(), random.word(16))
            }
            Channel::Voice => format!("c-{}-{}", random.uuid().split_at(8).0, random.uuid()),
        }
    }
}

/// How much there is in it, and nothing of it.
impl fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        formatter
            .debug_struct("Sandbox")
            .field("messages", &state.messages.len())
            .field("attempts", &state.attempts.len())
            .finish_non_exhaustive()
    }
}

fn line(account: &str, number: &str) -> Line {
    Line {
        account: account.to_owned(),
        number: number.to_owned(),
    }
}

/// Minutes as a time; what is no time is none.
fn minutes(minutes: f64) -> Duration {
    Duration::try_from_secs_f64(minutes * 60.0).unwrap_or_default()
}

fn keep<T>(queue: &mut VecDeque<T>, item: T) {
    if queue.len() == KEPT {
        queue.pop_front();
    }
    queue.push_back(item);
}
