//! Sends one code with reqwest alone.

use std::error::Error;

use serde::{Deserialize, Serialize};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CodeRequest<'a> {
    to: &'a str,
    from: &'a str,
    application_id: &'a str,
    message: &'a str,
    digits: u8,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CodeReply {
    message_id: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = reqwest::Client::new();
    let request = CodeRequest {
        to: "+19195551234",
        from: "+19195554321",
        application_id: "66fd98ae-ac8d-a00f-7fcd-ba3280aeb9b1",
        message: "Your {NAME} code is {CODE}",
        digits: 6,
    };
    let sent: CodeReply = client
        .post("https://mfa.bandwidth.com/api/v1/accounts/9900000/code/messaging")
        .basic_auth("user", Some("password"))
        .json(&request)
        .send()
        .await?
        .error_for_status()?
        .json()
        .await?;
    println!("{:?}", sent.message_id);
    Ok(())
}
