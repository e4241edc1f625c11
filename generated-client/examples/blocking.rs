//! Sends a code by SMS without a runtime: `cargo run --example blocking --features blocking`.
//!
//! Set `BW_USERNAME`, `BW_PASSWORD`, `BW_ACCOUNT_ID`, `BW_NUMBER` (the sender), `BW_APPLICATION_ID` (a messaging application)
//! and `USER_NUMBER` (the phone, which gets a message that is billed).

use std::env;
use std::error::Error;
use std::time::Duration;

use bandwidth_mfa::Client;
use bandwidth_mfa::models::CodeRequest;

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let request = CodeRequest::builder()
        .to(variable("USER_NUMBER")?)
        .from(variable("BW_NUMBER")?)
        .application_id(variable("BW_APPLICATION_ID")?)
        .message("Your {NAME} code is {CODE}")
        .digits(6)
        .build()?;
    let call = client.mfa().generate_messaging_code(request);
    let sent = call.timeout(Duration::from_secs(10)).send()?;
    println!("sent: {:?}", sent.body().message_id);
    Ok(())
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("{name} is not set"))
}
