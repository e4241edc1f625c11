// Generated from the API's OpenAPI document. Changes are made there, or in the generator.
//! The operations of the tag `MFA`, from the side of a server.

use std::sync::Arc;

use http::Response;

use super::super::{mfa, models};
use super::super::runtime::body::Body;
use super::super::runtime::receipt::{Place, Receipt, Style};
use super::super::runtime::refusal::Refusal;
use super::super::runtime::serve::{Answer, Incoming, Serve};
use super::super::runtime::service::{Routes, Service};
use super::super::runtime::written::Written;

/// What a server does with the operations of the tag `MFA`: a method for each, which answers 501 until it is written.
///
/// A method gets requests that fit the API's description; others are refused before.
pub trait MfaService: Send + Sync + 'static {
    /// `POST /accounts/{accountId}/code/messaging`
    fn generate_messaging_code(
        &self,
        call: Incoming<mfa::GenerateMessagingCode>,
    ) -> Answer<mfa::GenerateMessagingCode> {
        call.not_implemented()
    }

    /// `POST /accounts/{accountId}/code/voice`
    fn generate_voice_code(
        &self,
        call: Incoming<mfa::GenerateVoiceCode>,
    ) -> Answer<mfa::GenerateVoiceCode> {
        call.not_implemented()
    }

    /// `POST /accounts/{accountId}/code/verify`
    fn verify_code(&self, call: Incoming<mfa::VerifyCode>) -> Answer<mfa::VerifyCode> {
        call.not_implemented()
    }
}

/// A server that carries out the operations of the tag `MFA` by the methods of `service`.
pub fn service<S: MfaService>(service: Arc<S>) -> Service {
    let mut routes = Routes::new(service, &["/api/v1"]);
    routes.add(S::generate_messaging_code);
    routes.add(S::generate_voice_code);
    routes.add(S::verify_code);
    routes.into_service()
}

impl Serve for mfa::GenerateMessagingCode {
    const REFUSED_IN: &'static [&'static str] = &["description"];

    fn receive(receipt: &Receipt<'_>) -> Result<Self, Refusal> {
        Ok(Self {
            account_id: receipt.optional(Place::Path, "accountId", Style::Simple(false))?,
            body:
                receipt.checked(receipt.json("application/json")?, models::CodeRequest::validate)?,
        })
    }

    fn answer(outcome: Result<Self::Success, Self::Failure>) -> Response<Body> {
        match outcome {
            Ok(body) => Written::json(200, "application/json", &body),
            Err(mfa::GenerateMessagingCodeError::BadRequest(body)) => {
                Written::json(400, "application/json", &body)
            }
            Err(mfa::GenerateMessagingCodeError::Unauthorized(body)) => {
                Written::json(401, "application/json", &body)
            }
            Err(mfa::GenerateMessagingCodeError::Forbidden(body)) => {
                Written::json(403, "application/json", &body)
            }
            Err(mfa::GenerateMessagingCodeError::InternalServerError(body)) => {
                Written::json(500, "application/json", &body)
            }
            Err(mfa::GenerateMessagingCodeError::Unexpected(unexpected)) => {
                Written::unexpected(&unexpected)
            }
        }
    }
}

impl Serve for mfa::GenerateVoiceCode {
    const REFUSED_IN: &'static [&'static str] = &["description"];

    fn receive(receipt: &Receipt<'_>) -> Result<Self, Refusal> {
        Ok(Self {
            account_id: receipt.optional(Place::Path, "accountId", Style::Simple(false))?,
            body:
                receipt.checked(receipt.json("application/json")?, models::CodeRequest::validate)?,
        })
    }

    fn answer(outcome: Result<Self::Success, Self::Failure>) -> Response<Body> {
        match outcome {
            Ok(body) => Written::json(200, "application/json", &body),
            Err(mfa::GenerateVoiceCodeError::BadRequest(body)) => {
                Written::json(400, "application/json", &body)
            }
            Err(mfa::GenerateVoiceCodeError::Unauthorized(body)) => {
                Written::json(401, "application/json", &body)
            }
            Err(mfa::GenerateVoiceCodeError::Forbidden(body)) => {
                Written::json(403, "application/json", &body)
            }
            Err(mfa::GenerateVoiceCodeError::InternalServerError(body)) => {
                Written::json(500, "application/json", &body)
            }
            Err(mfa::GenerateVoiceCodeError::Unexpected(unexpected)) => {
                Written::unexpected(&unexpected)
            }
        }
    }
}

impl Serve for mfa::VerifyCode {
    const REFUSED_IN: &'static [&'static str] = &["description"];

    fn receive(receipt: &Receipt<'_>) -> Result<Self, Refusal> {
        Ok(Self {
            account_id: receipt.optional(Place::Path, "accountId", Style::Simple(false))?,
            body: receipt
                .checked(receipt.json("application/json")?, models::VerifyCodeRequest::validate)?,
        })
    }

    fn answer(outcome: Result<Self::Success, Self::Failure>) -> Response<Body> {
        match outcome {
            Ok(body) => Written::json(200, "application/json", &body),
            Err(mfa::VerifyCodeError::BadRequest(body)) => {
                Written::json(400, "application/json", &body)
            }
            Err(mfa::VerifyCodeError::Unauthorized(body)) => {
                Written::json(401, "application/json", &body)
            }
            Err(mfa::VerifyCodeError::Forbidden(body)) => {
                Written::json(403, "application/json", &body)
            }
            Err(mfa::VerifyCodeError::TooManyRequests(body)) => {
                Written::json(429, "application/json", &body)
            }
            Err(mfa::VerifyCodeError::InternalServerError(body)) => {
                Written::json(500, "application/json", &body)
            }
            Err(mfa::VerifyCodeError::Unexpected(unexpected)) => Written::unexpected(&unexpected),
        }
    }
}
