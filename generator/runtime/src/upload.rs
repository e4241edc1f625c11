//! Bytes or a stream that go to the server as they are.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::body::Body;

/// What is sent as it is, as a whole body or as a file in a form: bytes, or a stream that is read while it is sent.
///
/// A stream can be sent once, whichever of its clones comes first. Its `Debug` prints kind and length, never content.
#[derive(Clone)]
pub struct Upload {
    content: Content,
    content_type: Option<String>,
    file_name: Option<String>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Stream(Arc<Mutex<Option<Body>>>),
}

impl Upload {
    /// Says what it is, such as `image/png`, in place of what the API's description says.
    #[must_use]
    #[inline]
    pub fn content_type(self, content_type: impl Into<String>) -> Self {
        Self {
            content_type: Some(content_type.into()),
            ..self
        }
    }

    /// The name that it has as a file in a form.
    #[must_use]
    #[inline]
    pub fn file_name(self, file_name: impl Into<String>) -> Self {
        Self {
            file_name: Some(file_name.into()),
            ..self
        }
    }

    /// What it is said to be.
    #[inline]
    pub fn media_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The name of the file.
    #[inline]
    pub fn name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// What is sent; `None` for a stream that was sent before.
    #[inline]
    pub fn take(&self) -> Option<Body> {
        match &self.content {
            Content::Bytes(bytes) => Some(Body::from(bytes.clone())),
            Content::Stream(body) => body.lock().unwrap_or_else(PoisonError::into_inner).take(),
        }
    }
}

impl From<Body> for Upload {
    #[inline]
    fn from(body: Body) -> Self {
        let content = match body.into_bytes() {
            Ok(bytes) => Content::Bytes(bytes),
            Err(stream) => Content::Stream(Arc::new(Mutex::new(Some(stream)))),
        };
        Self {
            content,
            content_type: None,
            file_name: None,
        }
    }
}

impl From<Bytes> for Upload {
    #[inline]
    fn from(bytes: Bytes) -> Self {
        Self::from(Body::from(bytes))
    }
}

impl From<Vec<u8>> for Upload {
    #[inline]
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Body::from(bytes))
    }
}

impl From<&'static [u8]> for Upload {
    #[inline]
    fn from(bytes: &'static [u8]) -> Self {
        Self::from(Bytes::from_static(bytes))
    }
}

impl<const N: usize> From<&'static [u8; N]> for Upload {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl fmt::Debug for Upload {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            Content::Bytes(bytes) => write!(formatter, "Upload({} bytes)", bytes.len()),
            Content::Stream(_) => formatter.write_str("Upload(stream)"),
        }
    }
}
