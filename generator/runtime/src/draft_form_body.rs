//! Requests whose body is a form: `application/x-www-form-urlencoded`.

use http::Request;
use http::header::{CONTENT_TYPE, HeaderValue};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::{Map, Value};

use super::body::Body;
use super::draft::Draft;
use super::form_style::{FormField, FormStyle};
use super::members;
use super::problems::ValidationError;

/// What the form encoding of the URL standard replaces. A space becomes `+` afterwards.
const UNSAFE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

/// The same with the punctuation of URLs left alone that cannot be taken for the form's.
const RESERVED: &AsciiSet = &UNSAFE
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b';');

impl Draft {
    /// The request with a form as its body, or everything that is wrong with it. Members that are absent or `null` are left out.
    pub fn form_body<T: Serialize>(
        mut self,
        body: &T,
        fields: &[FormField],
    ) -> Result<Request<Body>, ValidationError> {
        self.headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        let members = members::of(body).unwrap_or_else(|_| {
            // The serializer's own words may quote a value.
            self.problems
                .add("body", "is not an object, which a form has to be");
            Vec::new()
        });
        let mut form = Form(String::new());
        for (name, value) in &members {
            let field = fields.iter().find(|field| field.name == name);
            let set = match field {
                Some(field) if field.reserved => RESERVED,
                _ => UNSAFE,
            };
            let style = field.map_or(FormStyle::Usual, |field| field.style);
            form.member(name, value, style, set);
        }
        self.finish(Body::from(form.0.into_bytes()))
    }
}

/// A form while it is written.
struct Form(String);

impl Form {
    #[inline]
    fn member(&mut self, name: &str, value: &Value, style: FormStyle, set: &'static AsciiSet) {
        match (style, value) {
            (_, Value::Null) => {}
            (FormStyle::Json, value) => self.pair(name, &value.to_string(), set),
            (FormStyle::Deep, value) => self.deep(name, value, set),
            (FormStyle::Usual | FormStyle::Exploded, Value::Array(items)) => {
                for item in items {
                    self.pair(name, &text(item), set);
                }
            }
            (FormStyle::Exploded, Value::Object(members)) => {
                for (name, value) in members {
                    self.pair(name, &text(value), set);
                }
            }
            (FormStyle::Comma, value) => self.joined(name, value, ",", set),
            (FormStyle::Space, value) => self.joined(name, value, "%20", set),
            (FormStyle::Pipe, value) => self.joined(name, value, "%7C", set),
            (FormStyle::Usual | FormStyle::Exploded, value) => self.pair(name, &text(value), set),
        }
    }

    #[inline]
    fn pair(&mut self, name: &str, value: &str, set: &'static AsciiSet) {
        self.name(name);
        self.push(value, set);
    }

    #[inline]
    fn name(&mut self, name: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.push(name, UNSAFE);
        self.0.push('=');
    }

    #[inline]
    fn push(&mut self, text: &str, set: &'static AsciiSet) {
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 {
                self.0.push('+');
            }
            self.0.extend(utf8_percent_encode(word, set));
        }
    }

    /// One pair: the items of a list, or the names and values of an object, with something between them.
    #[inline]
    fn joined(&mut self, name: &str, value: &Value, separator: &str, set: &'static AsciiSet) {
        let parts: Vec<String> = match value {
            Value::Array(items) => items.iter().map(text).collect(),
            Value::Object(members) => flat(members),
            other => vec![text(other)],
        };
        if parts.is_empty() {
            return;
        }
        self.name(name);
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.0.push_str(separator);
            }
            self.push(part, set);
        }
    }

    /// A pair for each value that has no parts. The value was serialized before, so it is not too deep for this.
    #[inline]
    fn deep(&mut self, name: &str, value: &Value, set: &'static AsciiSet) {
        match value {
            Value::Null => {}
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.deep(&format!("{name}[{index}]"), item, set);
                }
            }
            Value::Object(members) => {
                for (member, value) in members {
                    self.deep(&format!("{name}[{member}]"), value, set);
                }
            }
            plain => self.pair(name, &text(plain), set),
        }
    }
}

#[inline]
fn flat(members: &Map<String, Value>) -> Vec<String> {
    let pairs = members
        .iter()
        .map(|(name, value)| [name.clone(), text(value)]);
    pairs.flatten().collect()
}

/// A value as text: JSON unless it is a string.
#[inline]
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
