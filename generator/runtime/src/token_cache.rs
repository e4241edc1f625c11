//! Keeps a client's access token: a state machine that does no I/O.
//!
//! Whoever finds no token leads: it alone fetches one, and everyone else waits. A leader that is dropped gives the lead up, and
//! one of those who wait takes it. Nothing here needs a runtime.

use std::mem::take;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use http::header::HeaderValue;

use super::random::Random;
use super::secret::Secret;
use super::token_source::{Fetch, Token, TokenError, TokenSource};

/// The most time before its end at which a token is replaced; for a short-lived one it is a tenth of its life.
const MARGIN: Duration = Duration::from_secs(60);

/// How long a failure answers for those that come after it.
const FAILURE: Duration = Duration::from_secs(1);

/// How often at most a 403 has a new token fetched.
const REFUSALS: Duration = Duration::from_secs(30);

/// The token of a client and of its clones.
pub struct TokenCache {
    source: Arc<dyn TokenSource>,
    random: Arc<Random>,
    secrets: Vec<Secret>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    is_led: bool,
    /// How many fetches are over; also the generation of the token that the last of them brought.
    round: u64,
    failure: Option<Failure>,
    refused: Option<Instant>,
    waiters: Vec<(u64, Waker)>,
    next_waiter: u64,
}

struct Held {
    token: UsedToken,
    /// `None` if that is beyond what the clock can tell.
    expires: Option<Instant>,
    refresh: Option<Instant>,
}

struct Failure {
    error: TokenError,
    round: u64,
    until: Option<Instant>,
}

/// A token in use: the header's value, and which token it is.
#[derive(Clone)]
pub struct UsedToken {
    /// The value of `Authorization`, marked sensitive.
    pub header: HeaderValue,
    generation: u64,
}

/// What a caller gets who needs a token.
pub enum Acquired {
    /// A token.
    Use(UsedToken),
    /// The lead: the caller fetches a token. Until then the old one can be used, if there is one.
    Lead(Lease, Option<UsedToken>),
    /// Somebody else is fetching one.
    Wait(Waiting),
    /// There is none, and asking again makes no sense yet.
    Failed(TokenError),
}

impl TokenCache {
    /// A cache without a token.
    #[inline]
    pub fn new(source: Arc<dyn TokenSource>, random: Arc<Random>) -> Self {
        Self {
            source,
            random,
            secrets: Vec::new(),
            state: Mutex::default(),
        }
    }

    /// The same cache with what the source proves itself with, which no text may show.
    #[inline]
    pub fn hiding(self, secrets: impl IntoIterator<Item = Secret>) -> Self {
        Self {
            secrets: secrets.into_iter().collect(),
            ..self
        }
    }

    /// What the source proves itself with.
    #[inline]
    pub fn secrets(&self) -> &[Secret] {
        &self.secrets
    }

    /// A token, or what to do about it. `waited` is the round that the caller has waited for, if it has.
    #[inline]
    pub fn acquire(self: &Arc<Self>, now: Instant, waited: Option<u64>) -> Acquired {
        let mut state = self.lock();
        let good = state.held.as_ref().filter(|held| held.is_good(now));
        let spare = match good {
            Some(held) if !held.is_due(now) => return Acquired::Use(held.token.clone()),
            good => good.map(|held| held.token.clone()),
        };
        let failure = state
            .failure
            .as_ref()
            .filter(|failure| failure.answers(now, waited));
        match (spare, failure) {
            (Some(spare), Some(_)) => Acquired::Use(spare),
            (Some(spare), None) if state.is_led => Acquired::Use(spare),
            (None, Some(failure)) => Acquired::Failed(failure.error.clone()),
            (None, None) if state.is_led => {
                let round = state.round;
                Acquired::Wait(Waiting {
                    cache: Arc::clone(self),
                    round,
                    id: None,
                })
            }
            (spare, None) => {
                state.is_led = true;
                let lease = Lease {
                    cache: Arc::clone(self),
                    began: now,
                    is_over: false,
                };
                Acquired::Lead(lease, spare)
            }
        }
    }

    /// The server does not take this token: it is not used again. A newer one stays.
    #[inline]
    pub fn invalidate(&self, token: &UsedToken) {
        let mut state = self.lock();
        if state.holds(token) {
            state.held = None;
        }
    }

    /// The server has refused a request with this token, which may be the token's fault or not: it is not used again, unless
    /// that was tried a moment ago.
    #[inline]
    pub fn suspect(&self, token: &UsedToken, now: Instant) {
        let mut state = self.lock();
        let is_recent = state
            .refused
            .is_some_and(|refused| now.saturating_duration_since(refused) < REFUSALS);
        if !is_recent && state.holds(token) {
            state.held = None;
            state.refused = Some(now);
        }
    }

