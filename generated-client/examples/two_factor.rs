//! Sends a code to a phone by SMS and verifies what is typed here.
//!
//! `cargo run --example two_factor --features testing` shows it without credentials, phone and costs: the service is a sandbox in
//! this process, and the code is taken from its inbox.
//!
//! For the real service set `BW_CLIENT_ID`, `BW_CLIENT_SECRET`, `BW_ACCOUNT_ID`, `BW_NUMBER` (the sender), `BW_APPLICATION_ID` (a
//! messaging application) and `USER_NUMBER` (the phone, which gets a message that is billed), then run
//! `cargo run --example two_factor`.

use std::env;
use std::error::Error;
use std::io::{self, BufRead, Write};

use bandwidth_mfa::Client;
use bandwidth_mfa::mfa::VerifyCodeError;
use bandwidth_mfa::models::{CodeRequest, VerifyCodeRequest};

/// How old a code may be.
const MINUTES: f64 = 3.0;

/// Who sends to whom, and where the person's answer comes from.
struct Login {
    client: Client,
    from: String,
    application: String,
    phone: String,
    answer: Box<dyn FnOnce() -> io::Result<String>>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let has_credentials = ["BW_CLIENT_ID", "BW_USERNAME"]
        .into_iter()
        .any(|name| env::var_os(name).is_some());
    let login = if has_credentials {
        real()?
    } else {
        pretended()?
    };

    let request = CodeRequest::builder()
        .to(&login.phone)
        .from(login.from)
        .application_id(login.application)
        .message("Your {NAME} code is {CODE}")
        .digits(6)
        .build()?;
    let sent = login.client.mfa().generate_messaging_code(request).await?;
    println!("sent: {:?}", sent.body().message_id);

    print!("the code: ");
    io::stdout().flush()?;
    let typed = (login.answer)()?;

    let request = VerifyCodeRequest::builder()
        .to(&login.phone)
        .code(typed.trim())
        .expiration_time_in_minutes(MINUTES)
        .build()?;
    match login.client.mfa().verify_code(request).await {
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

/// The service that the environment names, a phone, and a person who types.
fn real() -> Result<Login, Box<dyn Error>> {
    Ok(Login {
        client: Client::from_env()?,
        from: variable("BW_NUMBER")?,
        application: variable("BW_APPLICATION_ID")?,
        phone: variable("USER_NUMBER")?,
        answer: Box::new(|| {
            let mut typed = String::new();
            io::stdin().lock().read_line(&mut typed)?;
            Ok(typed)
        }),
    })
}

/// A sandbox, and what arrives in it.
#[cfg(feature = "testing")]
fn pretended() -> Result<Login, Box<dyn Error>> {
    let sandbox = bandwidth_mfa::testing::Sandbox::new();
    let phone = "+19195551234".to_owned();
    let inbox = sandbox.inbox(&phone);
    Ok(Login {
        client: sandbox.client().build()?,
        from: "+19195554321".to_owned(),
        application: "sandbox".to_owned(),
        phone,
        answer: Box::new(move || {
            let code = inbox.last_code().unwrap_or_default();
            println!("{code}");
            Ok(code)
        }),
    })
}

#[cfg(not(feature = "testing"))]
fn pretended() -> Result<Login, Box<dyn Error>> {
    Err("BW_CLIENT_ID is not set: set it, or try the sandbox with --features testing".into())
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("{name} is not set"))
}
