//! What the program does on its command line and on its port.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use bandwidth_mfa::models::{CodeRequest, DeliveryEvent, VerifyCodeRequest};
use bandwidth_mfa::{Client, ClientBuilder, Credentials};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore};
use serde_json::{Value, json};

use crate::http;
use crate::served::{BASIC, NUMBER, Served, code_request, fails};

/// A client with what the program says to export.
fn builder(served: &Served) -> ClientBuilder {
    let variable = |name: &str| served.variables[name].clone();
    let builder = Client::builder()
        .base_url(variable("BW_MFA_BASE_URL"))
        .token_url(variable("BW_TOKEN_URL"))
        .account_id(variable("BW_ACCOUNT_ID"))
        .credentials(Credentials::oauth2(
            variable("BW_CLIENT_ID"),
            variable("BW_CLIENT_SECRET"),
        ));
    match &served.authority {
        Some(file) => builder.root_certificates(fs::read(file).unwrap()),
        None => builder,
    }
}

#[tokio::test]
async fn a_client_logs_in_over_plain_http_and_over_tls() {
    for options in [&[][..], &["--tls"]] {
        let served = Served::new(options);
        let variable = |name: &str| served.variables[name].clone();
        let basic = Credentials::basic(variable("BW_USERNAME"), variable("BW_PASSWORD"));
        for client in [
            builder(&served).build().unwrap(),
            builder(&served).credentials(basic).build().unwrap(),
        ] {
            let request = CodeRequest::builder()
                .to(variable("USER_NUMBER"))
                .from(variable("BW_NUMBER"))
                .application_id(variable("BW_APPLICATION_ID"))
                .message("{CODE}")
                .digits(6)
                .build()
                .unwrap();
            client.mfa().generate_messaging_code(request).await.unwrap();
            let line = served.line();
            let (_, code) = line.rsplit_once(' ').unwrap();
            let request = VerifyCodeRequest::builder()
                .to(variable("USER_NUMBER"))
                .code(code)
                .expiration_time_in_minutes(3)
                .build()
                .unwrap();
            let reply = client.mfa().verify_code(request).await.unwrap();
            assert!(reply.body().valid, "{options:?}");
        }
    }
}

#[test]
fn the_certificate_is_good_for_the_production_hosts() {
    let served = Served::new(&["--tls"]);
    let pem = fs::read(served.authority.as_ref().unwrap()).unwrap();
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(&pem).unwrap())
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let config = Arc::new(config);
    for (name, is_good) in [
        ("mfa.bandwidth.com", true),
        ("api.bandwidth.com", true),
        ("localhost", true),
        ("127.0.0.1", true),
        ("example.com", false),
    ] {
        let host = ServerName::try_from(name).unwrap();
        let mut connection = ClientConnection::new(Arc::clone(&config), host).unwrap();
        let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
        let mut outcome = Ok((0, 0));
        while connection.is_handshaking() && outcome.is_ok() {
            outcome = connection.complete_io(&mut stream);
        }
        assert_eq!(outcome.is_ok(), is_good, "{name}: {outcome:?}");
    }
}

#[test]
fn options_change_what_is_answered() {
    for (options, statuses) in [
        (&["--fail", "503"][..], [503, 503]),
        (&["--fail", "1"], [500, 500]),
        (&["--fail", "1:400"], [400, 400]),
        (&["--fail", "0"], [200, 200]),
        (&["--attempts", "1"], [200, 429]),
        (&["--attempts", "1", "--lock-time", "0"], [200, 200]),
        (&["--latency", "1"], [200, 200]),
    ] {
        let served = Served::new(options);
        let found = [served.verify("0").status, served.verify("0").status];
        assert_eq!(found, statuses, "{options:?}");
    }
    for (options, status, text) in [
        (&["--application", "app=A Bank"][..], 200, "A Bank"),
        (&["--application", "other=Bank"], 400, ""),
        (
            &[
                "--application",
                "other=Bank",
                "--unknown-application",
                "500",
            ],
            500,
            "",
        ),
        (&["--undeliverable", NUMBER], 200, ""),
    ] {
        let served = Served::new(options);
        let reply = served.send("{NAME}{CODE}");
        assert_eq!(reply.status, status, "{options:?}");
        let number = served.number();
        let arrived = number["messages"][0]["text"].as_str().unwrap_or_default();
        assert_eq!(
            arrived.trim_end_matches(|last: char| last.is_ascii_digit()),
            text
        );
    }
    let served = Served::new(&[
        "--single-use",
        "--message-key",
        "Message",
        "--token-lifetime",
        "9",
    ]);
    served.send("{CODE}");
    let code = served.number()["lastCode"].as_str().unwrap().to_owned();
    assert_eq!(served.verify(&code).json(), json!({ "valid": true }));
    assert_eq!(served.verify(&code).json(), json!({ "valid": false }));
    let path = "/api/v1/accounts/9900000/code/verify";
    let reply = served.ask("POST", path, &["authorization: Bearer x"], "{}");
    assert!(reply.json().get("Message").is_some());
    let basic = "authorization: Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=";
    let form = "grant_type=client_credentials";
    let reply = served.ask("POST", "/api/v1/oauth2/token", &[basic], form);
    assert_eq!(reply.json()["expires_in"], 9);
}

