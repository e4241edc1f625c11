//! What the sandbox is told before it begins, and what the documentation says where it is told nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::access::{Holder, Holders};
use super::codes::Rules;
use super::inbox::Message;
use super::sandbox::Sandbox;

/// How long a number stays locked unless the builder says otherwise: what the service's own words promise.
const LOCK_TIME: Duration = Duration::from_secs(2 * 60);

/// How long a token is good unless the builder says otherwise.
const TOKEN_LIFETIME: Duration = Duration::from_secs(60 * 60);

/// The form of the bodies of 400, 429 and 500. The sources have three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorForm {
    /// `{"error", "requestId"}`, the current one.
    #[default]
    Error,
    /// `{"type", "description"}`, of one source.
    TypeAndDescription,
    /// `{"result"}`, of 2020.
    Result,
}

/// How 403 spells the key of its text. The newest documents have it small, the documentation's pages large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessageKey {
    /// `{"message"}`
    #[default]
    Small,
    /// `{"Message"}`
    Large,
}

/// Told of each message as it arrives.
pub type Listener = Arc<dyn Fn(&Message) + Send + Sync>;

/// Everything that the sandbox was told.
pub struct Options {
    pub rules: Rules,
    pub expires_as_sent: bool,
    pub clock_runs: bool,
    pub users: Holders,
    pub clients: Holders,
    pub token_lifetime: Duration,
    pub bad_token: StatusCode,
    pub unknown_user: StatusCode,
    pub applications: BTreeMap<String, String>,
    pub unknown_application: StatusCode,
    pub fewest_digits: i64,
    pub shortest_window: f64,
    pub error_form: ErrorForm,
    pub message_key: MessageKey,
    pub undeliverable: BTreeSet<String>,
    pub listener: Option<Listener>,
}

impl Default for Options {
    fn default() -> Self {
        let holder = |secret: &str| Holder {
            secret: secret.to_owned(),
            accounts: vec![Sandbox::ACCOUNT_ID.to_owned()],
        };
        let one = |name: &str, secret| Holders::from([(name.to_owned(), holder(secret))]);
        Self {
            rules: Rules {
                attempts: 5,
                lock_time: LOCK_TIME,
                single_use: false,
                newest_only: false,
                compare_applications: true,
            },
            expires_as_sent: false,
            clock_runs: false,
            users: one(Sandbox::USERNAME, Sandbox::PASSWORD),
            clients: one(Sandbox::CLIENT_ID, Sandbox::CLIENT_SECRET),
            token_lifetime: TOKEN_LIFETIME,
            bad_token: StatusCode::FORBIDDEN,
            unknown_user: StatusCode::UNAUTHORIZED,
            applications: BTreeMap::new(),
            unknown_application: StatusCode::BAD_REQUEST,
            fewest_digits: 0,
            shortest_window: 0.0,
            error_form: ErrorForm::default(),
            message_key: MessageKey::default(),
            undeliverable: BTreeSet::new(),
            listener: None,
        }
    }
}

/// Sets up a [`Sandbox`] where the defaults, which are what the documentation says, do not do.
#[derive(Default)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct SandboxBuilder(Options);

impl SandboxBuilder {
    /// The sandbox.
    pub fn build(self) -> Sandbox {
        Sandbox::with(self.0)
    }

