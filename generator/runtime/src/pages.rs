//! Asks for one page of a list after the other.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::vec::IntoIter;

use super::call::{Call, CallResult};
use super::call_error::CallError;
use super::call_options::CallOptions;
use super::operation::Operation;
use super::page::{self, Followed, NextPage, Paginated};
use super::problems::Problems;
use super::report::{Phase, Report};
use super::response::Response;

/// The pages of a list, one call after the other. With the feature `blocking` there is `blocking` as well, an iterator.
///
/// Each page is a call of its own with the options of the call that this was made of. After an error there are no more pages.
#[must_use = "no page is asked for before `next` is called"]
pub struct Pages<O> {
    call: Call<Followed<O>>,
    state: State,
    /// Fingerprints of the places where pages were.
    seen: HashSet<u64>,
}

/// The items of a list, page by page. With the feature `blocking` there is `blocking` as well, an iterator.
///
/// Each page is a call of its own with the options of the call that this was made of. After an error there are no more items.
#[must_use = "no page is asked for before `next` is called"]
pub struct ListItems<O: Paginated> {
    pub(super) pages: Pages<O>,
    pub(super) items: IntoIter<O::Item>,
}

/// What is known of the next page.
enum State {
    /// It is to be asked for.
    More,
    /// There is none.
    Over,
    /// There should be one, but it cannot be asked for.
    Broken(&'static str),
}

impl<O: Paginated> Call<O> {
    /// The pages of the list, beginning with the one that this call asks for.
    pub fn pages(self) -> Pages<O> {
        let followed = |operation| Followed {
            operation,
            target: None,
        };
        Pages {
            call: Call {
                operation: followed(self.operation),
                options: self.options,
            },
            state: State::More,
            seen: HashSet::new(),
        }
    }

    /// The items of the list, beginning with the page that this call asks for.
    pub fn items(self) -> ListItems<O> {
        ListItems {
            pages: self.pages(),
            items: Vec::new().into_iter(),
        }
    }
}

impl<O: Paginated + Send + 'static> Pages<O> {
    /// The next page, or `None` after the last one.
    pub async fn next(&mut self) -> Option<CallResult<O>> {
        let result = match self.begin()? {
            Ok(call) => call.await,
            Err(error) => Err(error),
        };
        Some(self.end(result))
    }
}

impl<O: Paginated + Send + 'static> ListItems<O> {
    /// The next item, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<O::Item, CallError<O::Failure>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match self.pages.next().await? {
                Ok(page) => self.fill(page),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<O: Paginated> ListItems<O> {
    /// Takes the items of a page.
    pub(super) fn fill(&mut self, page: Response<O::Success>) {
        let items = O::items(page.into_body());
        self.items = items.unwrap_or_default().into_iter();
    }
}

/// The call of one page, or why there is none.
type Begun<O> = Result<Call<Followed<O>>, CallError<<O as Operation>::Failure>>;

impl<O: Paginated> Pages<O> {
    /// The call that asks for the next page.
    pub(super) fn begin(&mut self) -> Option<Begun<O>> {
        match self.state {
            State::More => {}
            State::Over => return None,
            State::Broken(why) => {
                let report = Report::unsent(O::FACTS.title, Phase::Decode, why.to_owned());
                return Some(Err(CallError::new(Box::new(report), None)));
            }
        }
        let call = &mut self.call;
        // What is wrong with the call's options ends it at the first page.
        let options = &mut call.options;
        let problems = std::mem::replace(&mut options.problems, Problems::new(O::FACTS.title));
        Some(Ok(Call {
            operation: call.operation.clone(),
            options: CallOptions {
                client: options.client.clone(),
                timeout: options.timeout,
                policy: options.policy.clone(),
                headers: options.headers.clone(),
                problems,
            },
        }))
    }

    /// Looks where the page after this one is.
    pub(super) fn end(&mut self, result: CallResult<O>) -> CallResult<O> {
        self.state = match &result {
            Ok(page) => self.turn(page).unwrap_or_else(State::Broken),
            Err(_) => State::Over,
        };
        result
    }

    fn turn(&mut self, page: &Response<O::Success>) -> Result<State, &'static str> {
        let here = self
            .call
            .operation
            .request(self.call.options.client.base_url());
        let Some(next) = self.call.operation.operation.advance(page.body()) else {
            return Ok(State::Over);
        };
        let link = match next {
            NextPage::Cursor(cursor) if cursor.is_empty() => return Ok(State::Over),
            NextPage::Cursor(cursor) => return self.unless_seen(&cursor),
            NextPage::Counted => {
                // A server that takes no notice of the count answers the same page for ever.
                let mark = fingerprint(page.bytes());
                let is_repeated = self.seen.contains(&mark);
                self.seen = HashSet::from([mark]);
                return if is_repeated {
                    Err(REPEATED)
                } else {
                    Ok(State::More)
                };
            }
            NextPage::Link(link) => Some(link).filter(|link| !link.is_empty()),
            NextPage::LinkHeader => page::next_link(page.headers()),
        };
        let (Some(link), Ok(here)) = (link, here) else {
            return Ok(State::Over);
        };
        let target = page::resolve(here.uri(), &link)?;
        self.seen.insert(fingerprint(&here.uri().to_string()));
        let state = self.unless_seen(&target.to_string());
        self.call.operation.target = Some(target);
        state
    }

    fn unless_seen(&mut self, place: &str) -> Result<State, &'static str> {
        if self.seen.insert(fingerprint(place)) {
            Ok(State::More)
        } else {
            Err(REPEATED)
        }
    }
}

/// Why a list ends that would have no end.
const REPEATED: &str = "the server answers the same page again: the list would never end";

#[inline]
fn fingerprint(place: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    place.hash(&mut hasher);
    hasher.finish()
}

impl<O: Operation> fmt::Debug for Pages<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Pages")
            .field("operation", &O::FACTS.id)
            .finish_non_exhaustive()
    }
}

impl<O: Paginated> fmt::Debug for ListItems<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ListItems")
            .field("operation", &O::FACTS.id)
            .finish_non_exhaustive()
    }
}
