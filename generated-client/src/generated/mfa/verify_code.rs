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
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct VerifyCode {
    /// The account that is billed. It must have the service enabled that the operation uses.
    pub account_id: Option<String>,
    /// What the person typed, and whom the code had been sent to.
    pub body: models::VerifyCodeRequest,
}

impl VerifyCode {
    /// Prepares `verify code`; [`Client::call`](crate::Client::call) sends it.
    #[inline]
    pub fn new(account_id: impl Into<String>, body: models::VerifyCodeRequest) -> Self {
        Self {
            account_id: Some(account_id.into()),
            body,
        }
    }
}

setters! {
    call Call<VerifyCode> {
        /// The account that is billed. It must have the service enabled that the operation uses.
        account_id: impl Into<String> = Some(account_id.into());
    }
}

impl Operation for VerifyCode {
    type Success = models::VerifyCodeResponse;
    type Failure = VerifyCodeError;
    const FACTS: &'static OperationFacts = &FACTS;

    #[inline]
    fn request(&self, base: &BaseUrl) -> Result<Request<Body>, ValidationError> {
        let mut draft = Draft::new(&FACTS, base);
        draft.path("/accounts/");
        draft.client_segment("account_id", self.account_id.as_deref());
        draft.path("/code/verify");
        draft.json(&self.body)
    }

    #[inline]
    fn decode(reply: &mut Reply) -> Result<Self::Success, DecodeFailure<Self::Failure>> {
        match reply.status().as_u16() {
            200 => reply.success_json(),
            400 => reply.failure_json(VerifyCodeError::BadRequest),
            401 => reply.failure_json(VerifyCodeError::Unauthorized),
            403 => reply.failure_json(VerifyCodeError::Forbidden),
            429 => reply.failure_json(VerifyCodeError::TooManyRequests),
            500 => reply.failure_json(VerifyCodeError::InternalServerError),
            _ => reply.unexpected(),
        }
    }
}

/// Why [`VerifyCode`] failed: a variant for each status that the document describes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum VerifyCodeError {
    /// 400: A value of the request is missing or not accepted.
    BadRequest(models::ErrorReply),
    /// 401: The credentials are missing or unknown.
    Unauthorized(models::AccessErrorReply),
    /// 403: The credentials are known but not good for this. A wrong password is answered with this status
    /// too, and a bad or expired token may be.
    Forbidden(models::AccessErrorReply),
    /// 429: Too many verifications for this number: it is locked for a while. The service speaks of two
    /// minutes, and locks have been seen to end after 35 seconds. There is no `Retry-After` header.
    TooManyRequests(models::ErrorReply),
    /// 500: The service failed. An application id that does not exist has been answered with this status
    /// as well as with 400.
    InternalServerError(models::ErrorReply),
    /// A status or a body that the document does not describe.
    Unexpected(Unexpected),
}

impl OperationError for VerifyCodeError {
    #[inline]
    fn unexpected(unexpected: Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

static FACTS: OperationFacts = OperationFacts {
    id: "verifyCode",
    title: "verify code",
    method: Method::POST,
    path: "/accounts/{accountId}/code/verify",
    accept: "application/json",
    content_type: "application/json",
    repeatable: false,
    lockout: &[429],
    sensitive: &["code", "from", "to"],
    security: &[&[Scheme::OAuth2], &[Scheme::Basic]],
};
