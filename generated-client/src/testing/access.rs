//! Who may call: API users, OAuth2 clients, and the tokens that these were given.

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderMap};

use super::random::Random;

/// A password or a client's secret, and the accounts that it opens.
#[derive(Clone)]
pub struct Holder {
    pub secret: String,
    pub accounts: Vec<String>,
}

/// Users and clients, by their names.
pub type Holders = BTreeMap<String, Holder>;

/// Tokens that were handed out.
#[derive(Default)]
pub struct Tokens(BTreeMap<String, Token>);

struct Token {
    client: String,
    ends: Duration,
}

/// Why credentials do not open an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// There are none.
    Missing,
    /// Nobody has that name.
    Unknown,
    /// The user is known and the password is not theirs.
    WrongSecret,
    /// The token was never given, has ended or was revoked.
    BadToken,
    /// They are good for other accounts only.
    OtherAccount,
}

/// What an `Authorization` header holds.
pub enum Presented {
    Basic { name: String, secret: String },
    Bearer(String),
}

impl Presented {
    /// The one set of credentials in a request's headers.
    pub fn read(headers: &HeaderMap) -> Option<Self> {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        let value = values.next()?.to_str().ok()?;
        if values.next().is_some() {
            return None;
        }
        let (scheme, rest) = value.split_once(' ')?;
        let rest = rest.trim();
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some(Self::Bearer(rest.to_owned()));
        }
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let pair = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
        let (name, secret) = pair.split_once(':')?;
        Some(Self::Basic {
            name: name.to_owned(),
            secret: secret.to_owned(),
        })
    }
}

/// Who is there, at one moment.
pub struct Access<'a> {
    pub users: &'a Holders,
    pub clients: &'a Holders,
    pub tokens: &'a Tokens,
    pub now: Duration,
}

impl Access<'_> {
    /// Whether a request with these headers may act for an account, or for any where none is named.
    pub fn check(&self, headers: &HeaderMap, account: Option<&str>) -> Result<(), Denial> {
        let holder = match Presented::read(headers).ok_or(Denial::Missing)? {
            Presented::Basic { name, secret } => check(self.users, &name, &secret)?,
            Presented::Bearer(token) => self.bearer(&token).ok_or(Denial::BadToken)?,
        };
        let opens = |account: &str| holder.accounts.iter().any(|owned| owned == account);
        if account.is_none_or(opens) {
            Ok(())
        } else {
            Err(Denial::OtherAccount)
        }
    }

    fn bearer(&self, text: &str) -> Option<&Holder> {
        let token = self.tokens.0.get(text)?;
        if token.ends <= self.now {
            return None;
        }
        self.clients.get(&token.client)
    }
}

/// The holder of a name, if the secret is theirs.
pub fn check<'a>(holders: &'a Holders, name: &str, secret: &str) -> Result<&'a Holder, Denial> {
    let holder = holders.get(name).ok_or(Denial::Unknown)?;
    if holder.secret == secret {
        Ok(holder)
    } else {
        Err(Denial::WrongSecret)
    }
}

impl Tokens {
    /// Hands out a token, and forgets those that have ended.
    pub fn grant(
        &mut self,
        random: &Random,
        client: &str,
        now: Duration,
        lifetime: Duration,
    ) -> String {
        self.0.retain(|_, token| token.ends > now);
        let text = random.hex();
        let token = Token {
            client: client.to_owned(),
            ends: now.saturating_add(lifetime),
        };
        self.0.insert(text.clone(), token);
        text
    }

    /// Takes back all tokens.
    pub fn revoke(&mut self) {
        self.0.clear();
    }
}
