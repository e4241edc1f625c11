// Generated from the API's OpenAPI document. Changes are made there, or in the generator.

use http::{Method, Request};

use super::super::models;
use super::super::runtime::base_url::BaseUrl;
use super::super::runtime::body::Body;
use super::super::runtime::call::Call;
use super::super::runtime::draft::Draft;
use super::super::runtime::operation::{
    DecodeFailure, Operation, OperationError, OperationFacts, Reply,
};
use super::super::runtime::problems::ValidationError;
use super::super::runtime::security::Scheme;
use super::super::runtime::setters::setters;
use super::super::runtime::unexpected::Unexpected;

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
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GenerateVoiceCode {
    /// The account that is billed. It must have the service enabled that the operation uses.
    pub account_id: Option<String>,
    /// Whom to call with a code, and how.
    pub body: models::CodeRequest,
}

impl GenerateVoiceCode {
    /// Prepares `generate voice code`; [`Client::call`](crate::Client::call) sends it.
    #[inline]
    pub fn new(account_id: impl Into<String>, body: models::CodeRequest) -> Self {
        Self {
            account_id: Some(account_id.into()),
            body,
        }
    }
}

setters! {
    call Call<GenerateVoiceCode> {
        /// The account that is billed. It must have the service enabled that the operation uses.
        account_id: impl Into<String> = Some(account_id.into());
    }
}

impl Operation for GenerateVoiceCode {
    type Success = models::VoiceCodeResponse;
    type Failure = GenerateVoiceCodeError;
    const FACTS: &'static OperationFacts = &FACTS;

    #[inline]
    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError> {
        let mut draft = Draft::new(&FACTS, base);
        draft.path("/accounts/");
        draft.client_segment("account_id", self.account_id.as_deref());
        draft.path("/code/voice");
        draft.json(&self.body)
    }

    #[inline]
    fn decode(reply: &mut Reply) -> Result<Self::Success, DecodeFailure<Self::Failure>> {
        match reply.status().as_u16() {
            200 => reply.success_json(),
            400 => reply.failure_json(GenerateVoiceCodeError::BadRequest),
            401 => reply.failure_json(GenerateVoiceCodeError::Unauthorized),
            403 => reply.failure_json(GenerateVoiceCodeError::Forbidden),
            500 => reply.failure_json(GenerateVoiceCodeError::InternalServerError),
            _ => reply.unexpected(),
        }
    }
}

/// Why [`GenerateVoiceCode`] failed: a variant for each status that the document describes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum GenerateVoiceCodeError {
    /// 400: A value of the request is missing or not accepted.
    BadRequest(models::ErrorReply),
    /// 401: The credentials are missing or unknown.
    Unauthorized(models::AccessErrorReply),
    /// 403: The credentials are known but not good for this. A wrong password is answered with this status
    /// too, and a bad or expired token may be.
    Forbidden(models::AccessErrorReply),
    /// 500: The service failed. An application id that does not exist has been answered with this status
    /// as well as with 400.
    InternalServerError(models::ErrorReply),
    /// A status or a body that the document does not describe.
    Unexpected(Unexpected),
}

impl OperationError for GenerateVoiceCodeError {
    #[inline]
    fn unexpected(unexpected: Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

static FACTS: OperationFacts = OperationFacts {
    id: "generateVoiceCode",
    title: "generate voice code",
    method: Method::POST,
    path: "/accounts/{accountId}/code/voice",
    accept: "application/json",
    content_type: "application/json",
    repeatable: false,
    lockout: &[],
    sensitive: &["from", "message", "to"],
    security: &[&[Scheme::OAuth2], &[Scheme::Basic]],
};
