//! What the types of this crate promise, beyond what one call shows.

use std::process::Command;

use bandwidth_mfa::mfa::{GenerateMessagingCode, GenerateVoiceCode, VerifyCode, VerifyCodeError};
use bandwidth_mfa::models::{CodeRequest, DeliveryEvent, DeliveryEventType, VerifyCodeRequest};
use bandwidth_mfa::{
    BaseUrl, Call, CallError, CallFuture, Client, ClientBuilder, Credentials, Environment, Error,
    Operation, Response,
};
use serde_json::json;

const fn sent_and_kept<T: Send + Sync + 'static>() {}
const fn sent<T: Send + 'static>() {}
const fn cloned<T: Clone>() {}

/// Compiling is the test: a program may keep these anywhere and hand them to any thread.
const _: () = {
    sent_and_kept::<Client>();
    cloned::<Client>();
    sent_and_kept::<ClientBuilder>();
    sent_and_kept::<Credentials>();
    sent_and_kept::<Environment>();
    sent_and_kept::<Error>();
    sent_and_kept::<CallError<VerifyCodeError>>();
    sent_and_kept::<Response<bool>>();
    sent_and_kept::<CodeRequest>();
    sent::<Call<VerifyCode>>();
    sent::<CallFuture<GenerateMessagingCode>>();
    sent::<CallFuture<GenerateVoiceCode>>();
    sent::<CallFuture<VerifyCode>>();
    assert!(size_of::<Error>() <= 16);
    assert!(size_of::<CallError<VerifyCodeError>>() <= 16);
};

#[test]
fn a_builder_says_everything_that_is_wrong_at_once() {
    let error = CodeRequest::builder()
        .to("555-1234")
        .from("")
        .message("no placeholder")
        .digits(9)
        .build()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        r"CodeRequest: application_id is missing; to must match ^\+[1-9][0-9]{1,14}$; from must not be empty; message must match \{CODE\}; digits must be at most 8"
    );
    let fields: Vec<&str> = error
        .problems()
        .iter()
        .map(bandwidth_mfa::Problem::field)
        .collect();
    assert_eq!(
        fields,
        ["application_id", "to", "from", "message", "digits"]
    );
}

#[test]
fn bounds_are_those_that_every_source_has() {
    let verify = |minutes: f64| {
        VerifyCodeRequest::builder()
            .to("+19195551234")
            .code("1234")
            .expiration_time_in_minutes(minutes)
            .build()
            .map_err(|error| error.to_string())
    };
    let refused = "VerifyCodeRequest: expiration_time_in_minutes must be";
    assert!(verify(15.0).is_ok() && verify(0.5).is_ok());
    assert_eq!(verify(0.0).unwrap_err(), format!("{refused} more than 0"));
    assert_eq!(verify(15.5).unwrap_err(), format!("{refused} at most 15"));
    assert_eq!(
        verify(f64::NAN).unwrap_err(),
        format!("{refused} a finite number")
    );
    for to in [
        "+",
        "+0123456",
        "19195551234",
        "+1919555123４",
        "+19195551234\n",
        "+1234567890123456",
    ] {
        let built = VerifyCodeRequest::builder()
            .to(to)
            .code("1")
            .expiration_time_in_minutes(1)
            .build();
        assert!(built.is_err(), "{to:?}");
    }
}

#[test]
fn unchecked_leaves_bounds_to_the_server_and_nothing_else() {
    let request = VerifyCodeRequest::builder()
        .to("short code")
        .code("123456789")
        .expiration_time_in_minutes(60)
        .unchecked();
    assert!(request.build().is_ok());
    let error = VerifyCodeRequest::builder()
        .unchecked()
        .build()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "VerifyCodeRequest: to is missing; code is missing; expiration_time_in_minutes is missing"
    );
}

