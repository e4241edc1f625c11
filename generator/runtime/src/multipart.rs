//! Forms of parts: `multipart/form-data`.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use super::body::{Body, Chunks};
use super::upload::Upload;

/// A form of parts: texts, JSON and files, in the order in which they are added.
#[derive(Clone, Debug, Default)]
pub struct Multipart {
    parts: Vec<Part>,
    problems: Vec<(&'static str, &'static str)>,
}

#[derive(Clone, Debug)]
struct Part {
    name: Cow<'static, str>,
    file_name: Option<String>,
    content_type: Option<String>,
    content: Upload,
}

impl Multipart {
    /// A form without parts.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text.
    #[must_use]
    #[inline]
    pub fn text(self, name: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        self.part(name, Upload::from(text.into().into_bytes()))
    }

    /// Adds a file. Without a name of its own it is called like the part: many servers take a part without one for a text.
    #[must_use]
    #[inline]
    pub fn file(mut self, name: impl Into<Cow<'static, str>>, content: impl Into<Upload>) -> Self {
        self.push_file(name.into(), &content.into(), None);
        self
    }

    /// Adds a part as it is: with the file name and the content type that are set on `content`, or without.
    #[must_use]
    #[inline]
    pub fn part(mut self, name: impl Into<Cow<'static, str>>, content: impl Into<Upload>) -> Self {
        let content = content.into();
        self.parts.push(Part {
            name: name.into(),
            file_name: content.name().map(str::to_owned),
            content_type: content.media_type().map(str::to_owned),
            content,
        });
        self
    }

    /// Notes that a part is missing unless it is there.
    #[doc(hidden)]
    #[inline]
    pub fn require(&mut self, name: &'static str, is_set: bool) {
        if !is_set {
            self.problems.push((name, "is missing"));
        }
    }

    /// Adds files, of this media type unless they say something else.
    #[doc(hidden)]
    #[inline]
    pub fn files<'f>(
        &mut self,
        name: &'static str,
        files: impl IntoIterator<Item = &'f Upload>,
        media_type: Option<&str>,
    ) {
        for file in files {
            self.push_file(Cow::Borrowed(name), file, media_type);
        }
    }

    /// Adds a value if it is set: a text as it is, a list as a part for each item, an object as JSON.
    #[doc(hidden)]
    pub fn value<T: Serialize>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
        media_type: Option<&str>,
    ) {
        let Some(value) = value else { return };
        match serde_json::to_value(value) {
            Ok(Value::Array(items)) => {
                for item in &items {
                    self.push_value(name, item, media_type);
                }
            }
            Ok(value) => self.push_value(name, &value, media_type),
            // The serializer's own words may quote a value.
            Err(_) => self
                .problems
                .push((name, "holds a value that JSON cannot carry")),
        }
    }

    /// Adds the parts of another form.
    #[doc(hidden)]
    #[inline]
    pub fn append(&mut self, other: &Self) {
        self.parts.extend_from_slice(&other.parts);
    }

    #[inline]
    fn push_file(&mut self, name: Cow<'static, str>, file: &Upload, media_type: Option<&str>) {
        let file_name = file.name().unwrap_or(&name).to_owned();
        let content_type = file
            .media_type()
            .or(media_type)
            .unwrap_or("application/octet-stream");
        self.parts.push(Part {
            file_name: Some(file_name),
            content_type: Some(content_type.to_owned()),
            content: file.clone(),
            name,
        });
    }

    #[inline]
    fn push_value(&mut self, name: &'static str, value: &Value, media_type: Option<&str>) {
        let (text, usual) = match value {
            Value::Null => return,
            Value::String(text) => (text.clone(), None),
            Value::Bool(_) | Value::Number(_) => (value.to_string(), None),
            Value::Array(_) | Value::Object(_) => (value.to_string(), Some("application/json")),
        };
        self.parts.push(Part {
            name: Cow::Borrowed(name),
            file_name: None,
            content_type: media_type.or(usual).map(str::to_owned),
            content: Upload::from(text.into_bytes()),
        });
    }

    /// What is wrong with the parts: a name and a text for each.
    #[inline]
    pub(super) fn problems(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let broken = |part: &&Part| {
            let content_type = part.content_type.as_deref().unwrap_or_default();
            content_type.contains(|character: char| character.is_control())
        };
        let broken = self.parts.iter().any(|part| broken(&part));
        let text = "has a part with a content type that a header cannot carry";
        let problems = self.problems.iter().copied();
        problems.chain(broken.then_some(("body", text)))
    }

    /// The form as a body; `None` if a stream in it was sent before. Without streams it is bytes.
    #[inline]
    pub(super) fn body(&self, boundary: &str) -> Option<Body> {
        let mut written = Written::default();
        for part in &self.parts {
            written.push(format!("--{boundary}\r\n{}\r\n", part.head()).as_bytes());
            match part.content.take()?.into_bytes() {
                Ok(bytes) => written.push(&bytes),
                Err(stream) => written.stream(stream),
            }
            written.push(b"\r\n");
        }
        written.push(format!("--{boundary}--\r\n").as_bytes());
        Some(written.into_body())
    }
}

/// 128 bits that nobody can guess, and so no content holds by chance or on purpose.
#[inline]
pub fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

impl Part {
    #[inline]
    fn head(&self) -> String {
        let name = escaped(&self.name);
        let file_name = self.file_name.as_deref().map(escaped);
        let file_name = file_name.map(|name| format!("; filename=\"{name}\""));
        let content_type = self.content_type.as_ref();
        let content_type = content_type.map(|kind| format!("Content-Type: {kind}\r\n"));
        format!(
            "Content-Disposition: form-data; name=\"{name}\"{}\r\n{}",
            file_name.unwrap_or_default(),
            content_type.unwrap_or_default()
        )
    }
}

/// A name between quotes, as browsers write it.
#[inline]
fn escaped(name: &str) -> String {
    name.replace('\n', "%0A")
        .replace('\r', "%0D")
        .replace('"', "%22")
}

/// A form while it is written: what stands before a stream is a piece of its own.
#[derive(Default)]
struct Written {
    pieces: VecDeque<Body>,
    bytes: Vec<u8>,
}

impl Written {
    #[inline]
    fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    #[inline]
    fn stream(&mut self, stream: Body) {
        let bytes = std::mem::take(&mut self.bytes);
        self.pieces.push_back(Body::from(bytes));
        self.pieces.push_back(stream);
    }

    #[inline]
    fn into_body(mut self) -> Body {
        if self.pieces.is_empty() {
            return Body::from(self.bytes);
        }
        self.pieces.push_back(Body::from(self.bytes));
        let length = self.pieces.iter().map(Body::len).sum();
        Body::stream(Chain(self.pieces), length)
    }
}

/// Bodies one after the other.
struct Chain(VecDeque<Body>);

impl Chunks for Chain {
    #[inline]
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        while let Some(first) = self.0.front_mut() {
            if let Some(chunk) = ready!(first.poll_chunk(context)) {
                return Poll::Ready(Some(chunk));
            }
            self.0.pop_front();
        }
        Poll::Ready(None)
    }

    #[inline]
    fn read(mut self: Pin<&mut Self>, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(first) = self.0.front_mut() {
            let length = first.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            self.0.pop_front();
        }
        Ok(0)
    }
}
