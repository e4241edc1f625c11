//! Lists that are asked for page by page, in calls that block.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use client_runtime::base_url::BaseUrl;
use client_runtime::blocking_transport::BlockingTransport;
use client_runtime::body::Body;
use client_runtime::call::Call;
use client_runtime::client_builder::ClientBuilder;
use client_runtime::draft::Draft;
use client_runtime::operation::{DecodeFailure, Operation, OperationFacts, Reply};
use client_runtime::page::{NextPage, Paginated};
use client_runtime::problems::ValidationError;
use client_runtime::report::Phase;
use client_runtime::retry::RetryPolicy;
use client_runtime::transport::TransportError;
use http::{Method, Request, Response};
use serde::Deserialize;

use super::support::{API, VerifyCodeError, reply};

/// A list with a cursor.
#[derive(Clone)]
struct ListWords {
    after: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Page {
    words: Option<Vec<String>>,
    next: Option<String>,
}

static LIST_WORDS: OperationFacts = OperationFacts {
    id: "listWords",
    title: "list words",
    method: Method::GET,
    path: "/words",
    accept: "application/json",
    content_type: "",
    repeatable: true,
    lockout: &[],
    sensitive: &[],
    security: &[],
};

impl Operation for ListWords {
    type Success = Page;
    type Failure = VerifyCodeError;
    const FACTS: &'static OperationFacts = &LIST_WORDS;

    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError> {
        let mut draft = Draft::new(&LIST_WORDS, base);
        draft.path("/words");
        draft.query("after", self.after.as_ref());
        draft.empty()
    }

    fn decode(reply: &mut Reply) -> Result<Page, DecodeFailure<VerifyCodeError>> {
        match reply.status().as_u16() {
            200 => reply.success_json(),
            403 => reply.failure_empty(VerifyCodeError::Forbidden),
            _ => reply.unexpected(),
        }
    }
}

impl Paginated for ListWords {
    type Item = String;

    fn items(page: Page) -> Option<Vec<String>> {
        page.words
    }

    fn advance(&mut self, page: &Page) -> Option<NextPage> {
        let next = page.next.clone()?;
        self.after = Some(next.clone());
        Some(NextPage::Cursor(next))
    }
}

/// Answers with its replies in order, and keeps what was asked for.
#[derive(Clone)]
struct Canned(Arc<Mutex<State>>);

struct State {
    replies: VecDeque<Response<Body>>,
    asked: Vec<String>,
}

impl BlockingTransport for Canned {
    fn send(
        &self,
        request: Request<Body>,
        _: Option<Duration>,
    ) -> Result<Response<Body>, TransportError> {
        let mut state = self.0.lock().unwrap();
        state.asked.push(request.uri().to_string());
        Ok(state
            .replies
            .pop_front()
            .expect("there are no more replies"))
    }

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, _: Duration) {}
}

fn list(replies: &[(u16, &'static str)]) -> (Call<ListWords>, Canned) {
    let replies = replies.iter().map(|(status, body)| reply(*status, body));
    let canned = Canned(Arc::new(Mutex::new(State {
        replies: replies.collect(),
        asked: Vec::new(),
    })));
    let client = ClientBuilder::new(&API).blocking_transport(canned.clone());
    let call = client.build().unwrap().call(ListWords { after: None });
    (call.retry(RetryPolicy::none()), canned)
}

impl Canned {
    fn asked(&self) -> Vec<String> {
        let asked = self.0.lock().unwrap().asked.clone();
        let base = "https://api.example.com/v1";
        asked.iter().map(|uri| uri.replace(base, "")).collect()
    }
}

#[test]
fn items_of_all_pages_are_one_iterator() {
    let (call, canned) = list(&[
        (200, r#"{"words":["a","b"],"next":"x y"}"#),
        (200, r#"{"words":null,"next":"z"}"#),
        (200, r#"{"words":["c"],"next":""}"#),
    ]);
    let mut items = call.items().blocking();
    assert!(canned.asked().is_empty(), "nothing is asked for in advance");
    assert_eq!(items.next().unwrap().unwrap(), "a");
    assert_eq!(items.next().unwrap().unwrap(), "b");
    assert_eq!(
        canned.asked(),
        ["/words"],
        "a page is asked for when it is needed"
    );
    let rest: Vec<String> = items.map(Result::unwrap).collect();
    assert_eq!(rest, ["c"]);
    assert_eq!(
        canned.asked(),
        ["/words", "/words?after=x%20y", "/words?after=z"]
    );
}

#[test]
fn an_error_is_the_operations_own_and_the_last() {
    let (call, canned) = list(&[(200, r#"{"words":["a"],"next":"x"}"#), (403, "")]);
    let mut items = call.items().blocking();
    assert_eq!(items.next().unwrap().unwrap(), "a");
    let error = items.next().unwrap().unwrap_err();
    assert!(matches!(error.api(), Some(VerifyCodeError::Forbidden)));
    assert!(items.next().is_none());
    assert_eq!(canned.asked().len(), 2);
}

#[test]
fn pages_keep_what_a_reply_says() {
    let (call, canned) = list(&[
        (200, r#"{"words":[],"next":"x"}"#),
        (200, r#"{"words":["a"],"next":"x"}"#),
    ]);
    let mut pages = call.pages().blocking();
    let first = pages.next().unwrap().unwrap();
    assert_eq!(
        (first.status().as_u16(), first.body().next.as_deref()),
        (200, Some("x"))
    );
    assert_eq!(
        pages.next().unwrap().unwrap().into_body().words,
        Some(vec!["a".to_owned()])
    );
    let error = pages.next().unwrap().unwrap_err();
    assert_eq!(error.phase(), Phase::Decode);
    assert_eq!(
        error.to_string(),
        "list words: the server answers the same page again: the list would never end"
    );
    assert!(pages.next().is_none());
    assert_eq!(canned.asked(), ["/words", "/words?after=x"]);
}
