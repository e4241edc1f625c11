//! Operations that answer a list page by page.

use http::header::LINK;
use http::{HeaderMap, Request, Uri};

use super::base_url::BaseUrl;
use super::body::Body;
use super::operation::{DecodeFailure, Operation, OperationFacts, Reply};
use super::problems::ValidationError;

/// An operation that answers a list page by page. [`Call::items`](super::call::Call::items) and
/// [`Call::pages`](super::call::Call::pages) ask for one page after the other.
pub trait Paginated: Operation + Clone {
    /// What the list is made of.
    type Item;

    /// The items of a page.
    fn items(page: Self::Success) -> Option<Vec<Self::Item>>;

    /// Makes this the operation that asks for the page after `page`; `None` where there is none.
    fn advance(&mut self, page: &Self::Success) -> Option<NextPage>;
}

/// How the page after another one is found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NextPage {
    /// The operation has this cursor now; an empty one stands for the end.
    Cursor(String),
    /// The operation counts items or pages, and has counted on.
    Counted,
    /// At this URL; an empty one stands for the end.
    Link(String),
    /// At the URL that the `Link` header calls `next`, if there is one.
    LinkHeader,
}

/// An operation whose request goes to the URL that a page has named.
#[derive(Clone)]
pub struct Followed<O> {
    /// The operation.
    pub operation: O,
    /// The URL, from the second page on and only where pages name one.
    pub target: Option<Uri>,
}

impl<O: Operation> Operation for Followed<O> {
    type Success = O::Success;
    type Failure = O::Failure;
    const FACTS: &'static OperationFacts = O::FACTS;
    const STREAMS: &'static [&'static str] = O::STREAMS;

    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError> {
        let mut request = self.operation.request(base)?;
        if let Some(target) = &self.target {
            *request.uri_mut() = target.clone();
        }
        Ok(request)
    }

    fn decode(reply: &mut Reply) -> Result<Self::Success, DecodeFailure<Self::Failure>> {
        O::decode(reply)
    }
}

/// The URL that a link leads to from `here`. It never leaves the origin, since credentials go with it.
#[inline]
pub fn resolve(here: &Uri, link: &str) -> Result<Uri, &'static str> {
    let unreadable = "the link to the next page is not a URL";
    let link = link.split('#').next().unwrap_or_default();
    let (Some(scheme), Some(authority)) = (here.scheme_str(), here.authority()) else {
        return Err(unreadable);
    };
    let path = here.path();
    let folder = path.rfind('/').and_then(|end| path.get(..=end));
    let text = if link.contains("://") {
        link.to_owned()
    } else if link.starts_with("//") {
        format!("{scheme}:{link}")
    } else if link.starts_with('/') {
        format!("{scheme}://{authority}{link}")
    } else if link.starts_with('?') {
        format!("{scheme}://{authority}{path}{link}")
    } else {
        format!("{scheme}://{authority}{}{link}", folder.unwrap_or("/"))
    };
    let target: Uri = text.parse().map_err(|_| unreadable)?;
    if target.scheme() == here.scheme() && is_one_place(&target, here) {
        Ok(target)
    } else {
        Err("the link to the next page leads to another server, and is not followed")
    }
}

/// Whether two URLs of one scheme lead to one host and port, and neither holds a password.
#[inline]
fn is_one_place(left: &Uri, right: &Uri) -> bool {
    let default = if left.scheme_str() == Some("http") {
        80
    } else {
        443
    };
    let place = |uri: &Uri| {
        let authority = uri
            .authority()
            .filter(|place| !place.as_str().contains('@'))?;
        let port = authority.port_u16().unwrap_or(default);
        Some((authority.host().to_ascii_lowercase(), port))
    };
    place(left).is_some_and(|left| Some(left) == place(right))
}

/// The target of the link that `Link` headers call `next` (RFC 8288).
#[inline]
pub fn next_link(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).into_iter();
    values
        .filter_map(|value| value.to_str().ok())
        .find_map(next_of)
}

/// The target of the first link of a header's value that is called `next`.
#[inline]
fn next_of(value: &str) -> Option<String> {
    let mut rest = value;
    loop {
        let (target, after) = rest.split_once('<')?.1.split_once('>')?;
        // The parameters end at the comma that no quotes enclose.
        let mut is_quoted = false;
        let end = after.find(|character| {
            is_quoted ^= character == '"';
            character == ',' && !is_quoted
        });
        let (parameters, others) = after.split_at(end.unwrap_or(after.len()));
        if parameters.split(';').any(names_next) {
            return Some(target.trim().to_owned());
        }
        rest = others;
    }
}

/// Whether a parameter of a link is `rel` and holds `next`.
#[inline]
fn names_next(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else {
        return false;
    };
    let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
    name.trim().eq_ignore_ascii_case("rel")
        && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
}
