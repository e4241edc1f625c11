//! The codes that were sent, and what becomes of attempts to verify them. The time is an argument here.

use std::collections::BTreeMap;
use std::time::Duration;

/// How long a code is remembered. No verification reaches back further than 15 minutes; the rest is kept so that people
/// read "expired" for a while.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);

/// What became of an attempt to verify a code. The service itself says less: of everything but [`Outcome::Valid`] and
/// [`Outcome::Locked`] it says `valid: false`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The code is right.
    Valid,
    /// The code was right, and is older than the verification allows.
    Expired,
    /// The code was right, and has verified before where codes verify once.
    Used,
    /// The code was right until a newer one was sent, where only the newest counts.
    Replaced,
    /// The code was sent for another application than the verification names.
    OtherApplication,
    /// The code was sent under another scope.
    OtherScope,
    /// No such code was sent.
    Wrong,
    /// The number is locked after too many wrong attempts: nothing was compared.
    Locked,
}

impl Outcome {
    /// The outcome in words, for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Expired => "expired",
            Self::Used => "used",
            Self::Replaced => "replaced",
            Self::OtherApplication => "other application",
            Self::OtherScope => "other scope",
            Self::Wrong => "wrong",
            Self::Locked => "locked",
        }
    }
}

/// The rules by which codes verify.
#[derive(Clone, Debug)]
pub struct Rules {
    pub attempts: u32,
    pub lock_time: Duration,
    pub single_use: bool,
    pub newest_only: bool,
    pub compare_applications: bool,
}

/// A number of an account: what attempts are counted for, and what is locked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub account: String,
    pub number: String,
}

/// A code on its way.
pub struct Sent {
    pub code: String,
    pub scope: String,
    pub application: String,
    pub at: Duration,
    /// After what time it expires however far a verification reaches back.
    pub lifetime: Option<Duration>,
}

/// What somebody typed.
pub struct Typed<'a> {
    pub code: &'a str,
    pub scope: &'a str,
    pub application: Option<&'a str>,
    /// How old the code may be.
    pub window: Duration,
    pub at: Duration,
}

/// How a number stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Wrong attempts since the last right one, or since the last lock ended.
    pub wrong: u32,
    /// How much longer the number is locked.
    pub locked_for: Option<Duration>,
}

/// All codes of all numbers.
#[derive(Default)]
pub struct Codes(BTreeMap<Line, Tally>);

#[derive(Default)]
struct Tally {
    codes: Vec<Code>,
    wrong: u32,
    locked_until: Option<Duration>,
}

struct Code {
    sent: Sent,
    is_used: bool,
}

impl Codes {
    /// Remembers a code that was sent.
    pub fn send(&mut self, line: Line, sent: Sent) {
        let tally = self.0.entry(line).or_default();
        let is_recent = |code: &Code| sent.at.saturating_sub(code.sent.at) <= REMEMBERED;
        tally.codes.retain(is_recent);
        tally.codes.push(Code {
            sent,
            is_used: false,
        });
    }

    /// Compares what was typed with what was sent, and counts the attempt.
    pub fn verify(&mut self, rules: &Rules, line: Line, typed: &Typed<'_>) -> Outcome {
        let tally = self.0.entry(line).or_default();
        tally.end_lock(typed.at);
        if tally.locked_until.is_some() {
            return Outcome::Locked;
        }
        let outcome = tally.compare(rules, typed);
        if outcome == Outcome::Valid {
            tally.wrong = 0;
        } else {
            tally.wrong = tally.wrong.saturating_add(1);
            if tally.wrong >= rules.attempts {
                tally.locked_until = Some(typed.at.saturating_add(rules.lock_time));
            }
        }
        outcome
    }

    /// How a number stands, in whichever of its accounts it stands worst.
    pub fn standing(&mut self, number: &str, now: Duration) -> Standing {
        let mut worst = Standing::default();
        for (line, tally) in &mut self.0 {
            if line.number == number {
                tally.end_lock(now);
                let left = tally.locked_until.map(|until| until.saturating_sub(now));
                worst.locked_for = worst.locked_for.max(left);
                worst.wrong = worst.wrong.max(tally.wrong);
            }
        }
        worst
    }

    /// Ends the locks of a number in all accounts, and forgets the attempts that led to them.
    pub fn unlock(&mut self, number: &str) {
        for (line, tally) in &mut self.0 {
            if line.number == number {
                tally.wrong = 0;
                tally.locked_until = None;
            }
        }
    }
}

impl Tally {
    fn end_lock(&mut self, now: Duration) {
        if self.locked_until.is_some_and(|until| until <= now) {
            self.locked_until = None;
            self.wrong = 0;
        }
    }

    /// The best that can be said of the typed code, given all that were sent.
    fn compare(&mut self, rules: &Rules, typed: &Typed<'_>) -> Outcome {
        let in_scope = |code: &Code| code.sent.scope == typed.scope;
        let newest = self.codes.iter().rposition(in_scope);
        let mut best = Outcome::Wrong;
        for (index, code) in self.codes.iter_mut().enumerate() {
            let outcome = code.judge(rules, typed, Some(index) == newest);
            if outcome == Outcome::Valid {
                code.is_used = true;
            }
            best = best.min(outcome);
        }
        best
    }
}

impl Code {
    fn judge(&self, rules: &Rules, typed: &Typed<'_>, is_newest: bool) -> Outcome {
        let sent = &self.sent;
        let age = typed.at.saturating_sub(sent.at);
        let is_other = |application| application != sent.application;
        if sent.code != typed.code {
            Outcome::Wrong
        } else if sent.scope != typed.scope {
            Outcome::OtherScope
        } else if rules.compare_applications && typed.application.is_some_and(is_other) {
            Outcome::OtherApplication
        } else if rules.newest_only && !is_newest {
            Outcome::Replaced
        } else if rules.single_use && self.is_used {
            Outcome::Used
        } else if age > typed.window || sent.lifetime.is_some_and(|lifetime| age > lifetime) {
            Outcome::Expired
        } else {
            Outcome::Valid
        }
    }
}
