//! Replies that are a stream of items.

use std::collections::VecDeque;
use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::io::{self, ErrorKind, Read};
use std::task::{Context, Poll, ready};

use super::body::Body;
use super::decode_error::DecodeError;

/// The most bytes that one item may have: 16 MiB.
const LONGEST: usize = 16 * 1024 * 1024;

/// How much of a body is read at a time where the call blocks.
const CHUNK: usize = 8 * 1024;

/// A stream of items: [`next`](Self::next) waits for one, [`blocking`](Self::blocking) iterates over those of a call that blocks.
///
/// The whole stream may take as long as it likes. Awaited, each wait may take as long as a whole call otherwise may; calls that
/// block wait for as long as the connection is there.
pub struct Items<I> {
    body: Body,
    source: Box<dyn Source<I> + Send>,
    is_over: bool,
}

/// Reads an item from what stands between two borders; `None` is the end of the stream.
pub type ReadItem<P, I> = fn(P) -> Option<Result<I, DecodeError>>;

/// Why there is no next item.
#[derive(Debug)]
#[non_exhaustive]
pub enum ItemError {
    /// The connection failed, or nothing came for too long. The stream is over.
    Io(io::Error),
    /// An item is longer than 16 MiB. The stream is over.
    TooLong,
    /// An item is not what the API's description says. The next one may be.
    Decode(DecodeError),
}

/// Finds the borders of items in bytes that arrive in pieces of any size.
pub trait Splitter {
    /// What stands between two borders, not yet looked into.
    type Piece;

    /// Takes what arrived; each item that is whole goes to `pieces`.
    fn feed(&mut self, bytes: &[u8], pieces: &mut VecDeque<Self::Piece>);

    /// Takes the end.
    fn end(&mut self, pieces: &mut VecDeque<Self::Piece>);

    /// How many bytes wait for the rest of their item.
    fn pending(&self) -> usize;
}

/// A splitter, whatever its pieces are, with the items that they are read as.
trait Source<I> {
    fn feed(&mut self, bytes: &[u8]);

    fn end(&mut self);

    fn pending(&self) -> usize;

    /// The next item that is whole, or the end that stands in its place. Pending while none is whole.
    fn next(&mut self) -> Poll<Option<Result<I, DecodeError>>>;
}

struct Reading<S: Splitter, I> {
    splitter: S,
    pieces: VecDeque<S::Piece>,
    read: ReadItem<S::Piece, I>,
}

impl<S: Splitter, I> Source<I> for Reading<S, I> {
    fn feed(&mut self, bytes: &[u8]) {
        self.splitter.feed(bytes, &mut self.pieces);
    }

    fn end(&mut self) {
        self.splitter.end(&mut self.pieces);
    }

    fn pending(&self) -> usize {
        self.splitter.pending()
    }

    fn next(&mut self) -> Poll<Option<Result<I, DecodeError>>> {
        let Some(piece) = self.pieces.pop_front() else {
            return Poll::Pending;
        };
        let item = (self.read)(piece);
        if item.is_none() {
            self.pieces.clear();
        }
        Poll::Ready(item)
    }
}

impl<I> Items<I> {
    /// The items of a body.
    pub(super) fn new<S>(body: Body, splitter: S, read: ReadItem<S::Piece, I>) -> Self
    where
        S: Splitter<Piece: Send> + Send + 'static,
        I: 'static,
    {
        Self {
            body,
            source: Box::new(Reading {
                splitter,
                pieces: VecDeque::new(),
                read,
            }),
            is_over: false,
        }
    }

    /// The next item, the error in its place, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<I, ItemError>> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// The same for code that polls.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<I, ItemError>>> {
        loop {
            if let Poll::Ready(item) = self.found() {
                return Poll::Ready(item);
            }
            match ready!(self.body.poll_chunk(context)) {
                Some(Ok(chunk)) => self.source.feed(&chunk),
                Some(Err(error)) => return Poll::Ready(Some(self.fail(ItemError::Io(error)))),
                None => self.end(),
            }
        }
    }

    /// The items of a call that blocks.
    pub fn blocking(&mut self) -> impl Iterator<Item = Result<I, ItemError>> + '_ {
        std::iter::from_fn(|| {
            loop {
                if let Poll::Ready(item) = self.found() {
                    return item;
                }
                let mut chunk = [0; CHUNK];
                match self.body.read(&mut chunk) {
                    Ok(0) => self.end(),
                    Ok(length) => self.source.feed(chunk.get(..length).unwrap_or_default()),
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) => return Some(self.fail(ItemError::Io(error))),
                }
            }
        })
    }

    /// The stream as bytes, from where it was read to last.
    pub fn into_body(self) -> Body {
        self.body
    }

    /// What can be said without reading on.
    fn found(&mut self) -> Poll<Option<Result<I, ItemError>>> {
        match self.source.next() {
            Poll::Ready(Some(item)) => return Poll::Ready(Some(item.map_err(ItemError::Decode))),
            Poll::Ready(None) => self.stop(),
            Poll::Pending => {}
        }
        if self.is_over {
            return Poll::Ready(None);
        }
        if self.source.pending() > LONGEST {
            return Poll::Ready(Some(self.fail(ItemError::TooLong)));
        }
        Poll::Pending
    }

    fn end(&mut self) {
        self.source.end();
        self.stop();
    }

    fn fail(&mut self, error: ItemError) -> Result<I, ItemError> {
        self.stop();
        Err(error)
    }

    /// Nothing is read any more, so the connection is not needed.
    fn stop(&mut self) {
        self.is_over = true;
        self.body = Body::empty();
    }
}

impl<I> fmt::Debug for Items<I> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Items")
            .field("is_over", &self.is_over)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ItemError {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(formatter, "the stream failed: {error}"),
            Self::TooLong => write!(formatter, "an item is larger than {LONGEST} bytes"),
            Self::Decode(error) => write!(formatter, "an item does not fit: {error}"),
        }
    }
}

impl StdError for ItemError {}