    #[inline]
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing in here panics halfway through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends a fetch and wakes everyone, outside of the lock.
    #[inline]
    fn finish(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        state.is_led = false;
        state.round += 1;
        change(&mut state);
        let waiters = take(&mut state.waiters);
        drop(state);
        for (_, waker) in waiters {
            waker.wake();
        }
    }

    #[inline]
    fn hold(&self, token: UsedToken, began: Instant, lifetime: Duration) -> Held {
        let expires = began.checked_add(lifetime);
        let margin = (lifetime / 10).min(MARGIN);
        // Between half of the margin and the whole of it, so that many programs do not ask at the same moment.
        let early = margin / 2 + self.random.up_to(margin / 2);
        Held {
            token,
            expires,
            refresh: expires.and_then(|expires| expires.checked_sub(early)),
        }
    }
}

impl State {
    #[inline]
    fn holds(&self, token: &UsedToken) -> bool {
        self.held
            .as_ref()
            .is_some_and(|held| held.token.generation == token.generation)
    }
}

impl Held {
    #[inline]
    fn is_good(&self, now: Instant) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }

    #[inline]
    fn is_due(&self, now: Instant) -> bool {
        self.refresh.is_some_and(|refresh| now >= refresh)
    }
}

impl Failure {
    /// Whether it answers a caller that comes now, or one that has waited for what failed.
    #[inline]
    fn answers(&self, now: Instant, waited: Option<u64>) -> bool {
        let is_fresh = self.until.is_some_and(|until| now < until);
        is_fresh || waited.is_some_and(|round| round < self.round)
    }
}

/// The lead: who holds it fetches the token. Dropping it gives the lead up.
pub struct Lease {
    cache: Arc<TokenCache>,
    began: Instant,
    is_over: bool,
}

impl Lease {
    /// How to come by a token.
    #[inline]
    pub fn fetch(&self) -> Fetch {
        self.cache.source.fetch()
    }

    /// There is a token: it is kept for as long as it lasts.
    #[inline]
    pub fn succeed(self, token: &Token, now: Instant) -> Result<UsedToken, TokenError> {
        let Ok(mut header) = HeaderValue::try_from(format!("Bearer {}", token.text().reveal()))
        else {
            let error = TokenError::new("the token holds characters that a header cannot carry");
            return Err(self.fail(error, now));
        };
        header.set_sensitive(true);
        let mut used = UsedToken {
            header,
            generation: 0,
        };
        let (began, lifetime) = (self.began, token.lifetime());
        let cache = self.end();
        cache.finish(|state| {
            used.generation = state.round;
            state.failure = None;
            // One that is used once is nobody else's.
            let held = (!lifetime.is_zero()).then(|| cache.hold(used.clone(), began, lifetime));
            state.held = held;
        });
        Ok(used)
    }

    /// There is none. The failure is everyone's who waits, and for a moment everyone's who comes.
    #[inline]
    pub fn fail(self, error: TokenError, now: Instant) -> TokenError {
        let shared = error.clone();
        self.end().finish(|state| {
            state.failure = Some(Failure {
                error: shared,
                round: state.round,
                until: now.checked_add(FAILURE),
            });
        });
        error
    }

    #[inline]
    fn end(mut self) -> Arc<TokenCache> {
        self.is_over = true;
        Arc::clone(&self.cache)
    }
}

impl Drop for Lease {
    #[inline]
    fn drop(&mut self) {
        if !self.is_over {
            self.cache.finish(|_| {});
        }
    }
}

/// Ends when the fetch does that somebody else is busy with.
pub struct Waiting {
    cache: Arc<TokenCache>,
    round: u64,
    id: Option<u64>,
}

impl Waiting {
    /// The round that this waits for.
    #[inline]
    pub fn round(&self) -> u64 {
        self.round
    }
}

impl Future for Waiting {
    type Output = ();

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let cache = Arc::clone(&self.cache);
        let mut state = cache.lock();
        if state.round != self.round {
            return Poll::Ready(());
        }
        let waker = context.waker().clone();
        let known = self.id;
        match state.waiters.iter_mut().find(|(id, _)| Some(*id) == known) {
            Some((_, known)) => *known = waker,
            None => {
                let id = state.next_waiter;
                state.next_waiter += 1;
                state.waiters.push((id, waker));
                self.id = Some(id);
            }
        }
        Poll::Pending
    }
}

impl Drop for Waiting {
    #[inline]
    fn drop(&mut self) {
        if let Some(id) = self.id {
            self.cache.lock().waiters.retain(|(known, _)| *known != id);
        }
    }
}