#[test]
fn debug_shows_no_number_no_code_no_message_no_credential() {
    let number = "+19195551234";
    let send = CodeRequest::builder()
        .to(number)
        .from("+19195554321")
        .application_id("app")
        .message("Secret {CODE}")
        .digits(6);
    let verify = VerifyCodeRequest::builder()
        .to(number)
        .code("918273")
        .expiration_time_in_minutes(3);
    let (send_built, verify_built) = (
        send.clone().build().unwrap(),
        verify.clone().build().unwrap(),
    );
    let client = Client::builder().credentials(Credentials::basic("somebody", "hunter2"));
    let shown = [
        format!("{send:?} {verify:?} {send_built:#?} {verify_built:?}"),
        format!("{:?}", GenerateMessagingCode::new("9900000", send_built)),
        format!("{:?}", VerifyCode::new("9900000", verify_built)),
        format!("{client:?} {:?}", Credentials::bearer("918273-token")),
    ]
    .join("\n");
    for secret in [
        "9195551234",
        "9195554321",
        "918273",
        "Secret",
        "hunter2",
        "somebody",
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(shown.contains(r#"application_id: "app""#), "{shown}");
}

#[test]
fn an_operation_is_a_value_that_any_stack_can_send() {
    let request = VerifyCodeRequest::builder()
        .to("+19195551234")
        .code("0123")
        .expiration_time_in_minutes(3)
        .build()
        .unwrap();
    let base = BaseUrl::parse("https://mfa.bandwidth.com/api/v1").unwrap();
    let request = VerifyCode::new("a/b", request).request(&base).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.uri(),
        "https://mfa.bandwidth.com/api/v1/accounts/a%2Fb/code/verify"
    );
    assert!(request.headers().get("authorization").is_none());
    assert!(!VerifyCode::FACTS.repeatable);
}

#[test]
fn a_platform_that_nobody_listed_survives() {
    let body = json!({
        "type": "message-teleported",
        "time": "2016-09-14T18:20:16Z",
        "description": "ok",
        "platform": "Carrier Pigeon",
        "message": { "id": "1" },
    });
    let event: DeliveryEvent = serde_json::from_value(body.clone()).unwrap();
    assert_eq!(serde_json::to_value(&event).unwrap(), body);
    assert_eq!(
        event.type_,
        DeliveryEventType::UnknownValue("message-teleported".to_owned())
    );
}

/// The environment belongs to the whole process: each case runs in a process of its own.
fn in_environment(variables: &[(&str, &str)]) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "reports_its_client", "--nocapture"])
        .env("SURFACE_CHILD", "1");
    for name in [
        "BW_ACCOUNT_ID",
        "BW_CLIENT_ID",
        "BW_CLIENT_SECRET",
        "BW_TOKEN_URL",
        "BW_USERNAME",
        "BW_PASSWORD",
        "BW_MFA_BASE_URL",
    ] {
        child.env_remove(name);
    }
    let output = child.envs(variables.iter().copied()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text.lines().find_map(|line| line.split_once("client: "));
    line.map(|(_, line)| line.to_owned()).unwrap_or(text)
}

#[test]
fn reports_its_client() {
    if std::env::var_os("SURFACE_CHILD").is_none() {
        return;
    }
    match Client::from_env() {
        Ok(client) => println!(
            "client: {} {:?}",
            client.base_url(),
            client.parameter("accountId")
        ),
        Err(error) => println!("client: {:?} {error}", error.phase()),
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn the_environment_sets_up_a_client() {
    assert_eq!(in_environment(&[]), "https://mfa.bandwidth.com/api/v1 None");
    let all = [
        ("BW_ACCOUNT_ID", "9900000"),
        ("BW_USERNAME", "user"),
        ("BW_PASSWORD", "password"),
        ("BW_MFA_BASE_URL", "http://127.0.0.1:8080/mfa"),
    ];
    assert_eq!(
        in_environment(&all),
        r#"http://127.0.0.1:8080/mfa Some("9900000")"#
    );
    assert_eq!(
        in_environment(&[("BW_USERNAME", "user")]),
        "Configuration configuration: BW_PASSWORD is not set, but BW_USERNAME is"
    );
    let elsewhere = [
        ("BW_CLIENT_ID", "id"),
        ("BW_CLIENT_SECRET", "secret"),
        ("BW_TOKEN_URL", "http://example.com/token"),
    ];
    let elsewhere = in_environment(&elsewhere);
    assert!(
        elsewhere.starts_with("Configuration configuration: token_url must be https"),
        "{elsewhere}"
    );
    let plain = in_environment(&[("BW_MFA_BASE_URL", "http://example.com")]);
    assert!(
        plain.starts_with("Configuration configuration: base_url"),
        "{plain}"
    );
}
