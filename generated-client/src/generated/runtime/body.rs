// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! The body of a request or a reply: empty, bytes, or a stream.

use std::fmt;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;

/// The body of a request or a reply. Its `Debug` prints kind and length, never content.
pub struct Body(Kind);

enum Kind {
    Empty,
    Bytes(Bytes),
    Stream { source: Source, length: Option<u64> },
}

enum Source {
    Chunks(Pin<Box<dyn Chunks>>),
    Reader(Box<dyn Read + Send>),
}

/// A source of bytes that arrive piece by piece.
pub trait Chunks: Send {
    /// The next piece, `None` at the end, or the error that ended it early.
    fn poll_chunk(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>>;

    /// The same for calls that block. A source that only a runtime can read gives an error, as it does by itself.
    fn read(self: Pin<&mut Self>, buffer: &mut [u8]) -> io::Result<usize> {
        let _ = buffer;
        Err(misplaced(
            "the body is a stream of chunks, which only a call that is awaited can read",
        ))
    }
}

impl Body {
    /// No body.
    #[inline]
    pub fn empty() -> Self {
        Self(Kind::Empty)
    }

    /// A body that arrives piece by piece, `length` bytes in all if that is known. It can be read once, so a
    /// request that carries one is never repeated.
    #[inline]
    pub fn stream(chunks: impl Chunks + 'static, length: Option<u64>) -> Self {
        Self(Kind::Stream {
            source: Source::Chunks(Box::pin(chunks)),
            length,
        })
    }

    /// The same for calls that block: what a reader gives, `length` bytes in all if that is known.
    #[inline]
    pub fn reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self(Kind::Stream {
            source: Source::Reader(Box::new(reader)),
            length,
        })
    }

    /// The length in bytes, if it is known before the body is read.
    #[inline]
    pub fn len(&self) -> Option<u64> {
        match &self.0 {
            Kind::Empty => Some(0),
            Kind::Bytes(bytes) => Some(bytes.len() as u64),
            Kind::Stream { length, .. } => *length,
        }
    }

    /// Whether the body is known to hold no bytes.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// Whether the body can be sent a second time. A stream cannot.
    #[inline]
    pub fn is_repeatable(&self) -> bool {
        !matches!(self.0, Kind::Stream { .. })
    }

    /// The same body once more, or `None` for a stream.
    #[inline]
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Kind::Empty => Some(Self(Kind::Empty)),
            Kind::Bytes(bytes) => Some(Self(Kind::Bytes(bytes.clone()))),
            Kind::Stream { .. } => None,
        }
    }

    /// The bytes, if they are here and no stream.
    #[inline]
    pub(super) fn bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Bytes(bytes) => Some(bytes),
            Kind::Empty | Kind::Stream { .. } => None,
        }
    }

    /// The whole body, or the body itself back if it is a stream.
    #[inline]
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Kind::Empty => Ok(Bytes::new()),
            Kind::Bytes(bytes) => Ok(bytes),
            stream @ Kind::Stream { .. } => Err(Self(stream)),
        }
    }

    /// The next piece of the body; `None` at its end. A reader gives an error: it would block.
    #[inline]
    pub fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        match &mut self.0 {
            Kind::Empty => Poll::Ready(None),
            Kind::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                self.0 = Kind::Empty;
                Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)))
            }
            Kind::Stream { source, .. } => match source {
                Source::Chunks(chunks) => chunks.as_mut().poll_chunk(context),
                Source::Reader(_) => Poll::Ready(Some(Err(misplaced(
                    "the body is a reader, which only a call that blocks can read",
                )))),
            },
        }
    }
}

/// For calls that block. A stream of chunks mostly gives an error: reading it takes a runtime.
impl Read for Body {
    #[inline]
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::Empty => Ok(0),
            Kind::Bytes(bytes) => {
                let part = bytes.split_to(bytes.len().min(buffer.len()));
                (&*part).read(buffer)
            }
            Kind::Stream { source, .. } => match source {
                Source::Reader(reader) => reader.read(buffer),
                Source::Chunks(chunks) => chunks.as_mut().read(buffer),
            },
        }
    }
}

#[inline]
fn misplaced(text: &str) -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, text)
}

impl From<Bytes> for Body {
    #[inline]
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    #[inline]
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl Default for Body {
    #[inline]
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Body {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Empty => formatter.write_str("Body(empty)"),
            Kind::Bytes(bytes) => write!(formatter, "Body({} bytes)", bytes.len()),
            Kind::Stream { length: None, .. } => formatter.write_str("Body(stream)"),
            Kind::Stream {
                length: Some(length),
                ..
            } => write!(formatter, "Body(stream of {length} bytes)"),
        }
    }
}
