//! Sends a code to a phone by SMS and verifies what is typed here.
//!
//! Set `BW_CLIENT_ID`, `BW_CLIENT_SECRET`, `BW_ACCOUNT_ID`, `BW_NUMBER` (the sender), `BW_APPLICATION_ID` (a messaging application)
//! and `USER_NUMBER` (the phone, which gets a message that is billed), then run `cargo run --example two_factor`.

use std::env;
use std::error::Error;
use std::io::{self, BufRead, Write};

use bandwidth_mfa::Client;
use bandwidth_mfa::mfa::VerifyCodeError;
use bandwidth_mfa::models::{CodeRequest, VerifyCodeRequest};

/// How old a code may be.
const MINUTES: f64 = 3.0;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let phone = variable("USER_NUMBER")?;

    let request = CodeRequest::builder()
        .to(&phone)
        .from(variable("BW_NUMBER")?)
        .application_id(variable("BW_APPLICATION_ID")?)
        .message("Your {NAME} code is {CODE}")
        .digits(6)
        .build()?;
    let sent = client.mfa().generate_messaging_code(request).await?;
    println!("sent: {:?}", sent.body().message_id);

    print!("the code: ");
    io::stdout().flush()?;
    let mut typed = String::new();
    io::stdin().lock().read_line(&mut typed)?;

    let request = VerifyCodeRequest::builder()
        .to(&phone)
        .code(typed.trim())
        .expiration_time_in_minutes(MINUTES)
        .build()?;
    match client.mfa().verify_code(request).await {
        Ok(reply) if reply.body().valid => println!("that is the code"),
        Ok(_) => println!("that is not the code, or it came too late"),
        Err(error) => match error.api() {
            Some(VerifyCodeError::TooManyRequests(_)) => {
                println!("too many attempts: wait a while");
            }
            _ => return Err(error.into()),
        },
    }
    Ok(())
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("{name} is not set"))
}
