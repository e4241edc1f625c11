//! The sandbox behind HTTP: who is let in, the token endpoint, and the operations.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, StatusCode, Uri};
use percent_encoding::percent_decode_str;
use serde_json::json;

use super::access::{Denial, Presented, check};
use super::inbox::Channel;
use super::mfa::{MfaService, service};
use super::replies::{DENIED, bare, json, only_post};
use super::sandbox::{Rejection, Sandbox};
use super::{Answer, FakeTransport, Incoming, Refusal, Service};
use crate::mfa::{GenerateMessagingCode, GenerateVoiceCode, VerifyCode};
use crate::models::{MessagingCodeResponse, VerifyCodeResponse, VoiceCodeResponse};
use crate::{Body, Client, ClientBuilder, Credentials};

/// Where tokens are asked for, behind any base path.
const TOKEN_PATH: &str = "/oauth2/token";

/// The operations, for whoever was let in.
struct Operations(Sandbox);

/// Lets requests in that have credentials, hands out tokens, and answers the operations.
impl From<Sandbox> for Service {
    fn from(sandbox: Sandbox) -> Self {
        let refusing = sandbox.clone();
        let operations = service(Arc::new(Operations(sandbox.clone())))
            .refusing(move |refusal| Some(refusing.refuse(refusal)));
        Self::new(move |request| {
            if request.uri().path().ends_with(TOKEN_PATH) {
                return sandbox.token(&request);
            }
            match sandbox.turn_away(request.uri(), request.headers()) {
                Some(response) => response,
                None => operations.serve(request),
            }
        })
    }
}

impl Sandbox {
    /// Sets up a client of this sandbox: its transport is no network but the sandbox itself, and account and credentials
    /// (OAuth2) are the ones that the sandbox begins with. The client's clock goes on with [`Sandbox::advance`].
    pub fn client(&self) -> ClientBuilder {
        let transport = FakeTransport::new(self.clone());
        self.state().clients.push(transport.clock().clone());
        let builder = Client::builder();
        #[cfg(feature = "blocking")]
        let builder = builder.blocking_transport(transport.clone());
        builder
            .transport(transport)
            .account_id(Self::ACCOUNT_ID)
            .credentials(Credentials::oauth2(Self::CLIENT_ID, Self::CLIENT_SECRET))
    }

    /// The answer to a request that gets no further, be it that a test wants it so.
    fn turn_away(&self, uri: &Uri, headers: &HeaderMap) -> Option<Response<Body>> {
        let replies = self.replies();
        let failure = self.state().failures.pop_front();
        if let Some(status) = failure {
            return Some(replies.failure(status));
        }
        let denial = self.check(headers, account(uri).as_deref()).err()?;
        let status = match denial {
            Denial::Missing => StatusCode::UNAUTHORIZED,
            Denial::Unknown => self.options().unknown_user,
            Denial::WrongSecret | Denial::OtherAccount => StatusCode::FORBIDDEN,
            Denial::BadToken => self.options().bad_token,
        };
        let text = match status {
            StatusCode::UNAUTHORIZED => "Unauthorized",
            _ => DENIED,
        };
        Some(replies.access(status, text))
    }

    /// The answer to a request for a token.
    fn token(&self, request: &Request<Bytes>) -> Response<Body> {
        let failure = self.state().token_failures.pop_front();
        if let Some(status) = failure {
            return bare(status);
        }
        if request.method() != Method::POST {
            return only_post(bare(StatusCode::METHOD_NOT_ALLOWED));
        }
        let Some(Presented::Basic { name, secret }) = Presented::read(request.headers()) else {
            return json(
                StatusCode::UNAUTHORIZED,
                &json!({ "error": "invalid_client" }),
            );
        };
        if check(&self.options().clients, &name, &secret).is_err() {
            return json(
                StatusCode::UNAUTHORIZED,
                &json!({ "error": "invalid_client" }),
            );
        }
        let error = match grant_type(request.body()) {
            Some(b"client_credentials") => None,
            Some(_) => Some("unsupported_grant_type"),
            None => Some("invalid_request"),
        };
        if let Some(error) = error {
            return json(StatusCode::BAD_REQUEST, &json!({ "error": error }));
        }
        let lifetime = self.options().token_lifetime;
        let token = json!({
            "access_token": self.grant(&name),
            "token_type": "bearer",
            "expires_in": lifetime.as_secs(),
        });
        json(StatusCode::OK, &token)
    }

    /// The answer to a request that does not fit the API's description.
    fn refuse(&self, refusal: &Refusal) -> Response<Body> {
        let replies = self.replies();
        match refusal.status() {
            StatusCode::BAD_REQUEST => replies.error(refusal.status(), refusal.message()),
            status => replies.failure(status),
        }
    }

    fn reject<O: crate::Operation>(&self, rejection: &Rejection) -> Answer<O> {
        Answer::response(self.replies().error(rejection.status, rejection.text))
    }
}

impl MfaService for Operations {
    fn generate_messaging_code(
        &self,
        call: Incoming<GenerateMessagingCode>,
    ) -> Answer<GenerateMessagingCode> {
        let account = call.account_id.as_deref().unwrap_or_default();
        match self.0.send(Channel::Messaging, account, &call.body) {
            Ok(id) => Answer::success(MessagingCodeResponse {
                message_id: Some(id),
            }),
            Err(rejection) => self.0.reject(&rejection),
        }
    }

    fn generate_voice_code(&self, call: Incoming<GenerateVoiceCode>) -> Answer<GenerateVoiceCode> {
        let account = call.account_id.as_deref().unwrap_or_default();
        match self.0.send(Channel::Voice, account, &call.body) {
            Ok(id) => Answer::success(VoiceCodeResponse { call_id: Some(id) }),
            Err(rejection) => self.0.reject(&rejection),
        }
    }

    fn verify_code(&self, call: Incoming<VerifyCode>) -> Answer<VerifyCode> {
        let account = call.account_id.as_deref().unwrap_or_default();
        match self.0.verify(account, &call.body) {
            Ok(valid) => Answer::success(VerifyCodeResponse::new(valid)),
            Err(rejection) => self.0.reject(&rejection),
        }
    }
}

/// The account that a path names.
fn account(uri: &Uri) -> Option<String> {
    let mut segments = uri.path().split('/');
    segments.find(|segment| *segment == "accounts")?;
    let account = percent_decode_str(segments.next()?).decode_utf8().ok()?;
    Some(account.into_owned())
}

/// What is asked for, in a form.
fn grant_type(form: &[u8]) -> Option<&[u8]> {
    let mut pairs = form.split(|byte| *byte == b'&');
    pairs.find_map(|pair| pair.strip_prefix(b"grant_type="))
}
