//! No secret leaves a call but on the wire: whatever the server repeats of it, nothing that can be printed shows it, and nothing
//! of it is logged, by this client or by what it stands on.

#[path = "canary/listeners.rs"]
mod listeners;
#[path = "canary/parrot.rs"]
mod parrot;
#[path = "canary/secrets.rs"]
mod secrets;

use std::error::Error as StdError;
use std::fmt::{Debug, Write as _};
use std::time::Duration;

use bandwidth_mfa::mfa::{GenerateMessagingCode, GenerateVoiceCode, VerifyCode};
use bandwidth_mfa::models::{CodeRequest, VerifyCodeRequest};
use bandwidth_mfa::{
    Call, CallResult, Client, ClientBuilder, Credentials, Error, Operation, RetryPolicy,
};

use listeners::Heard;
use parrot::{Deed, Parrot};
use secrets::Secrets;

/// What is shown and heard, to be searched.
#[derive(Default)]
struct Shown(String);

impl Shown {
    fn debug(&mut self, value: &dyn Debug) {
        writeln!(self.0, "{value:?}\n{value:#?}").expect("text grows");
    }

    fn chain(&mut self, error: &dyn StdError) {
        let mut next = Some(error);
        while let Some(error) = next {
            self.debug(&error);
            writeln!(self.0, "{error}\n{error:#}").expect("text grows");
            next = error.source();
        }
    }
}

/// What an operation needs to be tried and shown.
trait Tried: Operation + Clone + Debug + Send + Sized + 'static {
    /// What only this operation is given.
    const OWN: &'static str;

    fn make() -> Self;
}

fn code_request() -> CodeRequest {
    CodeRequest::builder()
        .to(secrets::TO)
        .from(secrets::FROM)
        .application_id("66fd98ae-ac8d-a00f-7fcd-ba3280aeb9b1")
        .message(secrets::MESSAGE)
        .digits(6)
        .build()
        .unwrap()
}

impl Tried for GenerateMessagingCode {
    const OWN: &'static str = secrets::MESSAGE;

    fn make() -> Self {
        Self::new("9900000", code_request())
    }
}

impl Tried for GenerateVoiceCode {
    const OWN: &'static str = secrets::MESSAGE;

    fn make() -> Self {
        Self::new("9900000", code_request())
    }
}

impl Tried for VerifyCode {
    const OWN: &'static str = secrets::CODE;

    fn make() -> Self {
        let request = VerifyCodeRequest::builder()
            .to(secrets::TO)
            .from(secrets::FROM)
            .code(secrets::CODE)
            .expiration_time_in_minutes(3)
            .build();
        Self::new("9900000", request.unwrap())
    }
}

#[derive(Clone, Copy, Debug)]
enum Way {
    Awaited,
    #[cfg(feature = "blocking")]
    Blocking,
}

const WAYS: &[Way] = &[
    Way::Awaited,
    #[cfg(feature = "blocking")]
    Way::Blocking,
];

fn make<O: Tried>(way: Way, call: Call<O>) -> CallResult<O> {
    match way {
        Way::Awaited => {
            let mut builder = tokio::runtime::Builder::new_current_thread();
            let runtime = builder.enable_all().build().unwrap();
            runtime.block_on(call.into_future())
        }
        #[cfg(feature = "blocking")]
        Way::Blocking => call.send(),
    }
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Basic,
    OAuth2,
}

fn builder(kind: Kind, parrot: &Parrot) -> ClientBuilder {
    let credentials = match kind {
        Kind::Basic => Credentials::basic(secrets::USER, secrets::PASSWORD),
        Kind::OAuth2 => Credentials::oauth2(secrets::CLIENT_ID, secrets::CLIENT_SECRET),
    };
    Client::builder()
        .base_url(parrot.api_url())
        .token_url(parrot.token_url())
        .credentials(credentials)
        .retry(RetryPolicy::default().base(Duration::ZERO))
        .attempt_timeout(Duration::from_millis(300))
}

/// Makes the call of an operation and shows everything that can be shown of it. Returns how it ended.
fn try_one<O: Tried>(shown: &mut Shown, way: Way, client: &Client) -> String
where
    O::Success: Debug,
{
    let operation = O::make();
    shown.debug(&operation);
    shown.debug(&operation.request(client.base_url()));
    let call = client.call(operation).header("x-own", secrets::HEADER);
    shown.debug(&call);
    match make(way, call) {
        Ok(response) => {
            shown.debug(&response);
            "success".to_owned()
        }
        Err(error) => {
            shown.debug(&error.api());
            shown.chain(&error);
            let end = format!("{:?}", error.phase());
            shown.chain(&Error::from(error));
            end
        }
    }
}

/// A way and a kind of credentials, and what the server does with requests of the two kinds.
#[derive(Clone, Copy, Debug)]
struct Case {
    way: Way,
    kind: Kind,
    api: Deed,
    token: Deed,
}

