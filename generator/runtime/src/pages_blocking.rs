//! Asks for one page of a list after the other, in calls that block.
#![cfg(feature = "blocking")]

use std::fmt;

use super::call::CallResult;
use super::call_error::CallError;
use super::operation::Operation;
use super::page::Paginated;
use super::pages::{ListItems, Pages};

/// The pages of a list. Each step waits for a call, on this thread and without a runtime.
#[must_use = "no page is asked for before `next` is called"]
pub struct BlockingPages<O>(Pages<O>);

/// The items of a list. A step that needs another page waits for a call, on this thread and without a runtime.
#[must_use = "no page is asked for before `next` is called"]
pub struct BlockingListItems<O: Paginated>(ListItems<O>);

impl<O: Paginated> Pages<O> {
    /// The same pages, asked for in calls that block. Inside of asynchronous code they would hold up everything else on their
    /// thread.
    pub fn blocking(self) -> BlockingPages<O> {
        BlockingPages(self)
    }
}

impl<O: Paginated> ListItems<O> {
    /// The same items, asked for in calls that block. Inside of asynchronous code they would hold up everything else on their
    /// thread.
    pub fn blocking(self) -> BlockingListItems<O> {
        BlockingListItems(self)
    }
}

impl<O: Paginated> Iterator for BlockingPages<O> {
    type Item = CallResult<O>;

    fn next(&mut self) -> Option<Self::Item> {
        next(&mut self.0)
    }
}

impl<O: Paginated> Iterator for BlockingListItems<O> {
    type Item = Result<O::Item, CallError<O::Failure>>;

    fn next(&mut self) -> Option<Self::Item> {
        let Self(items) = self;
        loop {
            if let Some(item) = items.items.next() {
                return Some(Ok(item));
            }
            match next(&mut items.pages)? {
                Ok(page) => items.fill(page),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

fn next<O: Paginated>(pages: &mut Pages<O>) -> Option<CallResult<O>> {
    let result = match pages.begin()? {
        Ok(call) => call.send(),
        Err(error) => Err(error),
    };
    Some(pages.end(result))
}

impl<O: Operation> fmt::Debug for BlockingPages<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<O: Paginated> fmt::Debug for BlockingListItems<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