#[test]
fn what_is_wrong_with_the_command_line_is_said_briefly() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let expected = format!("error: port {port} is taken: choose another with --port\n");
    assert_eq!(fails(&["--port", &port]), (Some(1), expected));

    let missing = "/no/such/directory/ca.pem";
    let (code, text) = fails(&["--port", "0", "--tls", "--ca-file", missing]);
    assert_eq!((code, text.lines().count()), (Some(1), 1), "{text}");
    assert!(
        text.starts_with(&format!("error: cannot write {missing}")),
        "{text}"
    );

    for options in [
        ["--fail", "200"],
        ["--fail", "1.5"],
        ["--fail", "0.5:x"],
        ["--latency", "-1"],
        ["--application", "app"],
        ["--message-key", "MESSAGE"],
    ] {
        let (code, text) = fails(&options);
        assert_eq!(code, Some(2), "{options:?}");
        assert!(text.starts_with("error: "), "{text}");
    }
}

#[test]
fn messages_are_printed_without_control_characters() {
    let served = Served::new(&[]);
    served.send("\u{1b}[31m\r\nexport X={CODE}");
    let line = served.line();
    let code = served.number()["lastCode"].as_str().unwrap().to_owned();
    let expected = format!("{NUMBER} (messaging, scope 2FA):  [31m  export X={code}");
    assert_eq!(line, expected);
}

#[test]
fn the_controls_drive_the_sandbox() {
    let served = Served::new(&["--attempts", "1"]);
    let control = |path: &str| served.ask("POST", path, &[], "").status;
    served.send("{CODE}");
    let code = served.number()["lastCode"].as_str().unwrap().to_owned();
    assert_eq!(served.verify(&code).json(), json!({ "valid": true }));
    assert_eq!(control("/sandbox/advance?seconds=180.5"), 200);
    assert_eq!(served.verify(&code).json(), json!({ "valid": false }));
    assert_eq!(served.verify(&code).status, 429);
    let number = served.number();
    assert_eq!(number["wrongAttempts"], 1);
    assert!(number["lockedForSeconds"].as_f64().unwrap() > 0.0);
    let outcomes = number["attempts"].as_array().unwrap().iter();
    let outcomes: Vec<&Value> = outcomes.map(|attempt| &attempt["outcome"]).collect();
    assert_eq!(outcomes, ["locked", "expired", "valid"]);
    assert_eq!(control("/sandbox/unlock?number=%2B19195551234"), 200);
    assert_eq!(served.number()["lockedForSeconds"], Value::Null);
    assert_eq!(control("/sandbox/fail?status=500"), 200);
    assert_eq!(served.verify("0").status, 500);
    assert_eq!(control("/sandbox/fail-token?status=429"), 200);
    assert_eq!(control("/api/v1/oauth2/token"), 429);
    for (path, status) in [
        ("/sandbox/advance", 400),
        ("/sandbox/advance?seconds=-1", 400),
        ("/sandbox/advance?seconds=NaN", 400),
        ("/sandbox/fail?status=soon", 400),
        ("/sandbox/nothing", 404),
    ] {
        assert_eq!(control(path), status, "{path}");
    }
}

#[test]
fn pages_of_others_reach_nothing() {
    let served = Served::new(&[]);
    for (headers, status) in [
        (&[][..], 200),
        (&["host: localhost:1"], 200),
        (&["sec-fetch-site: same-origin"], 200),
        (&["sec-fetch-site: none"], 200),
        (&["sec-fetch-site: cross-site"], 403),
        (&["sec-fetch-site: same-site"], 403),
        // A name that somebody pointed at this machine.
        (&["host: evil.example"], 403),
    ] {
        for (method, path) in [("GET", "/inbox.json"), ("POST", "/sandbox/revoke")] {
            let reply = served.ask(method, path, headers, "");
            assert_eq!(reply.status, status, "{method} {path} {headers:?}");
        }
    }
}

#[test]
fn reports_are_posted_to_this_machine_only() {
    let receiver = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/report?key=1", receiver.local_addr().unwrap());
    let report = thread::spawn(move || {
        let (mut stream, _) = receiver.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let (mut line, mut head, mut length) = (String::new(), String::new(), 0);
        while line != "\r\n" {
            line.clear();
            reader.read_line(&mut line).unwrap();
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim_end().parse().unwrap();
            }
            head.push_str(&line);
        }
        let mut body = String::new();
        reader.take(length).read_to_string(&mut body).unwrap();
        stream
            .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
            .unwrap();
        (head, body)
    });

    let served = Served::new(&[]);
    let mut request = code_request("{CODE}");
    request["callbackUrl"] = json!(url);
    let id = served.call("messaging", &request).json()["messageId"].clone();
    served.line();
    assert_eq!(served.line(), "report posted: 204 No Content");
    let (head, body) = report.join().unwrap();
    assert!(
        head.starts_with("POST /report?key=1 HTTP/1.1\r\n"),
        "{head}"
    );
    let event: DeliveryEvent = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (event.type_.as_str(), json!(event.message.id)),
        ("message-delivered", id)
    );

    for url in [
        "http://example.com/",
        "http://localhost.example.com/",
        "http://127.0.0.1@example.com/",
        "//127.0.0.1/",
        "nonsense",
    ] {
        request["callbackUrl"] = json!(url);
        assert_eq!(served.call("messaging", &request).status, 200);
        served.line();
        let line = served.line();
        assert_eq!(
            line, "report not posted: its callbackUrl is not on this machine",
            "{url}"
        );
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_lets_requests_end() {
    let mut served = Served::new(&[]);
    let body = code_request("{CODE}").to_string();
    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    let path = "/api/v1/accounts/9900000/code/messaging";
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\n{BASIC}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    // What came after the head was answered: the head was read.
    assert_eq!(served.verify("0").status, 200);
    served.interrupt();
    assert_eq!(served.line(), "Stopping.");
    stream.write_all(body.as_bytes()).unwrap();
    let reply = http::read(&mut BufReader::new(stream)).unwrap();
    assert_eq!(reply.status, 200, "{reply:?}");
    assert!(served.wait());
}
