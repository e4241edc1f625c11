//! How a client is set up.

use std::collections::BTreeMap;

use client_runtime::client::Client;
use client_runtime::client_builder::ClientBuilder;
use client_runtime::environment::Environment;
use client_runtime::error::Error;
use client_runtime::report::Phase;

use super::support::{API, Script, Scripted, now, reply, verify};

fn client(variables: &[(&str, &str)], transport: &Scripted) -> Result<Client, Error> {
    let variables: BTreeMap<_, _> = variables.iter().copied().collect();
    let lookup = |name: &str| variables.get(name).map(|value| (*value).to_owned());
    ClientBuilder::from_lookup(&API, &lookup)?
        .transport(transport.clone())
        .build()
}

#[test]
fn variables_set_credentials_base_url_and_parameters() {
    let user = ("EXAMPLE_USERNAME", "user");
    let password = ("EXAMPLE_PASSWORD", "pass");
    let token = ("EXAMPLE_TOKEN", "t0k");
    let cases: [(&[_], &str); 4] = [
        (&[user, password], "Basic dXNlcjpwYXNz"),
        (&[token], "Bearer t0k"),
        (&[user, password, token], "Bearer t0k"),
        (&[user, token], "Bearer t0k"),
    ];
    for (variables, authorization) in cases {
        let transport = Scripted::reply(200, r#"{"valid":true}"#);
        let place = [
            ("EXAMPLE_BASE_URL", "http://127.0.0.1:9/x"),
            ("EXAMPLE_ACCOUNT_ID", "42"),
        ];
        let client = client(&[variables, &place].concat(), &transport).unwrap();
        let mut operation = verify();
        operation.account_id = client.parameter("accountId");
        now(client.call(operation)).unwrap();
        let sent = transport.sent();
        assert_eq!(sent[0].uri, "http://127.0.0.1:9/x/accounts/42/verify");
        assert_eq!(sent[0].headers["authorization"], authorization);
    }
}

#[test]
fn in_the_environment_oauth2_wins_over_everything_else() {
    let transport = Scripted::new([
        Script::Reply(reply(200, r#"{"access_token":"t0k"}"#)),
        Script::Reply(reply(200, r#"{"valid":true}"#)),
    ]);
    let variables = [
        ("EXAMPLE_USERNAME", "user"),
        ("EXAMPLE_PASSWORD", "pass"),
        ("EXAMPLE_TOKEN", "other"),
        ("EXAMPLE_CLIENT_ID", "id"),
        ("EXAMPLE_CLIENT_SECRET", "secret"),
        ("EXAMPLE_TOKEN_URL", "http://127.0.0.1:9/token"),
    ];
    let client = client(&variables, &transport).unwrap();
    now(client.call(verify())).unwrap();
    let sent = transport.sent();
    assert_eq!(sent[0].uri, "http://127.0.0.1:9/token");
    assert_eq!(sent[0].headers["authorization"], "Basic aWQ6c2VjcmV0");
    assert_eq!(sent[1].headers["authorization"], "Bearer t0k");
}

#[test]
fn half_a_pair_of_variables_names_the_other_half() {
    let cases = [
        (
            "EXAMPLE_USERNAME",
            "configuration: EXAMPLE_PASSWORD is not set, but EXAMPLE_USERNAME is",
        ),
        (
            "EXAMPLE_PASSWORD",
            "configuration: EXAMPLE_USERNAME is not set, but EXAMPLE_PASSWORD is",
        ),
    ];
    for (variable, text) in cases {
        let variables = [(variable, "hunter2"), ("EXAMPLE_TOKEN", "")];
        let error = client(&variables, &Scripted::new([])).unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(error.phase(), Phase::Configuration);
    }
}

#[test]
fn a_client_without_credentials_says_so_when_they_are_needed() {
    let transport = Scripted::new([]);
    let client = client(&[], &transport).unwrap();
    let error = now(client.call(verify())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "verify code: credentials are not set: set them on the client's builder"
    );
    assert_eq!(
        (error.phase(), error.maybe_sent()),
        (Phase::Configuration, false)
    );
    assert_eq!(client.parameter("accountId"), None);
}

#[test]
fn everything_that_is_wrong_with_a_builder_is_said_at_once() {
    let error = Scripted::new([])
        .builder()
        .header("Authorization", "Basic hunter2")
        .header("x-a", "hunter2\n")
        .base_url("https://u:hunter2@example.com")
        .build()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "configuration: header authorization is set by the credentials; \
         header x-a holds characters that a header cannot carry; \
         base_url must not hold a user or a password",
    );
    assert_eq!(error.phase(), Phase::Configuration);
}

#[test]
fn the_last_base_url_wins_and_plain_http_has_to_be_asked_for() {
    let builder = || {
        Scripted::new([])
            .builder()
            .base_url("https://first.example.com")
    };
    let last = builder()
        .environment(Environment::new("https://last.example.com/"))
        .build();
    assert_eq!(
        last.unwrap().base_url().as_str(),
        "https://last.example.com"
    );

    let plain = || builder().environment(Environment::custom("http://proxy.internal"));
    assert!(plain().build().is_err());
    let allowed = plain().dangerously_allow_http().build().unwrap();
    assert_eq!(allowed.base_url().as_str(), "http://proxy.internal");
}

#[test]
fn a_parameter_that_is_set_twice_has_its_last_value() {
    let builder = Scripted::new([]).builder().parameter("accountId", "1");
    let client = builder.parameter("accountId", "2").build().unwrap();
    assert_eq!(client.parameter("accountId").as_deref(), Some("2"));
}

#[test]
fn debug_shows_the_base_url_and_no_credentials() {
    let transport = Scripted::new([Script::Reply(reply(200, ""))]);
    let builder = transport.builder().header("x-key", "hunter2");
    assert_eq!(format!("{builder:?}"), "ClientBuilder { .. }");
    let client = builder.build().unwrap();
    assert_eq!(
        format!("{client:?}"),
        "Client { base_url: \"https://api.example.com/v1\", .. }",
    );
}
