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
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GenerateMessagingCode {
    /// The account that is billed. It must have the service enabled that the operation uses.
    pub account_id: Option<String>,
    /// Whom to send a code, and how.
    pub body: models::CodeRequest,
}

impl GenerateMessagingCode {
    /// Prepares `generate messaging code`; [`Client::call`](crate::Client::call) sends it.
    #[inline]
    pub fn new(account_id: impl Into<String>, body: models::CodeRequest) -> Self {
        Self {
            account_id: Some(account_id.into()),
            body,
        }
    }
}

setters! {
    call Call<GenerateMessagingCode> {
        /// The account that is billed. It must have the service enabled that the operation uses.
        account_id: impl Into<String> = Some(account_id.into());
    }
}

impl Operation for GenerateMessagingCode {
    type Success = models::MessagingCodeResponse;
    type Failure = GenerateMessagingCodeError;
    const FACTS: &'static OperationFacts = &FACTS;

    #[inline]
    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError> {
        let mut draft = Draft::new(&FACTS, base);
        draft.path("/accounts/");
        draft.client_segment("account_id", self.account_id.as_deref());
        draft.path("/code/messaging");
        draft.json(&self.body)
    }

    #[inline]
    fn decode(reply: &mut Reply) -> Result<Self::Success, DecodeFailure<Self::Failure>> {
        match reply.status().as_u16() {
            200 => reply.success_json(),
            400 => reply.failure_json(GenerateMessagingCodeError::BadRequest),
            401 => reply.failure_json(GenerateMessagingCodeError::Unauthorized),
            403 => reply.failure_json(GenerateMessagingCodeError::Forbidden),
            500 => reply.failure_json(GenerateMessagingCodeError::InternalServerError),
            _ => reply.unexpected(),
        }
    }
}

/// Why [`GenerateMessagingCode`] failed: a variant for each status that the document describes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum GenerateMessagingCodeError {
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

impl OperationError for GenerateMessagingCodeError {
    #[inline]
    fn unexpected(unexpected: Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

static FACTS: OperationFacts = OperationFacts {
    id: "generateMessagingCode",
    title: "generate messaging code",
    method: Method::POST,
    path: "/accounts/{accountId}/code/messaging",
    accept: "application/json",
    content_type: "application/json",
    repeatable: false,
    lockout: &[],
    sensitive: &["from", "message", "to"],
    security: &[&[Scheme::OAuth2], &[Scheme::Basic]],
};
