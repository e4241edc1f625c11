//! What is taken for a base URL.

use client_runtime::base_url::BaseUrl;

#[test]
fn only_https_and_the_machine_itself_are_taken() {
    let taken = [
        ("https://api.example.com", "https://api.example.com"),
        ("https://api.example.com/", "https://api.example.com"),
        (
            "https://api.example.com:8443/v1/",
            "https://api.example.com:8443/v1",
        ),
        ("https://[2001:db8::1]/v1", "https://[2001:db8::1]/v1"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://LOCALHOST", "http://LOCALHOST"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
    ];
    for (text, url) in taken {
        let base = BaseUrl::parse(text).unwrap();
        assert_eq!(base.as_str(), url, "{text}");
        assert_eq!(base, BaseUrl::parse(url).unwrap(), "{text}");
    }
}

#[test]
fn everything_else_is_refused_without_quoting_it() {
    let dot =
        "has a path that is not plain: no dot segments, only characters that need no encoding";
    let http = "must be https: over plain http everyone on the way can read the credentials";
    let host = "has a host that is not a name or an address";
    let refused = [
        ("", "is not a URL"),
        ("not a url", "is not a URL"),
        ("https://exa mple.com", "is not a URL"),
        ("https://example.com\r\nx: y", "is not a URL"),
        ("/v1", "must be absolute, such as https://api.example.com"),
        (
            "api.example.com",
            "must be absolute, such as https://api.example.com",
        ),
        ("ftp://example.com", "must be https"),
        ("http://example.com", http),
        ("http://localhost.example.com", http),
        ("http://128.0.0.1", http),
        ("http://127.1", http),
        ("http://0.0.0.0", http),
        ("http://[::2]", http),
        (
            "https://user:hunter2@example.com",
            "must not hold a user or a password",
        ),
        (
            "https://user@example.com",
            "must not hold a user or a password",
        ),
        ("https://example.com?a=b", "must not have a query"),
        ("https://example.com/v1?", "must not have a query"),
        ("https://example.com/v1#x", "must not have a fragment"),
        ("https://example.com/a/../b", dot),
        ("https://example.com/%2e%2e/b", dot),
        ("https://example.com/a\\..\\b", dot),
        ("https://exa!mple.com", host),
    ];
    for (text, problem) in refused {
        let error = BaseUrl::parse(text).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("configuration: base_url {problem}"),
            "{text}"
        );
    }
}

#[test]
fn plain_http_elsewhere_has_to_be_asked_for() {
    let url = BaseUrl::dangerously_allow_http("http://proxy.internal/v1").unwrap();
    assert_eq!(url.to_string(), "http://proxy.internal/v1");
    assert!(BaseUrl::dangerously_allow_http("ftp://proxy.internal").is_err());
    assert!(BaseUrl::dangerously_allow_http("http://a:b@proxy.internal").is_err());
}
