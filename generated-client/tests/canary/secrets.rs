//! What must not be seen, and the forms in which it is looked for.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub const USER: &str = "canary-user";
pub const PASSWORD: &str = "canary pass+word%/\"'";
pub const CLIENT_ID: &str = "canary-client";
pub const CLIENT_SECRET: &str = "canary/Secret+=";
pub const TOKEN: &str = "canary.token-_~";
pub const TO: &str = "+19195550101";
pub const FROM: &str = "+19195550102";
pub const CODE: &str = "canC0de";
pub const MESSAGE: &str = "canary \"{CODE}\" f\u{fc}r {NAME}";
pub const HEADER: &str = "canary-own-header";

/// The secrets in an order, for the server to repeat.
pub struct Secrets(Vec<String>);

impl Secrets {
    /// These, and what Basic makes of a pair of them: a client hides what it was given, and nobody can hide more.
    pub fn new(plain: &[&str], (name, word): (&str, &str)) -> Self {
        let encoded = STANDARD.encode(format!("{name}:{word}"));
        let pair = [name, word];
        let plain = plain.iter().chain(&pair);
        Self(
            plain
                .map(|one| (*one).to_owned())
                .chain([encoded])
                .collect(),
        )
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The same with another one first.
    pub fn led_by(&self, lead: usize) -> Vec<String> {
        let mut secrets = self.0.clone();
        secrets.rotate_left(lead);
        secrets
    }

    /// Fails if a text holds one of them, in any form.
    pub fn assert_absent(&self, place: &str, text: &str) {
        let text = text.to_lowercase();
        for secret in &self.0 {
            for form in forms(secret) {
                let found = text.find(&form.to_lowercase());
                let around = found.map(|at| {
                    let start = text.floor_char_boundary_before(at);
                    text.get(start..)
                        .unwrap_or_default()
                        .chars()
                        .take(400)
                        .collect::<String>()
                });
                assert!(found.is_none(), "{place}: {form} in: {around:?}");
            }
        }
    }
}

/// As it is, as a URL and as a form have it, and within JSON that is printed once more.
pub fn forms(secret: &str) -> Vec<String> {
    let encoded = utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string();
    vec![
        secret.to_owned(),
        encoded
            .replace("%2D", "-")
            .replace("%2E", ".")
            .replace("%5F", "_")
            .replace("%7E", "~"),
        encoded.replace("%20", "+"),
        secret.escape_debug().to_string(),
        secret.trim_start_matches('+').to_owned(),
    ]
}

trait Before {
    fn floor_char_boundary_before(&self, at: usize) -> usize;
}

impl Before for str {
    fn floor_char_boundary_before(&self, at: usize) -> usize {
        let start = at.saturating_sub(200);
        (start..=at)
            .find(|at| self.is_char_boundary(*at))
            .unwrap_or(at)
    }
}
