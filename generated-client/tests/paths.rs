//! An account id never leaves its segment of the path, whatever it holds.

mod support;

use bandwidth_mfa::mfa::VerifyCode;
use bandwidth_mfa::models::VerifyCodeRequest;
use bandwidth_mfa::{Client, Error, Phase};
use support::{Answer, Server};

fn request() -> VerifyCodeRequest {
    VerifyCodeRequest::builder()
        .to("+19195551234")
        .code("012345")
        .expiration_time_in_minutes(3)
        .build()
        .unwrap()
}

/// Each way that an account id can be given.
async fn calls(server: &Server, account_id: &str) -> [Result<(), Error>; 3] {
    let other = server.client();
    let built = server.builder().account_id(account_id).build();
    [
        match built {
            Ok(client) => verify(&client).await,
            Err(error) => Err(error),
        },
        other
            .mfa()
            .verify_code(request())
            .account_id(account_id)
            .await
            .map(|_| ())
            .map_err(Error::from),
        other
            .call(VerifyCode::new(account_id, request()))
            .await
            .map(|_| ())
            .map_err(Error::from),
    ]
}

async fn verify(client: &Client) -> Result<(), Error> {
    client.mfa().verify_code(request()).await?;
    Ok(())
}

#[tokio::test]
async fn what_would_change_the_path_is_encoded() {
    let cases = [
        ("9900000", "9900000"),
        ("a/b", "a%2Fb"),
        ("a\\b", "a%5Cb"),
        ("a?b", "a%3Fb"),
        ("a#b", "a%23b"),
        ("a b", "a%20b"),
        ("a;b", "a%3Bb"),
        ("%2e%2e", "%252e%252e"),
        ("../..", "..%2F.."),
        ("...", "..."),
        ("\r\nx: y", "%0D%0Ax%3A%20y"),
        ("é☎", "%C3%A9%E2%98%8E"),
    ];
    for (account_id, segment) in cases {
        let server = Server::new(vec![Answer::json(200, r#"{"valid":true}"#); 3]);
        for result in calls(&server, account_id).await {
            result.unwrap();
        }
        let line = format!("POST /api/v1/accounts/{segment}/code/verify HTTP/1.1");
        let lines: Vec<_> = server
            .requests()
            .into_iter()
            .map(|sent| sent.line)
            .collect();
        assert_eq!(lines, vec![line; 3], "{account_id:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_a_segment_is_refused_before_anything_is_sent() {
    for account_id in ["", ".", ".."] {
        let server = Server::new(vec![Answer::json(200, r#"{"valid":true}"#); 3]);
        for result in calls(&server, account_id).await {
            let error = result.unwrap_err();
            let local = matches!(error.phase(), Phase::Validation | Phase::Configuration);
            assert!(local, "{account_id:?}: {error}");
            assert!(!error.maybe_sent(), "{account_id:?}: {error}");
            assert!(
                error.to_string().contains("account_id"),
                "{account_id:?}: {error}"
            );
        }
        assert_eq!(server.requests(), [], "{account_id:?}");
    }
}

#[tokio::test]
async fn an_account_that_is_set_nowhere_is_an_error_before_anything_is_sent() {
    let server = Server::new(vec![Answer::json(200, r#"{"valid":true}"#)]);
    let error = verify(&server.builder().build().unwrap())
        .await
        .unwrap_err();
    assert_eq!(error.phase(), Phase::Validation);
    assert!(
        error.to_string().contains("account_id is not set"),
        "{error}"
    );
    assert_eq!(server.requests(), []);
}