/// Tries an operation against a server, and searches what was shown and heard.
fn try_all<O: Tried>(heard: &Heard, case: Case, end: &str)
where
    O::Success: Debug,
{
    let mut plain = vec![secrets::TO, secrets::FROM, secrets::HEADER, O::OWN];
    let pair = match case.kind {
        Kind::Basic => (secrets::USER, secrets::PASSWORD),
        Kind::OAuth2 => (secrets::CLIENT_ID, secrets::CLIENT_SECRET),
    };
    if matches!((case.kind, case.token), (Kind::OAuth2, Deed::Good)) {
        plain.push(secrets::TOKEN);
    }
    let secrets = Secrets::new(&plain, pair);
    // Each secret leads once: the words of the server are cut where they get long.
    for lead in 0..secrets.len() {
        let parrot = Parrot::new(secrets.led_by(lead), case.api, case.token);
        let builder = builder(case.kind, &parrot);
        let mut shown = Shown::default();
        shown.debug(&builder);
        let client = builder.build().unwrap();
        shown.debug(&client);
        let place = format!("{} {case:?} {lead}", O::FACTS.id);
        assert_eq!(try_one::<O>(&mut shown, case.way, &client), end, "{place}");
        secrets.assert_absent(&format!("{place}, shown"), &shown.0);
        secrets.assert_absent(&format!("{place}, heard"), &heard.take());
        if matches!(
            (case.api, case.token),
            (Deed::Silence, _) | (_, Deed::Silence)
        ) {
            break;
        }
    }
}

/// Tries every operation.
fn try_each(heard: &Heard, case: Case, end: &str) {
    try_all::<GenerateMessagingCode>(heard, case, end);
    try_all::<GenerateVoiceCode>(heard, case, end);
    try_all::<VerifyCode>(heard, case, end);
}

#[test]
fn no_secret_is_shown_or_logged() {
    let heard = Heard::listen();
    let api = [
        (Deed::Good, "success"),
        (Deed::BadJson, "Decode"),
        (Deed::BadMember, "Decode"),
        (Deed::Status(400), "Api"),
        (Deed::Status(401), "Api"),
        (Deed::Status(403), "Api"),
        (Deed::Status(404), "Api"),
        (Deed::Status(429), "Api"),
        (Deed::Status(500), "Api"),
        (Deed::Status(503), "Api"),
        (Deed::Status(302), "Api"),
        (Deed::Html(400), "Api"),
        (Deed::BrokenBody, "Io"),
        (Deed::HangUp, "Io"),
        (Deed::Noise, "Io"),
        (Deed::Silence, "Timeout"),
    ];
    for way in WAYS.iter().copied() {
        let case = |kind, api, token| Case {
            way,
            kind,
            api,
            token,
        };
        for (deed, end) in api {
            for kind in [Kind::Basic, Kind::OAuth2] {
                try_each(&heard, case(kind, deed, Deed::Good), end);
            }
        }
        // A token that is no token, or none at all.
        for (deed, _) in api.into_iter().skip(1) {
            try_each(
                &heard,
                case(Kind::OAuth2, Deed::Good, deed),
                "Authentication",
            );
        }
    }
    assert!(heard.has_heard_of("hyper_util"), "nothing was listened to");
    #[cfg(feature = "blocking")]
    assert!(heard.has_heard_of("ureq::run"), "nothing was listened to");
    #[cfg(feature = "tracing")]
    assert!(
        heard.has_heard_of("bandwidth_mfa::"),
        "nothing was listened to"
    );
}

#[test]
fn no_secret_is_shown_of_what_is_set_up() {
    let mut shown = Shown::default();
    let credentials = Credentials::basic(secrets::USER, secrets::PASSWORD)
        .and(Credentials::oauth2(
            secrets::CLIENT_ID,
            secrets::CLIENT_SECRET,
        ))
        .and(Credentials::bearer(secrets::TOKEN))
        .and(Credentials::api_key("x-key", secrets::HEADER));
    shown.debug(&credentials);
    let token = bandwidth_mfa::Token::new(secrets::TOKEN);
    shown.debug(&token);
    shown.debug(
        &VerifyCodeRequest::builder()
            .to(secrets::TO)
            .code(secrets::CODE),
    );
    shown.debug(
        &CodeRequest::builder()
            .to(secrets::TO)
            .message(secrets::MESSAGE),
    );
    // What cannot be sent is refused without being quoted.
    let unfit = format!("{}\n", secrets::HEADER);
    let builder = Client::builder()
        .base_url(format!("https://{}:{}@host", secrets::USER, secrets::CODE))
        .token_url(format!("https://host?{}", secrets::CODE))
        .proxy(format!("http://{}:{}@[host", secrets::USER, secrets::CODE))
        .header("x-own", &unfit)
        .app_id(unfit.clone())
        .credentials(credentials);
    shown.debug(&builder);
    shown.chain(&builder.build().unwrap_err());
    let request = VerifyCodeRequest::builder()
        .to(secrets::CODE)
        .code(secrets::MESSAGE);
    shown.chain(&request.build().unwrap_err());
    for pair in [
        (secrets::USER, secrets::PASSWORD),
        (secrets::CLIENT_ID, secrets::CLIENT_SECRET),
    ] {
        let plain = [
            secrets::TOKEN,
            secrets::TO,
            secrets::CODE,
            secrets::MESSAGE,
            secrets::HEADER,
        ];
        Secrets::new(&plain, pair).assert_absent("set up", &shown.0);
    }
}
