//! How the default transports reach a server: proxies, certificates, and the provider of cryptography.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use client_runtime::report::Phase;

use super::support::Scripted;
use super::transports::{WAYS, builder};

/// A self-signed certificate of nobody.
const ROOT: &str = include_str!("root.pem");

#[test]
fn everything_goes_through_the_proxy_that_is_set() {
    for (name, way) in WAYS {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = format!("http://user:pass@{}", listener.local_addr().unwrap());
        let served = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() > 0 {
                head.extend_from_slice(&byte);
            }
            let reply = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(reply).unwrap();
            String::from_utf8(head).unwrap()
        });
        let client = builder("https://api.example.com").proxy(proxy).build();
        let error = way(&client.unwrap()).unwrap_err();
        let text = error.to_string();
        assert_eq!(error.phase(), Phase::Connect, "{name}: {text}");
        assert!(
            !error.maybe_sent() && !text.contains("pass"),
            "{name}: {text}"
        );
        let head = served.join().unwrap().to_ascii_lowercase();
        assert!(
            head.starts_with("connect api.example.com:443 "),
            "{name}: {head}"
        );
        assert!(
            head.contains("proxy-authorization: basic dxnlcjpwyxnz"),
            "{name}: {head}"
        );
        assert!(!head.contains("\r\nauthorization:"), "{name}: {head}");
    }
}

#[test]
fn what_cannot_be_used_is_refused_when_the_client_is_built() {
    let builder = || builder("https://api.example.com");
    let cases = [
        (
            builder().proxy("socks5://user:hunter2@localhost"),
            "the proxy is not an http or https URL",
        ),
        (
            builder().proxy("localhost:3128"),
            "the proxy is not an http or https URL",
        ),
        (
            builder().proxy("https://"),
            "the proxy is not an http or https URL",
        ),
        (
            builder().root_certificates("hunter2"),
            "the root certificates hold no certificate in PEM",
        ),
    ];
    for (builder, text) in cases {
        let error = builder.build().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("configuration: transport {text}")
        );
        assert_eq!(error.phase(), Phase::Configuration);
    }
    let own = Scripted::new([])
        .builder()
        .proxy("http://localhost:3128")
        .build()
        .unwrap_err();
    assert_eq!(
        own.to_string(),
        "configuration: transport is the program's own: a proxy and root certificates are set there, not on the client's builder",
    );
    let agent = builder().app_id("shop\n2.1").build().unwrap_err();
    assert_eq!(
        agent.to_string(),
        "configuration: app_id holds characters that a header cannot carry"
    );
}

#[test]
fn certificates_are_taken_in_pem_one_or_several() {
    for pem in [ROOT.to_owned(), format!("{ROOT}\n{ROOT}")] {
        builder("https://api.example.com")
            .root_certificates(pem)
            .build()
            .unwrap();
    }
}

/// Only one provider of cryptography is compiled in, so that rustls knows which one to take. The transports agree on it.
#[cfg(feature = "blocking")]
#[test]
fn rustls_has_one_provider() {
    let _builder = rustls::ClientConfig::builder();
    let provider = rustls::crypto::CryptoProvider::get_default().unwrap();
    let aws_lc_rs = rustls::crypto::aws_lc_rs::default_provider();
    let suites =
        |provider: &rustls::crypto::CryptoProvider| format!("{:?}", provider.cipher_suites);
    assert_eq!(suites(provider), suites(&aws_lc_rs));
}
