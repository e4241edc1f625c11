//! Requests whose body is a form: `application/x-www-form-urlencoded`.

use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::form_style::{FormField, FormStyle};
use super::given::Given;
use super::receipt::{Receipt, Style, in_pairs, pairs};
use super::refusal::Refusal;

impl Receipt<'_> {
    /// Whether there is no form, not even one without members.
    pub fn has_no_form(&self) -> bool {
        self.is_empty() && !self.is("application/x-www-form-urlencoded")
    }

    /// A form as an object, with the members that are not written as usual.
    pub fn form<T: DeserializeOwned>(&self, fields: &[FormField]) -> Result<T, Refusal> {
        self.expect("application/x-www-form-urlencoded")?;
        let Ok(text) = std::str::from_utf8(self.bytes()) else {
            return Err(self.refuse("body", "is not UTF-8"));
        };
        let pairs = pairs(text, "&");
        let special = |name: &str| fields.iter().any(|field| belongs(name, field));
        let usual = pairs.iter().filter(|(name, _)| !special(&decoded(name)));
        let usual = usual.map(|(name, value)| (decoded(name), decoded(value)));
        let mut members = Given::grouped(usual);
        for field in fields {
            let style = match field.style {
                FormStyle::Usual | FormStyle::Exploded => Style::Form(true),
                FormStyle::Comma => Style::Form(false),
                FormStyle::Space => Style::SpaceDelimited,
                FormStyle::Pipe => Style::PipeDelimited,
                FormStyle::Deep => Style::DeepObject,
                FormStyle::Json => Style::Json,
            };
            let mut given = in_pairs(&pairs, field.name, style, decoded);
            let json = given
                .word
                .as_deref()
                .filter(|_| field.style == FormStyle::Json);
            if let Some(Ok(Value::String(text))) = json.map(serde_json::from_str) {
                given = Given::word(text);
            }
            let is_named = given.word.is_some() || !given.items.is_empty();
            if !is_named && field.style != FormStyle::Deep {
                // What other members are called says nothing of this one, unless its own members stand on their own.
                if field.style != FormStyle::Exploded {
                    continue;
                }
                given.members.retain(|(name, _)| !special(name));
            }
            if !given.is_empty() {
                members.push((field.name.to_owned(), given));
            }
        }
        let form = Given {
            members,
            ..Given::default()
        };
        form.read()
            .map_err(|error| self.refuse("body:", &error.to_string()))
    }
}

/// Whether a pair of this name is part of a member that is not written as usual.
fn belongs(name: &str, field: &FormField) -> bool {
    match name.strip_prefix(field.name) {
        Some("") => true,
        Some(rest) => field.style == FormStyle::Deep && rest.starts_with('['),
        None => false,
    }
}

fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}
