//! What is set on a call, whatever its operation, and the plan that comes of it.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Request};

use super::body::Body;
use super::client::Client;
use super::headers;
use super::keyring::Keyring;
use super::operation::OperationFacts;
use super::plan::Plan;
use super::problems::{Problems, ValidationError};
use super::report::{Phase, Report};
use super::retry::RetryPolicy;
use super::sensitive::Sensitive;
use super::token_cache::TokenCache;
use super::watch::Watch;

/// What is set on a call.
pub struct CallOptions {
    /// Whose call it is.
    pub client: Client,
    /// How long it may take in all, in place of the client's limit.
    pub timeout: Option<Duration>,
    /// When its request is sent again, in place of the client's policy.
    pub policy: Option<RetryPolicy>,
    /// Its headers, which stand before all others.
    pub headers: HeaderMap,
    /// What is wrong with what was set.
    pub problems: Problems,
}

/// Why an operation that goes elsewhere fails where credentials may not.
const UNTRUSTED: &str =
    "the operation goes to a server of its own, and credentials to the base URL's origin alone";

/// The request, and the tokens of which it needs one.
type Authorized = (Request<Body>, Option<Arc<TokenCache>>);

/// What an operation makes of its values.
type Made = Result<Request<Body>, ValidationError>;

impl CallOptions {
    /// Those of a call on which nothing was set yet.
    #[inline]
    pub fn new(client: Client, facts: &OperationFacts) -> Self {
        Self {
            client,
            timeout: None,
            policy: None,
            headers: HeaderMap::new(),
            problems: Problems::new(facts.title),
        }
    }

    /// What there is to do, or why nothing can be done; and those who watch the call, which begins now.
    #[inline]
    pub fn plan(
        &mut self,
        made: Made,
        facts: &'static OperationFacts,
        streams: &'static [&'static str],
    ) -> (Watch, Result<Plan, Box<Report>>) {
        let request = self.request(made, facts);
        let uri = request.as_ref().ok().map(|(request, _)| request.uri());
        let watch = Watch::new(&self.client, facts, uri);
        let (request, tokens) = match request {
            Ok(request) => request,
            Err(report) => {
                watch.call_ended(0, None, Some(report.phase), Duration::ZERO);
                return (watch, Err(report));
            }
        };
        let client = self.client.inner();
        let mut limits = client.limits;
        limits.total = self.timeout.or(limits.total);
        let plan = Plan {
            sent: Sensitive {
                facts,
                request,
                tokens,
                used: Vec::new(),
            },
            watch: watch.clone(),
            limits,
            body_limit: client.body_limit,
            streams,
            policy: self.policy.take().unwrap_or_else(|| client.policy.clone()),
            budget: Arc::clone(&client.budget),
            random: Arc::clone(&client.random),
        };
        (watch, Ok(plan))
    }

    /// The whole request but for a token, and where to get one if it needs one; or why there is none.
    #[inline]
    fn request(
        &mut self,
        made: Made,
        facts: &'static OperationFacts,
    ) -> Result<Authorized, Box<Report>> {
        let client = self.client.inner();
        let subject = facts.title;
        let mut problems = std::mem::replace(&mut self.problems, Problems::new(subject));
        let mut request = match made {
            Ok(request) if problems.is_empty() => request,
            made => {
                if let Err(error) = made {
                    problems.absorb(error);
                }
                let text = problems.into_error().list();
                return Err(Box::new(Report::unsent(subject, Phase::Validation, text)));
            }
        };
        let trusted = client.trusts(request.uri());
        headers::fill(request.headers_mut(), &client.headers, trusted);
        let mut tokens = None;
        if !headers::has_credentials(&self.headers) {
            let keyring = if trusted {
                &client.keyring
            } else {
                &Keyring::default()
            };
            tokens = keyring
                .apply(&mut request, facts.security)
                .map_err(|text| if trusted { text } else { UNTRUSTED })
                .map_err(|text| Report::unsent(subject, Phase::Configuration, text.to_owned()))
                .map_err(Box::new)?;
        }
        for (name, value) in self.headers.drain() {
            if let Some(name) = name {
                request.headers_mut().insert(name, value);
            }
        }
        Ok((request, tokens))
    }
}
