//! The second step of a login.

use bandwidth_mfa::mfa::VerifyCodeError;
use bandwidth_mfa::models::{CodeRequest, VerifyCodeRequest};
use bandwidth_mfa::{Client, Error};

/// Sends a code to a person's phone.
pub async fn ask(client: &Client, number: &str) -> Result<(), Error> {
    let request = CodeRequest::builder()
        .to(number)
        .from("+19195554321")
        .application_id("app");
    let request = request.message("Your code is {CODE}").digits(6).build()?;
    client.mfa().generate_messaging_code(request).await?;
    Ok(())
}

/// Says whether to let the person in who typed this code.
pub async fn check(client: &Client, number: &str, typed: &str) -> Result<&'static str, Error> {
    let request = VerifyCodeRequest::builder().to(number).code(typed);
    let request = request.expiration_time_in_minutes(3).build()?;
    match client.mfa().verify_code(request).await {
        Ok(reply) if reply.body().valid => Ok("come in"),
        Ok(_) => Ok("try again"),
        Err(error) => match error.api() {
            Some(VerifyCodeError::TooManyRequests(_)) => Ok("come back in two minutes"),
            _ => Err(error.into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bandwidth_mfa::{Error, testing::Sandbox};

    const NUMBER: &str = "+19195551234";

    #[tokio::test]
    async fn a_login() -> Result<(), Error> {
        let sandbox = Sandbox::new();
        let client = sandbox.client().build()?;
        super::ask(&client, NUMBER).await?;
        let code = sandbox.inbox(NUMBER).last_code().expect("a code arrived");
        assert_eq!(super::check(&client, NUMBER, "wrong").await?, "try again");
        assert_eq!(super::check(&client, NUMBER, &code).await?, "come in");

        sandbox.advance(Duration::from_secs(4 * 60));
        for _ in 0..5 {
            assert_eq!(super::check(&client, NUMBER, &code).await?, "try again");
        }
        let locked = super::check(&client, NUMBER, &code).await?;
        assert_eq!(locked, "come back in two minutes");
        Ok(())
    }
}
