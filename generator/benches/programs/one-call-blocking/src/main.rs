//! Sends one code with the client, without a runtime.

use bandwidth_mfa::models::CodeRequest;
use bandwidth_mfa::{Client, Credentials, Error};

fn main() -> Result<(), Error> {
    let client = Client::builder()
        .credentials(Credentials::basic("user", "password"))
        .account_id("9900000")
        .build()?;
    let request = CodeRequest::builder()
        .to("+19195551234")
        .from("+19195554321")
        .application_id("66fd98ae-ac8d-a00f-7fcd-ba3280aeb9b1")
        .message("Your {NAME} code is {CODE}")
        .digits(6)
        .build()?;
    let sent = client.mfa().generate_messaging_code(request).send()?;
    println!("{:?}", sent.body().message_id);
    Ok(())
}