    /// How many wrong codes lock a number: 5 unless set, since no source names a number. The last of them is still answered
    /// with `valid: false`; what comes after it is answered with 429.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.0.rules.attempts = attempts;
        self
    }

    /// How long a lock lasts: 2 minutes unless set, as the service says. Locks have been seen to end after 35 seconds.
    pub fn lock_time(mut self, time: Duration) -> Self {
        self.0.rules.lock_time = time;
        self
    }

    /// Whether a code verifies only once. Unless set it verifies as often as it is asked for within its time: the documentation
    /// calls any code valid that was made in the last minutes, and says nothing of single use.
    pub fn single_use(mut self, yes: bool) -> Self {
        self.0.rules.single_use = yes;
        self
    }

    /// Whether a newer code takes the place of the one before, under the same scope. Unless set, both verify.
    pub fn newest_only(mut self, yes: bool) -> Self {
        self.0.rules.newest_only = yes;
        self
    }

    /// Whether the application that a verification names has to be the one that sent the code. Unless set it has to, as the older
    /// sources say; a verification that names none is never held to it.
    pub fn compare_applications(mut self, yes: bool) -> Self {
        self.0.rules.compare_applications = yes;
        self
    }

    /// Whether a code expires after the `expirationTimeInMinutes` of its send as well, 3 where that has none. One source has
    /// it there; unless set, only the verification's counts.
    pub fn expires_as_sent(mut self, yes: bool) -> Self {
        self.0.expires_as_sent = yes;
        self
    }

    /// Lets the clock run with the machine's. Unless set it stands still until [`Sandbox::advance`], so that tests do not
    /// depend on how long they take.
    pub fn running_clock(mut self) -> Self {
        self.0.clock_runs = true;
        self
    }

    /// Adds an API user of these accounts, or sets another password and other accounts for one that is there.
    pub fn user<A: Into<String>>(
        mut self,
        username: impl Into<String>,
        password: impl Into<String>,
        accounts: impl IntoIterator<Item = A>,
    ) -> Self {
        let holder = holder(password.into(), accounts);
        self.0.users.insert(username.into(), holder);
        self
    }

    /// Adds an OAuth2 client of these accounts, or sets another secret and other accounts for one that is there.
    pub fn client<A: Into<String>>(
        mut self,
        id: impl Into<String>,
        secret: impl Into<String>,
        accounts: impl IntoIterator<Item = A>,
    ) -> Self {
        let holder = holder(secret.into(), accounts);
        self.0.clients.insert(id.into(), holder);
        self
    }

    /// How long a token is good: an hour unless set.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.0.token_lifetime = lifetime;
        self
    }

    /// What a token is answered with that was never given, has ended or was revoked: 403 unless set, as the gateway has it.
    /// The other status that is plausible is 401.
    pub fn bad_token_status(mut self, status: StatusCode) -> Self {
        self.0.bad_token = status;
        self
    }

    /// What an API user that nobody knows is answered with: 401 unless set, as the documentation says. The tests that come with
    /// Bandwidth's SDK for Node have 403.
    pub fn unknown_user_status(mut self, status: StatusCode) -> Self {
        self.0.unknown_user = status;
        self
    }

    /// Adds an application, whose name takes the place of `{NAME}`. Once there is one, others are unknown; until then every id is
    /// taken, and the name is `Sandbox`.
    pub fn application(mut self, id: impl Into<String>, name: impl Into<String>) -> Self {
        self.0.applications.insert(id.into(), name.into());
        self
    }

    /// What an unknown application is answered with: 400 unless set. Both 400 and 500 have been seen.
    pub fn unknown_application_status(mut self, status: StatusCode) -> Self {
        self.0.unknown_application = status;
        self
    }

    /// Keeps to the narrow bounds of the newest sources: codes of 4 digits at least, and verifications that reach back a minute at
    /// least. Unless set the widest bounds of all sources hold.
    pub fn narrow_bounds(mut self) -> Self {
        self.0.fewest_digits = 4;
        self.0.shortest_window = 1.0;
        self
    }

    /// The form of the bodies of 400, 429 and 500.
    pub fn error_form(mut self, form: ErrorForm) -> Self {
        self.0.error_form = form;
        self
    }

    /// How 403 spells the key of its text.
    pub fn message_key(mut self, key: MessageKey) -> Self {
        self.0.message_key = key;
        self
    }

    /// A number that messages do not arrive at: sends succeed, the inbox stays empty, and the report to `callbackUrl` says so.
    pub fn undeliverable(mut self, number: impl Into<String>) -> Self {
        self.0.undeliverable.insert(number.into());
        self
    }

    /// Has a function told of each message as it arrives.
    pub fn on_message(mut self, listener: impl Fn(&Message) + Send + Sync + 'static) -> Self {
        self.0.listener = Some(Arc::new(listener));
        self
    }
}

/// What was set, credentials among it, stays unsaid.
impl std::fmt::Debug for SandboxBuilder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SandboxBuilder")
            .finish_non_exhaustive()
    }
}

fn holder<A: Into<String>>(secret: String, accounts: impl IntoIterator<Item = A>) -> Holder {
    Holder {
        secret,
        accounts: accounts.into_iter().map(Into::into).collect(),
    }
}
