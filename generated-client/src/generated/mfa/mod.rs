// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! The operations of the tag `MFA`: values to send, and what each of them answers.

mod generate_messaging_code;
mod generate_voice_code;
mod verify_code;

pub use generate_messaging_code::{GenerateMessagingCode, GenerateMessagingCodeError};
pub use generate_voice_code::{GenerateVoiceCode, GenerateVoiceCodeError};
pub use verify_code::{VerifyCode, VerifyCodeError};

use super::models;
use super::runtime::call::Call;
use super::runtime::client::Client;

/// Sends one-time codes by SMS or voice, and verifies them.
#[derive(Clone, Copy, Debug)]
pub struct Mfa<'a> {
    client: &'a Client,
}

impl<'a> Mfa<'a> {
    #[inline]
    pub(super) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// Sends a code by SMS.
    ///
    /// Makes a code and sends it as a text message from one of the account's numbers.
    ///
    /// Every accepted request is billed and reaches a person, also one that repeats an earlier one.
    /// Refused requests (4xx, 5xx) are not billed. A success means that the message was handed
    /// over, not that it arrived: `callbackUrl` learns about that.
    ///
    /// - `body`: Whom to send a code, and how.
    ///
    /// `POST /accounts/{accountId}/code/messaging`
    #[doc(alias = "messagingTwoFactor")]
    #[doc(alias = "createMessagingTwoFactor")]
    #[doc(alias = "createMessagingMfa")]
    #[inline]
    pub fn generate_messaging_code(
        &self,
        body: models::CodeRequest,
    ) -> Call<GenerateMessagingCode> {
        self.client.call(GenerateMessagingCode {
            account_id: self.client.parameter("accountId"),
            body,
        })
    }

    /// Sends a code by a phone call.
    ///
    /// Makes a code, calls the person from one of the account's numbers and reads the message aloud.
    ///
    /// Every accepted request is billed and makes a phone ring, also one that repeats an earlier one.
    /// Refused requests (4xx, 5xx) are not billed. A success means that the call was started, not
    /// that somebody answered.
    ///
    /// - `body`: Whom to call with a code, and how.
    ///
    /// `POST /accounts/{accountId}/code/voice`
    #[doc(alias = "voiceTwoFactor")]
    #[doc(alias = "createVoiceTwoFactor")]
    #[doc(alias = "createVoiceMfa")]
    #[inline]
    pub fn generate_voice_code(&self, body: models::CodeRequest) -> Call<GenerateVoiceCode> {
        self.client.call(GenerateVoiceCode {
            account_id: self.client.parameter("accountId"),
            body,
        })
    }

    /// Verifies a code that was sent before.
    ///
    /// Says whether the code that a person typed is the one that was sent to their number.
    ///
    /// A wrong or expired code is not an error: the answer is a success with `valid` false. Every
    /// verification spends an attempt. Too many of them lock the number for a while (429), for
    /// right codes as well.
    ///
    /// - `body`: What the person typed, and whom the code had been sent to.
    ///
    /// `POST /accounts/{accountId}/code/verify`
    #[doc(alias = "verifyTwoFactor")]
    #[doc(alias = "createVerifyTwoFactor")]
    #[doc(alias = "verifyMfaCode")]
    #[inline]
    pub fn verify_code(&self, body: models::VerifyCodeRequest) -> Call<VerifyCode> {
        self.client.call(VerifyCode {
            account_id: self.client.parameter("accountId"),
            body,
        })
    }
}
