//! The examples run, against a server on this machine that their environment names.

use std::env;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::server::{Act, Script, Server, last_reply};

/// A server that answers each request with the next of these.
fn answering<const COUNT: usize>(answers: [(u16, &str); COUNT]) -> Server {
    let answers = answers.map(|(status, body)| vec![Act::Read, last_reply(status, "", body)]);
    let connections = AtomicUsize::new(0);
    Server::scripted(move || {
        let number = connections.fetch_add(1, Ordering::Relaxed);
        Script::from(answers.get(number).cloned().unwrap_or_default())
    })
}

/// An example that was built with these tests.
fn example(name: &str) -> Command {
    let tests = env::current_exe().unwrap();
    let mut path: PathBuf = tests
        .ancestors()
        .nth(2)
        .unwrap()
        .join("examples")
        .join(name);
    path.set_extension(env::consts::EXE_EXTENSION);
    assert!(
        path.exists(),
        "build the examples first: cargo build --package bandwidth-mfa --examples"
    );
    let mut command = Command::new(path);
    // What is set where the tests run is nothing to these examples.
    for variable in [
        "BW_CLIENT_ID",
        "BW_CLIENT_SECRET",
        "BW_USERNAME",
        "BW_PASSWORD",
        "BW_TOKEN_URL",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
    ] {
        command.env_remove(variable);
    }
    command
}

/// Runs an example that talks to this server, and returns what it printed.
fn run(name: &str, server: &Server, variables: &[(&str, &str)], typed: &str) -> String {
    let mut child = example(name)
        .env("BW_MFA_BASE_URL", server.url("http"))
        .env("BW_ACCOUNT_ID", "9900000")
        .env("BW_NUMBER", "+19195554321")
        .env("BW_APPLICATION_ID", "app")
        .env("USER_NUMBER", "+19195551234")
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(typed.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{name}: {text}");
    text
}

/// The path and the body of each request.
fn requests(server: Server) -> Vec<(String, String)> {
    let requests = server.finish().requests.into_iter();
    requests
        .map(|seen| {
            let path = seen.text.split(' ').nth(1).unwrap_or_default();
            let body = seen.text.split("\r\n\r\n").nth(1).unwrap_or_default();
            (path.to_owned(), body.to_owned())
        })
        .collect()
}

const BASIC: &[(&str, &str)] = &[("BW_USERNAME", "user"), ("BW_PASSWORD", "password")];

#[test]
fn two_factor_sends_a_code_and_verifies_what_is_typed() {
    for (valid, verdict) in [
        ("true", "that is the code"),
        ("false", "that is not the code, or it came too late"),
    ] {
        let reply = format!(r#"{{"valid":{valid}}}"#);
        let server = answering([
            (200, r#"{"access_token":"token"}"#),
            (200, r#"{"messageId":"m-1"}"#),
            (200, &reply),
        ]);
        let token_url = format!("{}/token", server.url("http"));
        let variables = [
            ("BW_CLIENT_ID", "id"),
            ("BW_CLIENT_SECRET", "secret"),
            ("BW_TOKEN_URL", token_url.as_str()),
        ];
        let printed = run("two_factor", &server, &variables, "123456\n");
        assert_eq!(
            printed,
            format!("sent: Some(\"m-1\")\nthe code: {verdict}\n")
        );
        let code = r#"{"to":"+19195551234","from":"+19195554321","applicationId":"app","message":"Your {NAME} code is {CODE}","digits":6}"#;
        let verification = r#"{"to":"+19195551234","code":"123456","expirationTimeInMinutes":3}"#;
        let expected = [
            ("/api/v1/token", "grant_type=client_credentials"),
            ("/api/v1/accounts/9900000/code/messaging", code),
            ("/api/v1/accounts/9900000/code/verify", verification),
        ];
        assert_eq!(
            requests(server),
            expected.map(|(path, body)| (path.to_owned(), body.to_owned()))
        );
    }
}

#[cfg(feature = "testing")]
#[test]
fn two_factor_needs_no_credentials_with_the_sandbox() {
    let output = example("two_factor").output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = printed.lines().collect();
    let [sent, code, verdict] = lines.as_slice() else {
        panic!("{printed}");
    };
    assert!(sent.starts_with("sent: Some("), "{sent}");
    let code = code.strip_prefix("the code: ").unwrap();
    assert_eq!(code.len(), 6);
    assert_eq!(*verdict, "that is the code");
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_sends_a_code_without_a_runtime() {
    let server = answering([(200, r#"{"messageId":"m-1"}"#)]);
    assert_eq!(run("blocking", &server, BASIC, ""), "sent: Some(\"m-1\")\n");
    assert_eq!(requests(server).len(), 1);
}

#[test]
fn middleware_counts_what_goes_through_it() {
    let server = answering([(200, r#"{"valid":false}"#)]);
    let printed = run("middleware", &server, BASIC, "");
    assert_eq!(printed, "valid: false\nCounts { sent: 1, failed: 0 }\n");

    let server = answering([(429, r#"{"error":"Slow down"}"#)]);
    let printed = run("middleware", &server, BASIC, "");
    let (error, counts) = printed.split_once('\n').unwrap();
    assert!(
        error.starts_with("verify code: 429 Too Many Requests"),
        "{error}"
    );
    assert_eq!(counts, "Counts { sent: 1, failed: 0 }\n");
}

#[test]
fn own_stack_carries_an_operation_over_a_socket() {
    let output = example("own_stack").output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "valid: true\n");
}
